export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const
export const dayNames = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const

/** A part of a layout: letters as they stand, or a field as Go's reference time writes it. */
export interface LayoutPart {
  readonly kind: 'letters' | Field
  readonly text: string
}

export type Field =
  | 'year'
  | 'month'
  | 'weekday'
  | 'day'
  | 'yearDay'
  | 'hour'
  | 'hour12'
  | 'minute'
  | 'second'
  | 'half'
  | 'zoneName'
  | 'zoneOffset'
  | 'fraction'

const field =
  /January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|002|0[1-6]|15|1|2006|__2|_2(?!006)|2|3|4|5|PM|pm|[Z-]07(?::00:00|0000|:00|00)?|[.,](?:0+|9+)(?!\d)/gu

/** The parts of a layout of Go. https://pkg.go.dev/time#pkg-constants */
export function layoutParts(layout: string): readonly LayoutPart[] {
  const parts: LayoutPart[] = []
  let at = 0
  for (const found of layout.matchAll(field)) {
    if (found.index > at) parts.push({ kind: 'letters', text: layout.slice(at, found.index) })
    parts.push({ kind: fieldOf(found[0]), text: found[0] })
    at = found.index + found[0].length
  }
  return at === layout.length ? parts : [...parts, { kind: 'letters', text: layout.slice(at) }]
}

const fields: Readonly<Record<string, Field>> = {
  January: 'month',
  Jan: 'month',
  '1': 'month',
  '01': 'month',
  Monday: 'weekday',
  Mon: 'weekday',
  MST: 'zoneName',
  '002': 'yearDay',
  __2: 'yearDay',
  _2: 'day',
  '2': 'day',
  '02': 'day',
  '03': 'hour12',
  '3': 'hour12',
  '15': 'hour',
  '04': 'minute',
  '4': 'minute',
  '05': 'second',
  '5': 'second',
  '06': 'year',
  '2006': 'year',
  PM: 'half',
  pm: 'half',
}

function fieldOf(text: string): Field {
  return fields[text] ?? (/^[.,]/u.test(text) ? 'fraction' : 'zoneOffset')
}
