/** The members of an object of JSON. */
export type Fields = Readonly<Record<string, unknown>>

/** Seconds since 1970 or ISO 8601. */
export function timeOf(value: unknown): number | undefined {
  const number = typeof value === 'number' ? value : Number.NaN
  if (Number.isFinite(number)) return number > 1e11 ? number / 1000 : number
  const time =
    typeof value === 'string' && /^\d{4}-\d\d-\d\d/u.test(value) ? Date.parse(value) / 1000 : Number.NaN
  return Number.isFinite(time) ? time : undefined
}

/** A value as JSON; undefined of none. */
export function jsonOf(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : JSON.stringify(value)
}

/** A text, or a number as one. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined
}

/** The texts of a list. */
export function textsOf(value: unknown): readonly string[] {
  return listOf(value).flatMap((one) => textOf(one) ?? [])
}

/** A list; an empty one of anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** An object; undefined of anything else. */
export function objectOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined
}

/** What JSON says; undefined where it is none. */
export function parsed(text: string): unknown {
  try {
    // Without the mark with which some programs begin a file.
    return JSON.parse(text.trim())
  } catch {
    // The caller says which line it is.
    return undefined
  }
}
