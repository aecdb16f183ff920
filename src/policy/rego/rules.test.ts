import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { createTar } from 'nanotar'
import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { marks, type Value } from '../../kernel/value.ts'
import type { Live } from '../../model/live.ts'
import type { Graph } from '../../model/live-graph.ts'
import { liveOf, Missing } from '../testing.ts'
import { smallPolicy } from './assembler.ts'
import { inputOf } from './input.ts'
import { openMessage, toldBy } from './message.ts'
import { regoRules } from './rules.ts'

const file = filePath('.plumbline/policies/acme.tar.gz')
const graph: Graph = { all: () => [], uses: () => [], usedBy: () => [] }

function packed(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  return gzipSync(createTar(Object.entries(files).map(([name, data]) => ({ name, data }))))
}

const bundle = packed({ '/policy.wasm': smallPolicy(), '/data.json': '{"a":1}', '/.manifest': '{}' })

/** What the rules of a bundle say of a resource: id, verdict, message and path. */
function said(live: Live, bytes = bundle): readonly (readonly string[])[] {
  return regoRules(file, bytes, 'rego/acme').value.flatMap(({ rule }) =>
    [...rule.check(live, graph)].map(({ kind, message, fact }) => [rule.id, kind, message, fact.path]),
  )
}

const v = new Missing('var.v')
const deny = ['rego/acme/main/deny', 'violated', 'The ACL is public.', '']
const warn = ['rego/acme/main/warn', 'violated', 'The name is bad.', 'name']

describe('a compiled policy', () => {
  it('denies and warns of every type, each in its severity', () => {
    const { value, diagnostics } = regoRules(file, bundle, 'rego/acme')
    expect(diagnostics).toEqual([])
    expect(value.map(({ rule }) => [rule.id, rule.severity, rule.subject])).toEqual([
      ['rego/acme/main/deny', 'high', ['*']],
      ['rego/acme/main/warn', 'low', ['*']],
    ])
    expect(said(liveOf({ acl: 'public', name: 'bad' }))).toEqual([deny, warn])
    expect(said(liveOf({ acl: 'closed', name: 'good' }))).toEqual([])
    expect(said(liveOf({ acl: 'public' }), smallPolicy())).toEqual([deny])
  })

  it('is undecided where it looked at what is not known, and only there', () => {
    const open = [
      'rego/acme/main/deny',
      'undecided',
      'Whether main/deny objects depends on what is not known.',
      'acl',
    ]
    expect(said(liveOf({ acl: v, name: 'bad' }))).toEqual([open, warn])
    expect(said(liveOf({ acl: 'public', name: 'good', other: v, deep: { list: ['a', v, v] } }))).toEqual([
      deny,
    ])
    expect(said(liveOf({ acl: 'closed', other: v }))).toEqual([])
    expect(said(liveOf({ other: v, acl: v, name: 'good' }))).toEqual([open])
    expect(said(liveOf({ acl: v }, { partial: true }))).toEqual([])
  })

  it('names the input that it waits for, and works on afterwards', () => {
    const [placed] = regoRules(file, bundle, 'rego/acme').value
    const [verdict] = placed?.rule.check(liveOf({ other: new Missing('var.o'), acl: v }), graph) ?? []
    expect(verdict?.fact.value).toMatchObject({
      kind: 'unknown',
      because: [{ kind: 'variable', what: 'var.v' }],
    })
    const after = [...(placed?.rule.check(liveOf({ acl: 'public' }), graph) ?? [])]
    expect(after.map(({ message }) => message)).toEqual(['The ACL is public.'])
  })

  it('never decides by what it cannot know', () => {
    const value = fc.constantFrom('public', 'closed', 'bad', 'good')
    const values = fc.dictionary(
      fc.constantFrom('acl', 'name', 'a', 'b', 'c'),
      fc.option(value, { nil: v }),
      {
        maxKeys: 5,
      },
    )
    fc.assert(
      fc.property(values, value, (resource, known) => {
        const filled = Object.entries(resource).map(([key, one]) => [key, one === v ? known : one])
        const then = said(liveOf(Object.fromEntries(filled)))
        return said(liveOf(resource)).every(
          (one) => one[1] === 'undecided' || then.some((other) => other.join() === one.join()),
        )
      }),
      { numRuns: 100 },
    )
  })

  it('may have a whole package as its entry point', () => {
    const { value } = regoRules(file, smallPolicy({ main: 0 }), 'rego/acme')
    expect(value.map(({ rule }) => rule.id)).toEqual([
      'rego/acme/main/deny',
      'rego/acme/main/violation',
      'rego/acme/main/warn',
    ])
    // Of this one the answer is no package but a list: an `allow` may be true without anything being wrong.
    const [first, ...others] = value
    expect(() => [...(first?.rule.check(liveOf({}), graph) ?? [])]).toThrow(/neither texts nor objects/u)
    expect(others.flatMap(({ rule }) => [...rule.check(liveOf({}), graph)])).toEqual([])
  })

  it.each([
    [new TextEncoder().encode('text'), 'neither WebAssembly nor a packed bundle'],
    [Uint8Array.from([0x1f, 0x8b, 1, 2]), 'cannot be unpacked'],
    [packed({ 'main.rego': 'package main' }), 'holds no policy.wasm'],
    [packed({ 'policy.wasm': smallPolicy(), 'data.json': '1' }), 'holds no object'],
    [packed({ 'policy.wasm': smallPolicy(), 'data.json': '{' }), 'cannot be unpacked'],
    [packed({ 'policy.wasm': 'no' }), 'cannot be loaded'],
    [Uint8Array.from([0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]), 'no policy that OPA compiled'],
    [smallPolicy({}), 'has no entry point'],
  ])('that is none is told of: %#', (bytes, why) => {
    const { value, diagnostics } = regoRules(file, bytes, 'rego/acme')
    expect(value).toEqual([])
    expect(diagnostics).toMatchObject([{ code: 'policy/not-loaded', detail: expect.stringContaining(why) }])
  })
})

it('gives the values as they are, and which resource it is', () => {
  const { text, unknown } = inputOf(liveOf({ kind: 'Pod', n: 1.5, none: null, list: [v] }))
  const [{ marker, fact } = { marker: '', fact: undefined }] = unknown
  expect(JSON.parse(text)).toEqual({
    kind: 'Pod',
    n: 1.5,
    none: null,
    list: [marker],
    plumbline: { type: 'Acme::Thing', address: 'thing.one' },
  })
  expect(fact?.path).toBe('list[0]')
})

it.each([
  [undefined, []],
  [false, []],
  [[], []],
  [
    ['a', { msg: 'b', path: 'x.y' }],
    [['a'], ['b', 'x.y']],
  ],
  ['a', [['a']]],
  [true, [['The policy says so.']]],
  [[1], undefined],
  [[{ message: 'a' }], undefined],
])('%j are these messages', (result, wanted) => {
  const told = toldBy(result)?.map(({ message, path }) => (path === undefined ? [message] : [message, path]))
  expect(told).toEqual(wanted)
})

it('masks sensitive values in messages', () => {
  const live = liveOf({ password: 'correct-horse', open: 'seen' })
  const entries = live.values.kind === 'map' ? live.values.entries : new Map<string, Value>()
  const values: Value = {
    kind: 'map',
    origin: 0,
    marks: 0,
    entries: new Map(
      [...entries].map(([key, one]) => [key, key === 'password' ? { ...one, marks: marks.sensitive } : one]),
    ),
  }
  expect(openMessage('Not correct-horse but seen.', values)).toBe('Not (sensitive) but seen.')
})
