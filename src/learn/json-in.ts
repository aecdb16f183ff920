/** One JSON document of an input, or why it is none. */
export type Document =
  | { readonly kind: 'object'; readonly fields: Fields; readonly line: number }
  | { readonly kind: 'problem'; readonly message: string; readonly line: number }

/** The members of a JSON object. */
export type Fields = Readonly<Record<string, unknown>>

/**
 * The objects of an input: one a line (https://jsonlines.org), or one document over many lines, whose list is taken
 * apart. `NaN` and `Infinity`, which several programs write, stand for values that are missing.
 */
export function* documentsOf(text: string): Iterable<Document> {
  const { first, isWhole } = beginningOf(text)
  const whole = isWhole ? parsed(text) : undefined
  if (whole !== undefined) {
    yield* Array.isArray(whole) ? whole.map((one: unknown) => documentOf(one, 1)) : [documentOf(whole, 1)]
    return
  }
  let line = 0
  let isFirst = true
  for (const part of linesOf(text)) {
    line++
    if (part.trim() === '') continue
    const value = (isFirst ? first : undefined) ?? parsed(part)
    isFirst = false
    if (value === undefined) yield { kind: 'problem', message: notJson(line), line }
    else yield documentOf(value, line)
  }
}

/** The name that a document gives itself, else its line. */
export function idOf({ fields, line }: { readonly fields: Fields; readonly line: number }): string | number {
  const { id } = fields as { readonly id?: unknown }
  return typeof id === 'string' || typeof id === 'number' ? id : `line ${line}`
}

/** The numbers of a list; NaN where one is missing or is no number. Undefined of what is no list. */
export function numbersOf(list: unknown): Float64Array | undefined {
  return Array.isArray(list) ? Float64Array.from(list, numberOf) : undefined
}

/** Where a list first holds what is neither a number nor says that one is missing, below lists in it too. */
export function strangerIn(list: unknown): { readonly path: string; readonly said: string } | undefined {
  if (!Array.isArray(list)) return undefined
  for (const [at, one] of (list as readonly unknown[]).entries()) {
    if (Array.isArray(one)) {
      const found = strangerIn(one)
      if (found !== undefined) return { ...found, path: `[${at}]${found.path}` }
    } else if (!isNumberOrGap(one)) {
      return { path: `[${at}]`, said: JSON.stringify(one).slice(0, 40) }
    }
  }
  return undefined
}

/** Programs write what is missing as null, or as one of these texts. */
function isNumberOrGap(value: unknown): boolean {
  if (value === null || typeof value === 'number' || Number.isFinite(numberOf(value))) return true
  return typeof value === 'string' && /^\s*(?:|nan|null|none|na|n\/a|[+-]?inf(?:inity)?)\s*$/iu.test(value)
}

/** A JSON value as a number: numbers, and texts that hold one, as Prometheus writes them; NaN of everything else. */
export function numberOf(value: unknown): number {
  if (typeof value === 'number') return Number.isFinite(value) ? value : Number.NaN
  if (typeof value !== 'string' || value.trim() === '') return Number.NaN
  const number = Number(value)
  return Number.isFinite(number) ? number : Number.NaN
}

/** Times in seconds; NaN where one can't be understood. Undefined of what is no list. */
export function timesOf(list: unknown): Float64Array | undefined {
  return Array.isArray(list) ? Float64Array.from(list, timeOf) : undefined
}

/** A time in seconds since 1970: numbers in seconds or, the larger they are, in milli-, micro- or nanoseconds; texts as ISO 8601, in UTC when they don't say. */
export function timeOf(value: unknown): number {
  const number = numberOf(value)
  if (Number.isFinite(number)) return inSeconds(number)
  if (typeof value !== 'string') return Number.NaN
  const [, day, rest = 'T00:00:00', zone = 'Z'] = isoTime.exec(value.trim()) ?? []
  if (day === undefined) return Number.NaN
  return Date.parse(`${day}${rest.replace(/^ /u, 'T')}${zone}`) / 1000
}

function inSeconds(time: number): number {
  const size = Math.abs(time)
  if (size <= 1e11) return time
  if (size <= 1e14) return time / 1e3
  return size <= 1e17 ? time / 1e6 : time / 1e9
}

const isoTime = /^(\d{4}-\d\d-\d\d)([T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)? ?(Z|[+-]\d\d:?\d\d)?$/u

/** What the first line that isn't empty holds, and whether it is no document of its own, such as `{`: then the whole text may be one. */
function beginningOf(text: string): { readonly first?: unknown; readonly isWhole: boolean } {
  const start = text.trimStart()
  const end = start.indexOf('\n')
  const line = end === -1 ? start : start.slice(0, end)
  if (line.startsWith('[')) return { isWhole: true }
  const first = parsed(line)
  return { first, isWhole: end !== -1 && first === undefined }
}

function* linesOf(text: string): Iterable<string> {
  let at = 0
  while (at < text.length) {
    const end = text.indexOf('\n', at)
    yield text.slice(at, end === -1 ? text.length : end)
    at = end === -1 ? text.length : end + 1
  }
}

function documentOf(value: unknown, line: number): Document {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return { kind: 'object', fields: value as Fields, line }
  const message = `Line ${line} is JSON but no object. Write one object a line, such as {"id": "a", "values": [1, 2]}.`
  return { kind: 'problem', message, line }
}

function notJson(line: number): string {
  return `Line ${line} is no JSON. Write one whole JSON object a line; the other lines were answered.`
}

/** The value of a JSON text; undefined when it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // What Python's json writes isn't JSON, but everybody knows what is meant.
    return parsedWithNaN(text)
  }
}

function parsedWithNaN(text: string): unknown {
  if (!/NaN|Infinity/u.test(text)) return undefined
  const mended = text.replaceAll(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:NaN|Infinity)\b/gu, (token) =>
    token.startsWith('"') ? token : 'null',
  )
  try {
    return JSON.parse(mended)
  } catch {
    // It is reported as a line that is no JSON.
    return undefined
  }
}
