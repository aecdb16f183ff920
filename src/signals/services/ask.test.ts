import { expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import { askServices, type Source } from './ask.ts'

it('asks nothing more of a Prometheus that does not answer', async () => {
  const away: Diagnostic = {
    code: 'signals/unreachable',
    severity: 'error',
    summary: 'A monitoring system could not be reached',
    detail: 'It was asked.',
    span: { file: filePath('http://localhost:1'), start: 0, end: 0 },
  }
  const asked: string[] = []
  const silent = async (what: string): Promise<Outcome<readonly never[]>> => {
    asked.push(what)
    return { value: [], diagnostics: [away] }
  }
  const source: Source = {
    query: () => silent('query'),
    range: () => silent('range'),
    labelValues: () => silent('labels'),
    alerts: () => silent('alerts'),
  }
  const { value, diagnostics } = await askServices(source, {
    stretch: { start: 0, end: 3600, step: 60 },
    window: 120,
    own: [],
    labels: { service: [], namespace: [] },
    symptom: 'up',
    isNow: true,
  })
  expect(asked).toEqual(['labels'])
  expect(diagnostics).toEqual([away])
  expect(value).toMatchObject({ measures: [], asked: [] })
})
