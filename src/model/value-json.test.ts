import fc from 'fast-check'
import { expect, it } from 'vitest'
import { marks, type Value } from '../kernel/value.ts'
import { parseJson, printJson, type Json } from './json-text.ts'
import { becauseJson, pathOf, sensitiveJson, unknownJson, valueJson } from './value-json.ts'

const plain = { origin: 0, marks: marks.none }
const secret = { origin: 0, marks: marks.sensitive }
const unknown: Value = { ...plain, kind: 'unknown', because: [{ kind: 'variable', what: 'var.region' }] }

function scalar(of: string | number | boolean | null | { readonly number: string }): Value {
  return { ...plain, kind: 'scalar', scalar: of }
}

function map(entries: Readonly<Record<string, Value>>): Value {
  return { ...plain, kind: 'map', entries: new Map(Object.entries(entries)) }
}

function list(...items: readonly Value[]): Value {
  return { ...plain, kind: 'list', items }
}

function printed(json: Json | undefined): unknown {
  return json === undefined ? undefined : JSON.parse(printJson(json))
}

it('leaves unknown attributes out of objects and puts null in lists, and says so beside', () => {
  const value = map({ id: unknown, l: list(scalar(1), unknown), m: map({ n: scalar(null) }), e: list() })
  expect(printed(valueJson(value))).toEqual({ l: [1, null], m: { n: null }, e: [] })
  expect(printed(unknownJson(value))).toEqual({ id: true, l: [false, true], m: {}, e: [] })
})

it('leaves out what is absent, and keeps null', () => {
  const value = map({ a: { ...plain, kind: 'absent' }, b: scalar(null) })
  expect(printed(valueJson(value))).toEqual({ b: null })
  expect(printed(unknownJson(value))).toEqual({})
})

it('masks sensitive parts whole unless they are asked for', () => {
  const value = map({ a: { ...secret, kind: 'list', items: [scalar('hush')] }, b: list(scalar('x')) })
  expect(printed(valueJson(value))).toEqual({ a: '(sensitive)', b: ['x'] })
  expect(printed(valueJson(value, true))).toEqual({ a: ['hush'], b: ['x'] })
  expect(printed(sensitiveJson(value))).toEqual({ a: true, b: [false] })
})

it('does not fold sensitive and unknown together', () => {
  const value = map({ a: { ...secret, kind: 'unknown', because: [] } })
  expect(printed(valueJson(value))).toEqual({})
  expect(printed(unknownJson(value))).toEqual({ a: true })
  expect(printed(sensitiveJson(value))).toEqual({ a: true })
})

it('prints every digit of a number', () => {
  const digits = '12345678901234567890123.5'
  expect(printJson(valueJson(list(scalar({ number: digits }), scalar(0.1))) ?? null)).toBe(`[${digits},0.1]`)
})

it('names what each unknown part waits for by its path', () => {
  const value = map({ 'x.y/z': list(map({ a: unknown })) })
  expect(becauseJson(value)).toEqual({ '["x.y/z"][0].a': [{ kind: 'variable', what: 'var.region' }] })
})

it('says paths the way they are asked for', () => {
  expect(pathOf(pathOf(pathOf('a', 'b'), 0), 'x.y/z')).toBe('a.b[0]["x.y/z"]')
})

it('a text that is read and printed again is the same document', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      const text = JSON.stringify(json)
      return printJson(parseJson(text)) === text
    }),
  )
  expect(printJson(parseJson('{"a":[1.50,-1e400,"9\\"8",{"__proto__":7}]}'))).toBe(
    '{"a":[1.50,-1e400,"9\\"8",{"__proto__":7}]}',
  )
})

it('indents as JSON.stringify does', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (json) => {
      return printJson(json, 2) === JSON.stringify(json, undefined, 2)
    }),
  )
})
