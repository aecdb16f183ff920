import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estateOf } from '../../../src/engine/testing.ts'
import type { Value } from '../../../src/kernel/value.ts'
import { hasKubectl, kubectlReads } from './kubectl.ts'

const isThere = hasKubectl()
if (!isThere) {
  console.warn('SKIPPED: manifests are not compared with kubectl, because it is not on the PATH.')
}

// skipped: without kubectl there is nothing to compare with, which the line above says.
describe.skipIf(!isThere)('compared with kubectl', () => {
  it.each([
    ['anchors and aliases', 'a: &a {x: 1, y: [1, 2]}\nb: *a\nc: [*a, *a]'],
    ['merge keys', 'a: &a {x: 1, y: 2}\nb:\n  y: 3\n  <<: *a\n  z: 4\nc: {<<: *a, x: 5}\nd: {x: 6, <<: *a}'],
    ['lists of merge keys', 'a: &a {x: 1}\nb: &b {x: 2, y: 3}\nc: {<<: [*a, *b], z: 1}'],
    [
      'words of YAML 1.1',
      'a: [yes, No, ON, off, y, n, Y, true, True, TRUE, yEs, ~, null, Null, "yes"]\non: 1\nno: 2',
    ],
    ['numbers', 'a: [010, 0o10, 0x1F, 0b11, 1_000, 1e3, 1.50, .5, 5., +1, -0, 1e-2, 09, 0_8, 12:30, 1:2:3]'],
    ['large numbers', 'a: [9007199254740993, 9223372036854775807, -9223372036854775808]'],
    ['dates', 'a: [2024-01-01, 2024-01-01T10:00:00Z, 2024-13-01, 2024-1-1]'],
    ['keys that are no text', '1: a\n1.50: b\ntrue: c\n0x10: d\n"1_0": e'],
    ['keys that are there twice', 'a: 1\nb: {x: 1, x: 2}\na: 3'],
    ['tags', 'a: [!!str 1, !!int "7", !!float 1, !custom x]'],
    ['block scalars', 'a: |\n  one\n   two\n\nb: >-\n  one\n  two\n\n  three\nc: |+\n  x\n\n'],
    ['quotes', `a: ["\\u00e9\\t\\x41", 'it''s', "a\n  b"]`],
    ['nothing', 'a:\nb: []\nc: {}\nd: ""'],
  ])('reads %s', (_, spec) => {
    const text = `apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: x}\nspec:\n${indented(spec)}\n`
    expect(ours(text)).toEqual(byName(kubectlReads(text) ?? ['refused']))
  })

  it.each([
    ['documents', 'a.yaml', `${thing('a')}---\n${thing('b')}---\n# nothing\n---\n${thing('c')}`],
    ['a last line without an end', 'a.yaml', `${thing('a')}text: |\n  one\n  two`],
    [
      'a list',
      'a.yaml',
      'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: a}}\n',
    ],
    [
      'a list of a kind',
      'a.yaml',
      'apiVersion: v1\nkind: PodList\nitems:\n- {metadata: {name: a}}\n- {metadata: {name: b}}\n',
    ],
    [
      'JSON',
      'a.json',
      '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a", "labels": {"x": "\\u00e9"}}}',
    ],
    [
      'a list in JSON',
      'a.json',
      '{"kind": "List", "apiVersion": "v1", "items": [{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}}]}',
    ],
  ])('reads %s', (_, name, text) => {
    expect(ours(text, name)).toEqual(byName(kubectlReads(text, name) ?? ['refused']))
  })

  it('reads 300 made documents', { timeout: 60_000 }, () => {
    const texts = fc
      .sample(documents, { numRuns: 300, seed: 7 })
      .map(
        (spec, at) =>
          `apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: x${at}}\nspec:\n${indented(spec)}`,
      )
    const text = texts.join('\n---\n')
    const theirs = kubectlReads(text)
    expect(theirs?.length).toBe(300)
    expect(ours(text)).toEqual(byName(theirs ?? []))
  })
})

function thing(name: string): string {
  return `apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: ${name}}\n`
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gmu, '  ')
}

/** Our objects as plain JavaScript, by name. */
function ours(text: string, name = 'a.yaml'): ReadonlyMap<string, unknown> {
  const { readings } = estateOf({ [name]: text })
  const refused = readings.some(({ diagnostics }) => diagnostics.some(({ severity }) => severity === 'error'))
  return byName(
    refused ? ['refused'] : readings.flatMap(({ resources }) => resources.map((one) => plain(one.values))),
  )
}

function plain(value: Value): unknown {
  if (value.kind === 'list') return value.items.map(plain)
  if (value.kind === 'map')
    return Object.fromEntries([...value.entries].map(([key, one]) => [key, plain(one)]))
  if (value.kind !== 'scalar') return value.kind
  const { scalar } = value
  if (typeof scalar === 'object' && scalar !== null) return Number(scalar.number)
  return Object.is(scalar, -0) ? 0 : scalar
}

function byName(objects: readonly unknown[]): ReadonlyMap<string, unknown> {
  return new Map(
    objects.map((one) => [(one as { metadata?: { name?: string } }).metadata?.name ?? String(one), one]),
  )
}

const scalars = fc.constantFrom(
  ...`yes no on n true ~ null 010 0x1f 1_0 1e3 1.0 -1 .5 12:30 "yes" '1' "\\n" 2024-01-01 = <<x 0o7 +12 1. é 1e 0b1 08`.split(
    ' ',
  ),
)
const key = fc.constantFrom('a', 'b', 'c', 'on', 'y', '1', '"q"', 'x-y', '1.5', 'null-ish')

/** Mappings of a few levels in both styles, with an anchor at the top that later entries stand for or merge. */
const documents = fc
  .tuple(
    fc.uniqueArray(fc.tuple(key, scalars), { minLength: 1, maxLength: 4, selector: ([name]) => name }),
    fc.array(fc.tuple(fc.constantFrom('alias', 'merge', 'flow', 'list', 'block'), key, scalars), {
      maxLength: 6,
    }),
  )
  .map(([base, more]) => {
    const lines = ['base: &base', ...base.map(([name, text]) => `  ${name}: ${text}`)]
    for (const [at, [form, name, text]] of more.entries()) {
      if (form === 'alias') lines.push(`k${at}: *base`)
      else if (form === 'merge') lines.push(`k${at}:`, `  ${name}: ${text}`, '  <<: *base', '  last: 1')
      else if (form === 'flow') lines.push(`k${at}: {${name}: [${text}], <<: *base}`)
      else if (form === 'list') lines.push(`k${at}:`, `- ${text}`, `- ${name}: ${text}`, '- *base')
      else lines.push(`k${at}: |`, `  ${text}`, `   ${name}`)
    }
    return lines.join('\n')
  })
