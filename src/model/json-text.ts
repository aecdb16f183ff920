/** A number said by its digits, because a double cannot hold it. */
export class ExactNumber {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** What a JSON document is made of. Maps and plain objects are both objects; a member that is undefined is left out. */
export type Json =
  | string
  | number
  | boolean
  | null
  | ExactNumber
  | readonly Json[]
  | ReadonlyMap<string, Json>
  | JsonObject

export interface JsonObject {
  readonly [name: string]: Json | undefined
}

/** The text of a document, with exact numbers. An indent of 0 puts it on one line. */
export function printJson(json: Json, indent = 0): string {
  const chunks: string[] = []
  write(json, { indent, chunks }, '\n', 0)
  return chunks.join('')
}

/** Reads a JSON text that is known to be valid; numbers that a double would change keep their digits. */
export function parseJson(text: string): Json {
  // Digits outside of strings are wrapped, so that JSON.parse hands them on untouched.
  const wrapped = text.replaceAll(tokens, (token) =>
    token.startsWith('"') ? token : `{"${numberKey}":"${token}"}`,
  )
  return unwrap(JSON.parse(wrapped))
}

/** A number as JSON has it: a plain one when a double holds it, else its digits. */
export function exactNumber(text: string): number | ExactNumber {
  const double = Number(text)
  return String(double) === text ? double : new ExactNumber(text)
}

const tokens = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/gu
const numberKey = '\\u0000number'
const numberName = '\u0000number'

/** What is being written. */
interface Sheet {
  readonly indent: number
  readonly chunks: string[]
}

/** So far into a document parts are looked for that the platform can print by itself, several times as fast. */
const outermost = 3
/** A part that is deeper is walked by ourselves. */
const deepestPlain = 40

function write(json: Json, sheet: Sheet, newline: string, depth: number): void {
  if (typeof json !== 'object' || json === null) {
    sheet.chunks.push(JSON.stringify(json))
  } else if (depth < outermost && isPlain(json, deepestPlain)) {
    // A text of JSON has no other line breaks than those between its parts.
    sheet.chunks.push(JSON.stringify(json, undefined, sheet.indent).replaceAll('\n', newline))
  } else if (Array.isArray(json)) {
    writeList(json, sheet, newline, depth + 1)
  } else if (json instanceof ExactNumber) {
    sheet.chunks.push(json.text)
  } else {
    const members = membersOf(json as ReadonlyMap<string, Json> | JsonObject)
    writeObject(members, sheet, newline, depth + 1)
  }
}

/** Without anything that only we can print. */
function isPlain(json: Json | undefined, depth: number): boolean {
  if (typeof json !== 'object' || json === null) return true
  if (depth === 0 || json instanceof Map || json instanceof ExactNumber) return false
  if (Array.isArray(json)) return json.every((one) => isPlain(one, depth - 1))
  return Object.values(json).every((one) => isPlain(one, depth - 1))
}

function writeList(items: readonly Json[], sheet: Sheet, newline: string, depth: number): void {
  const { indent, chunks } = sheet
  if (items.length === 0) {
    chunks.push('[]')
    return
  }
  const inner = newline + ' '.repeat(indent)
  items.forEach((item, at) => {
    chunks.push(at === 0 ? '[' : ',')
    if (indent > 0) chunks.push(inner)
    write(item, sheet, inner, depth)
  })
  chunks.push(indent > 0 ? newline : '', ']')
}

function writeObject(
  members: readonly (readonly [string, Json])[],
  sheet: Sheet,
  newline: string,
  depth: number,
): void {
  const { indent, chunks } = sheet
  if (members.length === 0) {
    chunks.push('{}')
    return
  }
  const inner = newline + ' '.repeat(indent)
  members.forEach(([name, json], at) => {
    chunks.push(at === 0 ? '{' : ',')
    if (indent > 0) chunks.push(inner)
    chunks.push(JSON.stringify(name), indent > 0 ? ': ' : ':')
    write(json, sheet, inner, depth)
  })
  chunks.push(indent > 0 ? newline : '', '}')
}

function membersOf(json: ReadonlyMap<string, Json> | JsonObject): readonly (readonly [string, Json])[] {
  const entries = json instanceof Map ? [...json] : Object.entries(json)
  return entries.filter((entry): entry is [string, Json] => entry[1] !== undefined)
}

function unwrap(json: unknown): Json {
  if (Array.isArray(json)) return json.map(unwrap)
  if (typeof json !== 'object' || json === null) return json as Json
  const entries = Object.entries(json)
  const [first] = entries
  if (first !== undefined && first[0] === numberName) return exactNumber(String(first[1]))
  return new Map(entries.map(([name, one]) => [name, unwrap(one)]))
}
