import { Fault } from '../../src/kernel/fault.ts'

/** A number of a JSON text, kept as it was written: Terraform's numbers have 512 bits, doubles have 53. */
export class Numeral {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** A JSON value that lost nothing: numbers keep their digits, objects keep every key (also `__proto__`). */
export type Json = null | boolean | string | Numeral | readonly Json[] | JsonObject

/** An object of a JSON text. */
export type JsonObject = ReadonlyMap<string, Json>

/** Reads a JSON text without rounding its numbers. */
export function parseJson(text: string): Json {
  const [value, end] = readValue(text, skip(text, 0))
  if (skip(text, end) !== text.length) throw refused(text, end)
  return value
}

/** Turns what `JSON.stringify` would print into the harness's own form. */
export function toJson(value: unknown): Json {
  return parseJson(JSON.stringify(value ?? null))
}

/** Prints a value as JSON with sorted keys: equal values have equal text. */
export function printJson(value: Json): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (value instanceof Numeral) return plainDigits(value.text)
  if (isObject(value)) {
    const entries = [...value].toSorted(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${printJson(one)}`).join(',')}}`
  }
  return `[${value.map(printJson).join(',')}]`
}

/** Whether a JSON value is an object. */
export function isObject(value: Json | undefined): value is JsonObject {
  return value instanceof Map
}

/** The member of an object, or undefined when there is none or it is no object. */
export function member(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) ? value.get(key) : undefined
}

/** The elements of an array, or none. */
export function elements(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : []
}

/** The text of a string, or an empty one. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

/** A number's text without exponent, leading zeros or trailing zeros: equal numbers have equal text. */
export function plainDigits(written: string): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/u.exec(written)
  if (parts === null) return written
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts
  const digits = whole + fraction
  const point = whole.length + Number(exponent)
  const padded =
    point > digits.length
      ? digits.padEnd(point, '0')
      : digits.padStart(digits.length - Math.min(point, 0), '0')
  const at = Math.max(point, 0)
  const left = padded.slice(0, at).replace(/^0+/u, '') || '0'
  const right = padded.slice(at).replace(/0+$/u, '')
  const plain = right === '' ? left : `${left}.${right}`
  return plain === '0' ? '0' : sign + plain
}

function readValue(source: string, at: number): readonly [Json, number] {
  const first = source[at]
  if (first === '{') return readObject(source, at)
  if (first === '[') return readArray(source, at)
  if (first === '"') return readString(source, at)
  for (const [word, value] of words) if (source.startsWith(word, at)) return [value, at + word.length]
  const number = /-?\d[\d.eE+-]*/uy
  number.lastIndex = at
  const found = number.exec(source)
  if (found === null) throw refused(source, at)
  return [new Numeral(found[0]), number.lastIndex]
}

const words: readonly (readonly [string, Json])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
]

function readObject(source: string, start: number): readonly [Json, number] {
  const members = new Map<string, Json>()
  let at = skip(source, start + 1)
  while (source[at] !== '}') {
    const [key, afterKey] = readString(source, at)
    const colon = skip(source, afterKey)
    if (source[colon] !== ':') throw refused(source, colon)
    const [value, afterValue] = readValue(source, skip(source, colon + 1))
    members.set(key, value)
    at = skip(source, afterValue)
    if (source[at] === ',') at = skip(source, at + 1)
    else if (source[at] !== '}') throw refused(source, at)
  }
  return [members, at + 1]
}

function readArray(source: string, start: number): readonly [Json, number] {
  const items: Json[] = []
  let at = skip(source, start + 1)
  while (source[at] !== ']') {
    const [value, afterValue] = readValue(source, at)
    items.push(value)
    at = skip(source, afterValue)
    if (source[at] === ',') at = skip(source, at + 1)
    else if (source[at] !== ']') throw refused(source, at)
  }
  return [items, at + 1]
}

function readString(source: string, start: number): readonly [string, number] {
  let at = start + 1
  while (at < source.length && source[at] !== '"') at += source[at] === '\\' ? 2 : 1
  if (source[start] !== '"' || at >= source.length) throw refused(source, start)
  return [String(JSON.parse(source.slice(start, at + 1))), at + 1]
}

function skip(source: string, start: number): number {
  let at = start
  while (at < source.length && ' \n\r\t'.includes(source[at] ?? '')) at += 1
  return at
}

function refused(source: string, at: number): Fault {
  return new Fault('host/failed', { what: 'not JSON', at: String(at), near: source.slice(at, at + 40) })
}
