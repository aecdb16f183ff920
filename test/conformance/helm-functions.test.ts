import { describe, expect, it } from 'vitest'
import { realPrograms } from '../programs.ts'
import { type Expression, helmSays, type Said, weSay } from './helm-expressions.ts'
import { brokenYaml, codecExpressions, decodeExpressions, formatExpressions } from './helm-values.ts'
import { isFull as full } from '../full.ts'

const programs = realPrograms()
if (programs === undefined)
  console.warn('SKIPPED: functions of templates are not compared with helm, because it does not run here.')

const sample = full ? 10_000 : 1_000

// skipped: without helm there is nothing to compare with, which the line above says.
describe.skipIf(programs === undefined)('compared with helm', () => {
  it('writes YAML, JSON and TOML as helm does', { timeout: 600_000 }, () => {
    expect(differences(codecExpressions(sample))).toEqual([])
  })

  it('formats and prints as helm does', { timeout: 600_000 }, () => {
    expect(differences(formatExpressions(sample))).toEqual([])
  })

  it('reads YAML, JSON and TOML as helm does', { timeout: 600_000 }, () => {
    expect(differences(decodeExpressions(sample))).toEqual([])
  })

  it('says of broken YAML what helm says, with its lines', { timeout: 600_000 }, () => {
    expect(differences(brokenYaml(2 * sample))).toEqual([])
  })

  it('refuses what helm refuses', { timeout: 600_000 }, () => {
    const refused = refusals.map((text) => ({ text, value: { a: 'x\u007f', b: [null] } }))
    const theirs = helmSays(programs?.helm ?? '', refused)
    const ours = refused.map((one) => weSay(one, new Map()))
    expect(theirs.map((one) => 'error' in one)).toEqual(refused.map(() => true))
    expect(ours.map((one, at) => agrees(theirs[at], one))).toEqual(refused.map(() => true))
  })
})

const refusals = [
  'mustToYaml .Values.v',
  'toToml nil',
  'mustFromJson "{"',
  'mustFromJson "[1,]"',
  'mustFromJson "1e400"',
  'printf 5',
  'fromYaml 5',
  'toYaml 1 2',
]

/** Texts of YAML that ours reads in another way, and why that is left so. */
const knownDifferences = new Map([
  ['a: ?a\nb: [?a]', 'go-yaml takes ? in brackets for a key though no blank follows; YAML 1.2 does not'],
  ['a: :a\nb: [:a]', 'go-yaml refuses a colon at the start of a plain value in brackets; YAML 1.2 allows it'],
  ['a: !a\nb: [!a]', 'go-yaml takes the bracket for a part of the tag; YAML 1.2 ends the tag before it'],
  ['...', 'go-yaml refuses an end without a document; YAML 1.2 allows it'],
  ['null', 'Go tells a map that is nil from one that is empty, which only toJson shows'],
])

/**
 * U+2028 is a line break in YAML 1.1 and a letter like any other in 1.2; go-yaml lets no block begin with a tab, takes
 * brackets and commas for parts of any tag, and a block's sign in the first column for the value above it.
 */
const onlyOld = /\u2028|\\t|![^\s"\\]*[[\],]|\\n[|>]/u

/** What differs, each with what helm says and what we say. */
function differences(expressions: readonly Expression[]): readonly unknown[] {
  const theirs = helmSays(programs?.helm ?? '', expressions)
  const found: unknown[] = []
  for (const [at, expression] of expressions.entries()) {
    const { text, value } = expression
    const isOld = text.includes('fromYaml') && onlyOld.test(JSON.stringify(value))
    if (isOld || (typeof value === 'string' && knownDifferences.has(value.trim()))) continue
    const we = weSay(expression, new Map())
    const they = theirs[at]
    if (!agrees(they, we)) found.push({ text, value: JSON.stringify(value), they, we })
  }
  if (expressions.length < 1000) found.push('too little was compared')
  return found.slice(0, 20)
}

function agrees(they: Said | undefined, we: Said): boolean {
  if (they === undefined) return false
  if ('text' in they && 'text' in we) return withoutPlace(they.text) === withoutPlace(we.text)
  return 'error' in they && 'error' in we
}

/** What a reader of TOML says of a mistake is its own; that there is one is not. */
function withoutPlace(text: string): string {
  return text.replace(/(toml: )line.*?(?="[}\]]$)/u, '$1')
}
