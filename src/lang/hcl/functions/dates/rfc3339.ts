import { quoted } from '../quoted.ts'

/** A moment, and how far ahead of UTC the clock was that it was read from. */
export interface Timestamp {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly nanoseconds: number
  /** In minutes. */
  readonly offset: number
}

/** What stands in place of a timestamp that cannot be read. */
export interface NoTimestamp {
  readonly why: string
}

/**
 * Reads a timestamp as RFC 3339 has it; or says why it is none, as Terraform does. Where it is lenient (in `timecmp`), an
 * hour of one digit, a comma before the fraction and an offset of a whole day are good too.
 */
export function readTimestamp(text: string, lenient = false): Timestamp | NoTimestamp {
  const rest = new Rest(text)
  const year = rest.digits('year', 4)
  rest.skip('-')
  const month = rest.digits('month', 2, 1, 12)
  rest.skip('-')
  const day = rest.digits('day of month', 2)
  rest.skip('T')
  const hourText = rest.text
  const hour = rest.hour()
  rest.skip(':')
  const minute = rest.digits('minute', 2, 0, 59)
  rest.skip(':')
  const second = rest.digits('second', 2, 0, 59)
  const fraction = rest.fraction()
  const offsetText = rest.text
  const offset = rest.offset()
  rest.end()
  const daysOfMonth = daysIn(year, month)
  if (day < 1 || day > daysOfMonth) rest.stop('day out of range')
  if (!lenient) {
    if (hourText[1] === ':') rest.stop('hour must have exactly two digits')
    if (fraction.startsWith(',')) rest.stop('cannot use "," as timestamp segment')
    if (offsetText.startsWith('Z') ? false : isBeyondDay(offsetText)) {
      rest.stop(`cannot use ${quoted(offsetText)} as UTC offset`)
    }
  }
  if (rest.why !== undefined) return { why: `not a valid RFC3339 timestamp: ${rest.why}` }
  const nanoseconds = Number(fraction.slice(1, 10).padEnd(9, '0'))
  return { year, month, day, hour, minute, second, nanoseconds, offset }
}

export function isTimestamp(one: Timestamp | NoTimestamp): one is Timestamp {
  return 'year' in one
}

function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  if (month === 2) return isLeap ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** An offset is read up to 24 hours and 60 minutes, and refused from there. */
function isBeyondDay(offset: string): boolean {
  return Number(offset.slice(1, 3)) > 23 || Number(offset.slice(4, 6)) > 59
}

/** What of a text is not read yet. The first thing that is wrong stays; what is read after it does not matter. */
class Rest {
  text: string
  why: string | undefined

  constructor(text: string) {
    this.text = text
  }

  stop(why: string): void {
    this.why ??= why
  }

  /** A number of so many digits. What is told of one that is out of range is what follows it: so Terraform has it. */
  digits(what: string, count: number, least = 0, most = 9999): number {
    const found = this.text.slice(0, count)
    const isNumber = found.length === count && /^\d+$/u.test(found)
    if (!isNumber) {
      this.#cannotUse(what)
      return 0
    }
    this.text = this.text.slice(count)
    const value = Number(found)
    if (value < least || value > most) this.#cannotUse(what)
    return value
  }

  /** One digit is read here too, and refused in the end. */
  hour(): number {
    const found = /^\d\d?/u.exec(this.text)?.[0]
    if (found !== undefined) this.text = this.text.slice(found.length)
    if (found === undefined || Number(found) > 23) this.#cannotUse('hour')
    return Number(found ?? '0')
  }

  skip(sign: string): void {
    if (this.text.startsWith(sign)) {
      this.text = this.text.slice(1)
    } else if (sign === 'T') {
      this.stop("missing required time introducer 'T'")
    } else {
      const found = this.text === '' ? 'end of string' : `found ${quoted(this.text)}`
      this.stop(`${found} where "${sign}" is expected`)
    }
  }

  fraction(): string {
    const found = /^[.,]\d+/u.exec(this.text)?.[0] ?? ''
    this.text = this.text.slice(found.length)
    return found
  }

  offset(): number {
    if (this.text.startsWith('Z')) {
      this.text = this.text.slice(1)
      return 0
    }
    const [all, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):(\d\d)/u.exec(this.text) ?? []
    if (all === undefined) {
      this.#cannotUse('UTC offset')
      return 0
    }
    this.text = this.text.slice(all.length)
    if (Number(hours) > 24 || Number(minutes) > 60) this.#cannotUse('UTC offset')
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  }

  end(): void {
    if (this.text !== '') this.#cannotUse('timestamp segment')
  }

  #cannotUse(what: string): void {
    const { text } = this
    if (text === '') this.stop(`end of string before ${what}`)
    else if (what === 'hour' && text.includes(':')) this.stop('hour must be between 0 and 23 inclusive')
    else if (what === 'minute' && new TextEncoder().encode(text).length !== 2) {
      this.stop('minute must have exactly two digits')
    } else this.stop(`cannot use ${quoted(text)} as ${what}`)
  }
}
