/** A time in seconds since 1970 as monitoring systems, files and logs write it; undefined of what is none. In UTC when it doesn't say. */
export function timeOfText(text: string): number | undefined {
  const trimmed = text.trim()
  if (/^\d+(?:\.\d+)?$/u.test(trimmed)) return epochOf(Number(trimmed))
  const iso = isoTime.exec(trimmed)
  if (iso === null) return undefined
  const [, day = '', clock = '00:00:00', fraction = '', zone = 'Z'] = iso
  return secondsOf(
    `${day.replaceAll('/', '-')}T${clock}${fraction.replace(',', '.').slice(0, 4)}${zoneOf(zone)}`,
  )
}

/** A number as a time: seconds, or by its size milliseconds, microseconds or nanoseconds. Undefined of what is none, as what no calendar holds. */
export function epochOf(number: number): number | undefined {
  const size = Math.abs(number)
  if (!(size < 1e21)) return undefined
  if (size > 1e17) return number / 1e9
  if (size > 1e14) return number / 1e6
  return size > 1e11 ? number / 1e3 : number
}

/** RFC 3339, ISO 8601 without seconds or a zone, and `2026/11/21 19:03:07` as Go and nginx write it. */
export const isoSource = String.raw`(\d{4}[-/]\d\d[-/]\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)([.,]\d{1,9})?\s?(Z|UTC|[+-]\d\d:?\d\d)?)?`

const isoTime = new RegExp(`^${isoSource}$`, 'u')

/** `Z`, or hours and minutes with a colon, as `Date.parse` wants them. */
export function zoneOf(zone: string): string {
  if (zone === 'Z' || zone === 'UTC') return 'Z'
  return zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`
}

/** A time as `Date.parse` understands it; undefined of a thirteenth month. */
export function secondsOf(text: string): number | undefined {
  const time = Date.parse(text) / 1000
  return Number.isFinite(time) ? time : undefined
}
