import { describe, expect, it } from 'vitest'
import { realPrograms } from '../programs.ts'
import { type Expression, helmSays, weSay } from './helm-expressions.ts'
import { codecExpressions, formatExpressions } from './helm-values.ts'

const programs = realPrograms()
if (programs === undefined)
  console.warn('SKIPPED: functions of templates are not compared with helm, because it does not run here.')

const full =
  process.env['PLUMBLINE_CONFORMANCE'] === 'full' || process.env['npm_lifecycle_event'] === 'conformance'
const sample = full ? 20_000 : 2_000

// skipped: without helm there is nothing to compare with, which the line above says.
describe.skipIf(programs === undefined)('compared with helm', () => {
  it('writes YAML, JSON and TOML as helm does', { timeout: 600_000 }, () => {
    expect(differences(codecExpressions(sample))).toEqual([])
  })

  it('formats and prints as helm does', { timeout: 600_000 }, () => {
    expect(differences(formatExpressions(sample))).toEqual([])
  })
})

/** What differs, each with what helm says and what we say. */
function differences(expressions: readonly Expression[]): readonly unknown[] {
  const theirs = helmSays(programs?.helm ?? '', expressions)
  const found: unknown[] = []
  for (const [at, expression] of expressions.entries()) {
    const they = theirs[at]
    const we = weSay(expression, new Map())
    if (they === undefined || same(they, we)) continue
    found.push({ expression: expression.text, value: JSON.stringify(expression.value), they, we })
  }
  if (expressions.length < 1000 || theirs.every((one) => 'error' in one))
    found.push('too little was compared')
  return found.slice(0, 20)
}

function same(they: object, we: object): boolean {
  if ('text' in they && 'text' in we) return they.text === we.text
  return 'error' in they && 'error' in we
}
