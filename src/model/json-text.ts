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
  write(json, indent, '\n', chunks)
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

function write(json: Json, indent: number, newline: string, chunks: string[]): void {
  if (Array.isArray(json)) {
    writeList(json, indent, newline, chunks)
  } else if (json instanceof ExactNumber) {
    chunks.push(json.text)
  } else if (typeof json === 'object' && json !== null) {
    writeObject(membersOf(json as ReadonlyMap<string, Json> | JsonObject), indent, newline, chunks)
  } else {
    chunks.push(JSON.stringify(json))
  }
}

function writeList(items: readonly Json[], indent: number, newline: string, chunks: string[]): void {
  if (items.length === 0) {
    chunks.push('[]')
    return
  }
  const inner = newline + ' '.repeat(indent)
  items.forEach((item, at) => {
    chunks.push(at === 0 ? '[' : ',')
    if (indent > 0) chunks.push(inner)
    write(item, indent, inner, chunks)
  })
  chunks.push(indent > 0 ? newline : '', ']')
}

function writeObject(
  members: readonly (readonly [string, Json])[],
  indent: number,
  newline: string,
  chunks: string[],
): void {
  if (members.length === 0) {
    chunks.push('{}')
    return
  }
  const inner = newline + ' '.repeat(indent)
  members.forEach(([name, json], at) => {
    chunks.push(at === 0 ? '{' : ',')
    if (indent > 0) chunks.push(inner)
    chunks.push(JSON.stringify(name), indent > 0 ? ': ' : ':')
    write(json, indent, inner, chunks)
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
