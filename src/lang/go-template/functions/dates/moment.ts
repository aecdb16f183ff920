/** A point in time, as it is read on a clock somewhere. */
export interface Moment {
  /** Since the start of 1970 in UTC. */
  readonly seconds: number
  readonly nanoseconds: number
  readonly zone: Zone
}

/** How far a clock is ahead of UTC at a moment, and what that is called. */
export interface Zone {
  readonly name: string
  readonly offset: number
}

/** A moment as a calendar has it. */
export interface Civil {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly weekday: number
  readonly yearDay: number
}

export const utc: Zone = { name: 'UTC', offset: 0 }
const daySeconds = 86_400

/** The start of the year 1, which Go takes for no time at all. */
export const zeroMoment: Moment = { seconds: -62_135_596_800, nanoseconds: 0, zone: utc }

/** What a calendar and a clock in the moment's zone show. https://howardhinnant.github.io/date_algorithms.html */
export function civilOf({ seconds, zone }: Moment): Civil {
  const local = seconds + zone.offset
  const days = Math.floor(local / daySeconds)
  const rest = local - days * daySeconds
  const { year, month, day } = dateOf(days)
  return {
    year,
    month,
    day,
    hour: Math.floor(rest / 3600),
    minute: Math.floor((rest % 3600) / 60),
    second: rest % 60,
    weekday: (((days + 4) % 7) + 7) % 7,
    yearDay: days - daysTo(year, 1, 1) + 1,
  }
}

/** Seconds since 1970 of a date and time in UTC; days and months beyond their ends count on. */
export function secondsOf(year: number, month: number, day: number, clock: number): number {
  return daysTo(year, month, day) * daySeconds + clock
}

/** How many days a month has. */
export function daysIn(year: number, month: number): number {
  return daysTo(year, month + 1, 1) - daysTo(year, month, 1)
}

function dateOf(days: number): { readonly year: number; readonly month: number; readonly day: number } {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const part = Math.floor((5 * dayOfYear + 2) / 153)
  const month = part < 10 ? part + 3 : part - 9
  const day = dayOfYear - Math.floor((153 * part + 2) / 5) + 1
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day }
}

function daysTo(givenYear: number, givenMonth: number, day: number): number {
  const months = givenMonth - 1
  const month = (((months % 12) + 12) % 12) + 1
  const year = givenYear + Math.floor(months / 12) - (month <= 2 ? 1 : 0)
  const era = Math.floor(year / 400)
  const yearOfEra = year - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}
