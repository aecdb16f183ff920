import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { Fault } from '../../kernel/fault.ts'
import { marks, type Value } from '../../kernel/value.ts'
import type { Live } from '../../model/live.ts'
import type { Graph } from '../../model/live-graph.ts'
import { liveOf, Missing } from '../testing.ts'
import { celRules } from './rule-file.ts'

const file = filePath('.plumbline/rules/a.yaml')
const graph: Graph = { all: () => [], uses: () => [], usedBy: () => [] }

/** A rule in YAML, with some of its fields put otherwise; undefined leaves one out. */
function ruleText(fields: Readonly<Record<string, string | undefined>> = {}): string {
  const all = {
    id: 'acme/thing/good',
    title: 'It is bad',
    severity: 'high',
    why: 'It hurts.',
    fix: 'Make it good.',
    subject: 'Acme::Thing',
    violated: 'resource.bad',
    message: 'It is bad.',
    ...fields,
  }
  return Object.entries(all)
    .flatMap(([name, text]) => (text === undefined ? [] : [`${name}: ${text}\n`]))
    .join('')
}

/** What is wrong with a rule, and the part of the text that each complaint points at. */
function wrong(text: string): readonly (readonly [string, string])[] {
  const { value, diagnostics } = celRules(file, text)
  return value.length > 0
    ? []
    : diagnostics.map(({ detail, span }) => [detail.split('. ')[0] ?? '', text.slice(span.start, span.end)])
}

/** What a rule says of a resource: verdict, message and path. */
function said(text: string, live: Live): readonly (readonly [string, string, string])[] {
  return celRules(file, text).value.flatMap(({ rule }) =>
    [...rule.check(live, graph)].map(({ kind, message, fact }) => [kind, message, fact.path] as const),
  )
}

describe('a rule in YAML', () => {
  it('says violated, undecided or nothing, where it was decided', () => {
    const text = ruleText({ message: '\'{{ resource.name }} is {{ resource.bad ? "bad" : "good" }}.\'' })
    const v = new Missing('var.v')
    expect(said(text, liveOf({ bad: true, name: 'a' }))).toEqual([['violated', 'a is bad.', 'bad']])
    expect(said(text, liveOf({ bad: false, name: 'a' }))).toEqual([])
    expect(said(text, liveOf({ bad: v, name: 'a' }))).toEqual([['undecided', 'a is (unknown).', 'bad']])
    expect(said(text, liveOf({ bad: true }))).toEqual([['violated', '(not set) is bad.', 'bad']])
  })

  it('points where `at` says', () => {
    expect(said(ruleText({ at: 'name' }), liveOf({ bad: true, name: 'a' }))).toEqual([
      ['violated', 'It is bad.', 'name'],
    ])
  })

  it('asks nothing where `when` is false, and needs both to be undecided', () => {
    const text = ruleText({ when: 'resource.big' })
    const v = new Missing('var.v')
    expect(said(text, liveOf({ big: true, bad: true }))).toHaveLength(1)
    expect(said(text, liveOf({ big: false, bad: true }))).toEqual([])
    expect(said(text, liveOf({ big: false, bad: v }))).toEqual([])
    expect(said(text, liveOf({ big: v, bad: false }))).toEqual([])
    expect(said(text, liveOf({ big: v, bad: true }))).toEqual([['undecided', 'It is bad.', 'big']])
  })

  it('has lists, aliases and compliance, several to a file', () => {
    const one = ruleText({
      subject: '[A, B]',
      aliases: '[{id: X_1, on: aws_thing}]',
      compliance: 'SOC 2 CC6.1',
    })
    const { value, diagnostics } = celRules(file, `${one}---\n${ruleText({ id: 'acme/other' })}---\n`)
    expect(diagnostics).toEqual([])
    expect(value.map(({ rule }) => [rule.id, rule.subject, rule.aliases, rule.compliance])).toEqual([
      ['acme/thing/good', ['A', 'B'], [{ id: 'X_1', on: ['aws_thing'] }], ['SOC 2 CC6.1']],
      ['acme/other', ['Acme::Thing'], [], []],
    ])
  })

  it('shows no secret in a message, whatever it makes of it', () => {
    const text = ruleText({
      message: '\'{{ resource.secret }}{{ resource.secret + "x" }} {{ resource.password }}\'',
    })
    const live = withSecret(liveOf({ bad: true, secret: 'hunter2hunter2', password: 'correct-horse-9' }))
    expect(said(text, live)).toEqual([['violated', '(sensitive)(sensitive)x (sensitive)', 'bad']])
  })

  it('says of a condition that fails what is wrong and where that stands', () => {
    const text = ruleText({ violated: '|\n  has(resource.bad) &&\n    resource.none' })
    expect(() => said(text, liveOf({ bad: true }))).toThrow(/No such key: none.*a\.yaml:9:5/u)
    expect(() => said(ruleText(), liveOf({ bad: 'yes' }))).toThrow(/neither true nor false.*a\.yaml:7:11/u)
  })
})

describe('what is wrong with a rule', () => {
  it.each([
    [ruleText({ colour: 'red' }), 'There is no field "colour" here', 'colour'],
    [ruleText({ severity: 'awful' }), 'The severity of acme/thing/good is one of', 'awful'],
    [ruleText({ id: 'Acme' }), 'The id of a rule is a path', 'Acme'],
    [ruleText({ title: "''" }), 'A rule has title', "''"],
    [ruleText({ subject: '[]' }), 'The subject of acme/thing/good is a list', '[]'],
    [ruleText({ violated: 'resource.bad = 1' }), 'Unexpected character: =', '='],
    [ruleText({ violated: 'resuorce.bad' }), 'Unknown variable: resuorce', 'resuorce'],
    [ruleText({ violated: '\'"a" == 1\'' }), 'no such overload: string == int', '"a" == 1'],
    [ruleText({ violated: 'size(resource)' }), 'A condition is true or false', 'size(resource)'],
    [ruleText({ violated: '>\n  true &&\n   nope' }), 'Unknown variable: nope', 'nope'],
    [ruleText({ violated: '"true && \\"a\\" == nope"' }), 'Unknown variable: nope', 'nope'],
    [ruleText({ when: 'type == 1' }), 'no such overload: string == int', 'type == 1'],
    [ruleText({ message: 'It is {{ nope }}.' }), 'Unknown variable: nope', 'nope'],
    [ruleText({ message: 'It is {{ type.' }), 'What {{ begins has no }} to end it', '{{'],
    [ruleText({ at: '"a[b"' }), 'This is a path such as', '"a[b"'],
    [ruleText({ aliases: '[X_1]' }), 'This is a mapping with id, on', 'X_1'],
    ['- 1\n', 'A rule is a mapping', '- 1'],
  ])('%j', (text, what, part) => {
    expect(wrong(text)).toContainEqual([expect.stringContaining(what), part])
  })

  it('is what it lacks, and what YAML itself refuses', () => {
    expect(wrong(ruleText({ fix: undefined, why: undefined }))[0]?.[0]).toBe('The rule has no why, fix')
    expect(wrong('id: [')).not.toEqual([])
    expect(wrong('a'.repeat(9))).not.toEqual([])
  })
})

it('whatever is written, what is said of it points into the file, and its rules answer or fail', () => {
  const whole = ruleText({
    when: '|\n  has(resource.a) && resource.a.exists(x, x == "b")',
    message: '\'{{ resource.a[0] }} or {{ {"a": {"b": 1}} }}\'',
  })
  const part = fc.tuple(
    fc.nat(whole.length),
    fc.nat(12),
    fc.oneof(fc.string(), fc.constantFrom('{{', '}}', '(', ' == ', '"', '|', '&&')),
  )
  const mutated = fc
    .array(part, { maxLength: 4 })
    .map((parts) =>
      parts.reduce((text, [at, length, put]) => text.slice(0, at) + put + text.slice(at + length), whole),
    )
  const live = liveOf({ a: ['b', new Missing('var.v')], bad: true })
  fc.assert(
    fc.property(mutated, (text) => {
      const { value, diagnostics } = celRules(file, text)
      for (const { rule } of value) {
        try {
          Array.from(rule.check(live, graph))
        } catch (error) {
          if (!(error instanceof Fault)) return false
        }
      }
      return diagnostics.every(
        ({ span }) => span.start >= 0 && span.start <= span.end && span.end <= text.length,
      )
    }),
    { numRuns: 500 },
  )
})

/** The same resource with its member `secret` marked. */
function withSecret(live: Live): Live {
  if (live.values.kind !== 'map') return live
  const entries = new Map(
    [...live.values.entries].map(([key, value]) => [key, key === 'secret' ? hidden(value) : value]),
  )
  return { ...live, values: { ...live.values, entries } }
}

function hidden(value: Value): Value {
  return { ...value, marks: marks.sensitive }
}
