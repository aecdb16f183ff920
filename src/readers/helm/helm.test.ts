import { expect, it } from 'vitest'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import { filePath } from '../../kernel/brand.ts'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import { filesAlone, type ReadOptions } from '../../model/options.ts'
import type { ReadingAnswer, ReadingRequest } from '../reader.ts'
import { helm } from './helm.ts'

const files = {
  'web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'web/values.yaml': 'replicas: 1\n',
  'web/values-production.yaml': 'replicas: 5\n',
  'web/templates/a.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { replicas: {{ .Values.replicas }} }\n',
  'production.tfvars': 'replicas = 7\n',
}
const options: ReadOptions = filesAlone()

it('reads a chart with each values file that lies beside it', () => {
  const { value } = helm.discover(filesSnapshot(files), filePath(''), options)
  expect(value.map(({ root, variant }) => `${root}@${variant}`)).toEqual(['web@production'])
})

it('takes files of variables of another tool for no values', () => {
  const layers = [{ kind: 'file', file: filePath('production.tfvars') }] as const
  const snapshot = filesSnapshot(files)
  const [unit] = helm.discover(snapshot, filePath(''), { ...options, layers }).value
  const reading = unit && helm.read(unit, snapshot).next().value
  expect(reading).toMatchObject({ variant: 'production', diagnostics: [] })
})

it('points at the template where what is wrong was made of nothing that is written', () => {
  const wrong = { ...files, 'web/templates/a.yaml': 'a: {{ printf "%1000000000d" 1 }}\n' }
  const snapshot = filesSnapshot(wrong)
  const [unit] = helm.discover(snapshot, filePath(''), options).value
  const reading = unit && helm.read(unit, snapshot).next().value
  expect(reading).toMatchObject({
    diagnostics: [{ code: 'helm/rendered', span: { file: 'web/templates/a.yaml' } }],
  })
})

/** What is read of a chart, and what is rendered of it, when nobody gets what it depends on. */
function without(dependency: string, template: string): readonly (readonly [number, readonly string[]])[] {
  const snapshot = filesSnapshot({
    'Chart.yaml': `apiVersion: v2\nname: web\nversion: 1.0.0\ndependencies:\n  - { name: ${dependency}, version: 1.x, repository: "https://charts.example.com" }\n`,
    'templates/a.yaml': template,
  })
  const [unit] = helm.discover(snapshot, filePath(''), options).value
  if (unit === undefined) return []
  const read = ended(helm.read(unit, snapshot))
  const rendered = helm.render && ended(helm.render(unit, snapshot))
  return [
    [read.resources.length, codes(read.diagnostics)],
    [rendered?.documents.length ?? -1, codes(rendered?.diagnostics)],
  ]
}

function codes(diagnostics: readonly Diagnostic[] = []): readonly string[] {
  return diagnostics.map(({ code }) => code)
}

/** What comes of steps of which nobody answers what they ask for. */
function ended<Made>(steps: Generator<ReadingRequest, Made, ReadingAnswer>): Made {
  let step = steps.next(undefined)
  while (step.done !== true) step = steps.next(undefined)
  return step.value
}

it('reads a chart without one that it depends on and that is missing, which Helm does not render', () => {
  const own = 'kind: Pod\napiVersion: v1\nmetadata: { name: web }\n'
  expect(without('redis', own)).toEqual([
    [1, ['helm/missing-dependency']],
    [0, ['helm/missing-dependency']],
  ])
})

it('tells of a missing chart alone where templates use what it has', () => {
  const template = 'kind: Pod\napiVersion: v1\nmetadata: { name: {{ include "common.name" . }} }\n'
  expect(without('common', template)).toEqual([
    [0, ['helm/missing-dependency']],
    [0, ['helm/missing-dependency']],
  ])
})
