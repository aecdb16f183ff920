import { describe, expect, it } from 'vitest'
import { filePath } from '../kernel/brand.ts'
import type { Diagnostic } from '../kernel/diagnostic.ts'
import { diagnosticsText, errorCount, fewDiagnosticsText } from './diagnostics.ts'
import type { View } from './view.ts'

const text = 'locals {\n  ok   = 1\n  name = "${vra.name}-x"\n}\n'
const file = filePath('main.tf')
const view: View = {
  width: 80,
  colour: false,
  showSensitive: false,
  path: (one) => one,
  text: (one) => (one === file ? text : undefined),
  secrets: () => new Map(),
}

function problem(parts: Partial<Diagnostic> = {}): Diagnostic {
  const start = text.indexOf('vra.name')
  return {
    code: 'hcl/unknown-reference',
    severity: 'error',
    summary: 'Reference to something that is not declared',
    detail:
      'There is no resource of the type "vra" in this module. To use the variable, write var.name instead of it.',
    span: { file, start, end: start + 'vra.name'.length },
    ...parts,
  }
}

describe('problems as text', () => {
  it('show what is wrong, the line with carets below, and what to do, within the width', () => {
    expect(`\n${diagnosticsText(view, [problem()])}`).toBe(`
╷
│ Error: Reference to something that is not declared       hcl/unknown-reference
│
│   on main.tf:3:13
│      3 │   name = "\${vra.name}-x"
│        │             ^^^^^^^^
│
│ There is no resource of the type "vra" in this module. To use the variable,
│ write var.name instead of it.
╵
`)
  })

  it('put warnings first and errors last, and each problem once', () => {
    const warning = problem({ severity: 'warning', summary: 'Something is old' })
    const shown = diagnosticsText(view, [problem(), warning, problem()])
    expect(shown.match(/Error:/gu)).toHaveLength(1)
    expect(shown.indexOf('Warning: Something is old')).toBeLessThan(shown.indexOf('Error:'))
  })

  it('are one of each kind where there are many, with how many more there are', () => {
    const many = Array.from({ length: 11 }, (_, at) => problem({ detail: `${at}` }))
    const other = problem({ summary: 'Something else', span: { file, start: 0, end: 6 } })
    const pair = [other, problem({ summary: 'Something else' })]
    const shown = fewDiagnosticsText(view, [...many, ...pair, ...many], '--all shows them')
    expect(shown.match(/Error:/gu)).toHaveLength(2)
    expect(shown).toContain('╵\n  and 10 more in 1 file: --all shows them\n╷')
    expect(shown).toMatch(/╵\n {2}and 1 more: main\.tf:3\n$/u)
    expect(errorCount([...many, ...pair, ...many])).toBe(13)
  })

  it('are all shown where there are few', () => {
    const few = Array.from({ length: 10 }, (_, at) => problem({ detail: `${at}` }))
    expect(fewDiagnosticsText(view, few, '--all shows them')).toBe(diagnosticsText(view, few))
  })

  it('name the place of what stands in no file', () => {
    const span = { file: filePath('<command line>'), start: 0, end: 1 }
    expect(diagnosticsText(view, [problem({ span })])).toContain('on command line\n')
  })

  it('keep the carets in sight on a line that is too long', () => {
    const long = `x = [${'"padding", '.repeat(40)}oops, ${'"more", '.repeat(40)}]`
    const start = long.indexOf('oops')
    const wide: View = { ...view, text: () => long }
    const lines = diagnosticsText(wide, [problem({ span: { file, start, end: start + 4 } })]).split('\n')
    const source = lines.find((line) => line.includes('oops')) ?? ''
    const carets = lines.find((line) => line.includes('^^^^')) ?? ''
    expect(source.indexOf('oops')).toBe(carets.indexOf('^^^^'))
    expect(lines.filter((line) => line.length > view.width)).toEqual([])
  })
})
