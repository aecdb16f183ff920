import type { Outline, Value } from '../kernel/value.ts'
import { ExactNumber, parseJson, type Json, type JsonObject } from './json-text.ts'

/**
 * The value that a JSON text encodes: from the value it was made of where that is known, else read from the text.
 * Unknown pieces of a text stay unknown where they stand. A text that is no JSON is handed back as it is.
 */
export function jsonIn(value: Value): Value {
  if (value.kind !== 'scalar' && value.kind !== 'unknown') return value
  if (value.outline?.kind === 'json') return value.outline.value
  if (value.outline?.kind === 'text') return fromPieces(value, value.outline)
  if (value.kind === 'unknown' || typeof value.scalar !== 'string') return value
  return parsed(value.scalar, value, []) ?? value
}

/** Characters that no text of infrastructure holds stand for the unknown pieces while the rest is read. */
const mark = '\uE000'
const marks = /\uE000(\d+)\uE000/gu

function fromPieces(value: Value, { parts }: Extract<Outline, { kind: 'text' }>): Value {
  const unknowns: Value[] = []
  let text = ''
  let inside = false
  for (const part of parts) {
    if (typeof part === 'string') {
      inside = endsInString(part, inside)
      text += part
    } else {
      const stand = `${mark}${unknowns.push(part) - 1}${mark}`
      text += inside ? stand : `"${stand}"`
    }
  }
  return parsed(text, value, unknowns) ?? value
}

/** Whether a piece of JSON breaks off inside a string, given whether it began in one. */
function endsInString(text: string, began: boolean): boolean {
  let inside = began
  for (let at = 0; at < text.length; at++) {
    const one = text[at]
    if (one === '"') inside = !inside
    else if (one === '\\' && inside) at++
  }
  return inside
}

function parsed(text: string, from: Value, unknowns: readonly Value[]): Value | undefined {
  const start = text.trimStart()[0]
  if (start !== '{' && start !== '[') return undefined
  try {
    return valueOf(parseJson(text), from, unknowns, 0)
  } catch {
    // Not JSON: the caller keeps the text.
    return undefined
  }
}

/** Deeper than any policy is; what lies below is left as it is not asked for. */
const deepest = 200

function valueOf(json: Json, from: Value, unknowns: readonly Value[], depth: number): Value {
  const common = { origin: from.origin, marks: from.marks }
  if (depth > deepest) return { kind: 'absent', ...common }
  if (typeof json === 'string') return textOf(json, from, unknowns)
  if (json instanceof ExactNumber) return { kind: 'scalar', scalar: { number: json.text }, ...common }
  if (json === null || typeof json !== 'object') return { kind: 'scalar', scalar: json, ...common }
  if (Array.isArray(json)) {
    return {
      kind: 'list',
      items: json.map((one: Json) => valueOf(one, from, unknowns, depth + 1)),
      ...common,
    }
  }
  const entries = new Map<string, Value>()
  const members = json instanceof Map ? json : new Map(Object.entries(json as JsonObject))
  for (const [key, one] of members) entries.set(key, valueOf(one as Json, from, unknowns, depth + 1))
  return { kind: 'map', entries, ...common }
}

function textOf(text: string, { origin, marks: sensitive }: Value, unknowns: readonly Value[]): Value {
  if (unknowns.length === 0 || !text.includes(mark))
    return { kind: 'scalar', scalar: text, origin, marks: sensitive }
  const parts = text.split(marks).flatMap((piece, position): readonly (string | Value)[] => {
    if (position % 2 === 1) return [unknowns[Number(piece)] ?? '']
    return piece === '' ? [] : [piece]
  })
  const [only] = parts
  if (parts.length === 1 && only !== undefined && typeof only !== 'string') return only
  const because = parts.flatMap((part) =>
    typeof part !== 'string' && part.kind === 'unknown' ? part.because : [],
  )
  return { kind: 'unknown', because, outline: { kind: 'text', parts }, origin, marks: sensitive }
}
