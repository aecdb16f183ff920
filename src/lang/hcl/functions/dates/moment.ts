import type { Timestamp } from './rfc3339.ts'

/** Nanoseconds since the year 0, in UTC. */
export function momentOf(timestamp: Timestamp): bigint {
  const { hour, minute, second, nanoseconds, offset } = timestamp
  const seconds = ((daysBefore(timestamp) * 24 + hour) * 60 + minute - offset) * 60 + second
  return BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds)
}

/** A moment as a clock that is so many minutes ahead of UTC shows it, to the second. */
export function printMoment(moment: bigint, offset: number): string {
  const local = moment + BigInt(offset) * 60_000_000_000n
  const seconds = Number(floorDivide(local, 1_000_000_000n))
  const days = Math.floor(seconds / 86_400)
  const { year, month, day } = dateOf(days)
  const time = seconds - days * 86_400
  const clock = [Math.floor(time / 3600), Math.floor(time / 60) % 60, time % 60].map(two).join(':')
  return `${fourDigits(year)}-${two(month)}-${two(day)}T${clock}${offset === 0 ? 'Z' : printOffset(offset, ':')}`
}

/** `+05:30`, with what stands between hours and minutes. */
export function printOffset(offset: number, between: string): string {
  const size = Math.abs(offset)
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${between}${two(size % 60)}`
}

/** 0 for Sunday. */
export function weekday(timestamp: Timestamp): number {
  return (daysBefore(timestamp) + 6) % 7
}

export function two(value: number): string {
  return String(value).padStart(2, '0')
}

export function fourDigits(year: number): string {
  return `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}`
}

interface CalendarDate {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** Days since 1 January of the year 0. Years are counted from March, so that the leap day is the last one. */
function daysBefore({ year, month, day }: CalendarDate): number {
  const shifted = month < 3 ? year - 1 : year
  const fromMarch = (month + 9) % 12
  const leaps = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400)
  return shifted * 365 + leaps + Math.floor((fromMarch * 153 + 2) / 5) + day - 1 + 60
}

function dateOf(days: number): CalendarDate {
  const fromMarch = days - 60
  const era = Math.floor(fromMarch / 146_097)
  const ofEra = fromMarch - era * 146_097
  const years = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  )
  const ofYear = ofEra - (365 * years + Math.floor(years / 4) - Math.floor(years / 100))
  const shifted = Math.floor((5 * ofYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  return {
    year: years + era * 400 + (month < 3 ? 1 : 0),
    month,
    day: ofYear - Math.floor((153 * shifted + 2) / 5) + 1,
  }
}

function floorDivide(value: bigint, by: bigint): bigint {
  const whole = value / by
  return value < 0n && whole * by !== value ? whole - 1n : whole
}
