import { unreachable } from '../../../../kernel/unreachable.ts'
import { daysIn, secondsOf, utc, type Moment, type Zone } from './moment.ts'
import { dayNames, layoutParts, monthNames, type LayoutPart } from './layout.ts'
import { goQuoted } from '../../lexer.ts'

/** Reads a moment that is written as a layout of Go says; a string is Go's error. https://pkg.go.dev/time#Parse */
export function parseMoment(layout: string, text: string): Moment | string {
  const reader = new Reader(layout, text)
  for (const part of layoutParts(layout)) {
    const mistake = reader.take(part)
    if (mistake !== undefined) return mistake
  }
  return reader.moment()
}

class Reader {
  readonly #layout: string
  readonly #text: string
  readonly #hasFraction: boolean
  #rest: string
  #year = 0
  #month = 0
  #day = 0
  #yearDay = 0
  readonly #clock = { hour: 0, minute: 0, second: 0, nanoseconds: 0 }
  #half = ''
  #offset: number | undefined
  #zoneName = ''

  constructor(layout: string, text: string) {
    this.#layout = layout
    this.#text = text
    this.#rest = text
    this.#hasFraction = layoutParts(layout).some(({ kind }) => kind === 'fraction')
  }

  /** Reads one part; gives what is wrong with it. */
  take(part: LayoutPart): string | undefined {
    const before = this.#rest
    const found = this.#taken(part)
    if (found === 'ok') return undefined
    if (found !== 'no') return this.#wrong(`: ${found} out of range`)
    return `parsing time ${goQuoted(this.#text)} as ${goQuoted(this.#layout)}: cannot parse ${goQuoted(before)} as ${goQuoted(part.text)}`
  }

  moment(): Moment | string {
    if (this.#rest !== '') return this.#wrong(`: extra text: ${goQuoted(this.#rest)}`)
    const { hour, minute, second, nanoseconds } = this.#clock
    if (this.#yearDay > 0) {
      const last = daysIn(this.#year, 2) === 29 ? 366 : 365
      if (this.#yearDay > last) return this.#wrong(': day-of-year out of range')
    }
    const [month, day] = this.#yearDay > 0 ? [1, this.#yearDay] : [this.#month || 1, this.#day || 1]
    if (this.#yearDay === 0 && day > daysIn(this.#year, month)) return this.#wrong(': day out of range')
    const seconds = secondsOf(this.#year, month, day, this.#hour(hour) * 3600 + minute * 60 + second)
    return { seconds: seconds - (this.#offset ?? 0), nanoseconds, zone: this.#zone() }
  }

  #hour(hour: number): number {
    if (this.#half === 'pm' && hour < 12) return hour + 12
    return this.#half === 'am' && hour === 12 ? 0 : hour
  }

  #zone(): Zone {
    if (this.#offset === undefined) return this.#zoneName === '' ? utc : { name: this.#zoneName, offset: 0 }
    if (this.#offset === 0 && (this.#zoneName === '' || this.#zoneName === 'UTC')) return utc
    return { name: this.#zoneName || offsetName(this.#offset), offset: this.#offset }
  }

  #wrong(what: string): string {
    return `parsing time ${goQuoted(this.#text)}${what}`
  }

  #taken(part: LayoutPart): string {
    const { kind, text } = part
    switch (kind) {
      case 'letters':
        return this.#letters(text)
      case 'year':
        return this.#yearOf(text)
      case 'month':
        return this.#monthOf(text)
      case 'weekday':
        return this.#name(dayNames, text) === undefined ? 'no' : 'ok'
      case 'day':
        return this.#dayOf(text)
      case 'yearDay':
        return this.#yearDayOf(text)
      case 'hour':
      case 'hour12':
      case 'minute':
      case 'second':
        return this.#clockOf(kind, text)
      case 'half':
        return this.#halfOf(text)
      case 'zoneName':
        return this.#zoneNameOf()
      case 'zoneOffset':
        return this.#offsetOf(text)
      case 'fraction':
        return this.#fractionOf(text)
      default:
        return unreachable(kind)
    }
  }

  /** A blank stands for any number of them. */
  #letters(text: string): string {
    let at = 0
    for (const letter of text) {
      if (letter === ' ') {
        if (at < this.#rest.length && this.#rest[at] !== ' ') return 'no'
        while (this.#rest[at] === ' ') at++
      } else if (this.#rest.startsWith(letter, at)) at += letter.length
      else return 'no'
    }
    this.#rest = this.#rest.slice(at)
    return 'ok'
  }

  #match(pattern: RegExp): string | undefined {
    const found = pattern.exec(this.#rest)?.[0]
    if (found !== undefined) this.#rest = this.#rest.slice(found.length)
    return found
  }

  #number(pattern: RegExp, set: (value: number) => void, low: number, high: number, name: string): string {
    const found = this.#match(pattern)
    if (found === undefined) return 'no'
    const value = Number(found)
    if (value < low || value > high) return name
    set(value)
    return 'ok'
  }

  #yearOf(text: string): string {
    if (text === '2006') return this.#number(/^\d{4}/u, (value) => (this.#year = value), 0, 9999, 'year')
    return this.#number(
      /^\d{2}/u,
      (value) => (this.#year = value + (value >= 69 ? 1900 : 2000)),
      0,
      99,
      'year',
    )
  }

  #monthOf(text: string): string {
    if (/^\d/u.test(text)) {
      return this.#number(width(text), (value) => (this.#month = value), 1, 12, 'month')
    }
    const found = this.#name(monthNames, text)
    if (found === undefined) return 'no'
    this.#month = found + 1
    return 'ok'
  }

  #dayOf(text: string): string {
    if (text === '_2') this.#match(/^ /u)
    return this.#number(width(text.replace('_', '')), (value) => (this.#day = value || 99), 0, 99, 'day')
  }

  #yearDayOf(text: string): string {
    const pattern = text === '002' ? /^\d{3}/u : /^ {0,2}\d{1,3}/u
    return this.#number(pattern, (value) => (this.#yearDay = value), 1, 366, 'day-of-year')
  }

  #name(names: readonly string[], text: string): number | undefined {
    const found = names.findIndex((name) => {
      const wanted = text.length === 3 ? name.slice(0, 3) : name
      return this.#rest.slice(0, wanted.length).toLowerCase() === wanted.toLowerCase()
    })
    if (found === -1) return undefined
    this.#rest = this.#rest.slice(text.length === 3 ? 3 : (names[found] ?? '').length)
    return found
  }

  #clockOf(kind: 'hour' | 'hour12' | 'minute' | 'second', text: string): string {
    const high = { hour: 23, hour12: 12, minute: 59, second: 59 }[kind]
    const name = kind === 'hour12' ? 'hour' : kind
    const pattern = kind === 'hour' ? /^\d{1,2}/u : width(text)
    const answer = this.#number(pattern, (value) => (this.#clock[name] = value), 0, high, name)
    // A fraction may follow seconds where the layout has none.
    if (kind === 'second' && answer === 'ok' && !this.#hasFraction) this.#fractionOf('.9')
    return answer
  }

  #halfOf(text: string): string {
    const found = this.#match(text === 'PM' ? /^[AP]M/u : /^[ap]m/u)
    if (found === undefined) return 'no'
    this.#half = found.toLowerCase()
    return 'ok'
  }

  #zoneNameOf(): string {
    const found = this.#match(/^(?:[A-Z]{3,4}(?![A-Z])|[+-]\d{2}(?:\d{2})?)/u)
    if (found === undefined) return 'no'
    this.#zoneName = found
    if (found === 'UTC') this.#offset = 0
    return 'ok'
  }

  #offsetOf(text: string): string {
    if (text.startsWith('Z') && this.#match(/^Z/u) !== undefined) {
      this.#offset = 0
      return 'ok'
    }
    const shape = text.slice(1).replaceAll(/\d\d/gu, String.raw`(\d\d)`)
    const found = new RegExp(`^([+-])${shape}`, 'u').exec(this.#rest)
    if (found === null) return 'no'
    this.#rest = this.#rest.slice(found[0].length)
    const [hours = 0, minutes = 0, seconds = 0] = found.slice(2).map(Number)
    if (hours > 24 || minutes > 60 || seconds > 60) return 'time zone offset hour'
    const size = hours * 3600 + minutes * 60 + seconds
    this.#offset = found[1] === '-' ? -size : size
    return 'ok'
  }

  #fractionOf(text: string): string {
    const digits = text.includes('0') ? `{${text.length - 1}}` : '+'
    const found = this.#match(new RegExp(String.raw`^[.,]\d${digits}`, 'u'))
    if (found === undefined) return text.includes('0') ? 'no' : 'ok'
    this.#clock.nanoseconds = Number(found.slice(1, 10).padEnd(9, '0'))
    return 'ok'
  }
}

/** Two digits where the layout has two, else one or two. */
function width(text: string): RegExp {
  return text.length === 2 ? /^\d{2}/u : /^\d{1,2}/u
}

function offsetName(offset: number): string {
  const size = Math.abs(offset)
  const minutes = String(Math.floor((size % 3600) / 60)).padStart(2, '0')
  return `${offset < 0 ? '-' : '+'}${String(Math.floor(size / 3600)).padStart(2, '0')}${minutes}`
}
