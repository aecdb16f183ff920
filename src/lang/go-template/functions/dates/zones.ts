import { secondsOf, utc, type Zone } from './moment.ts'

/** The zone of a place at a moment; undefined for a name that no place has. `Local` is UTC: no machine is asked where it stands. */
export function zoneOf(place: string, seconds: number): Zone | undefined {
  if (place === '' || place === 'UTC' || place === 'Local') return utc
  const parts = partsOf(place, seconds)
  if (parts === undefined) return undefined
  const number = (type: string): number => Number(parts.get(type) ?? '0')
  // The year before the first has no number of its own there.
  const year = parts.get('era') === 'B' ? 1 - number('year') : number('year')
  const clock = number('hour') * 3600 + number('minute') * 60 + number('second')
  const offset = secondsOf(year, number('month'), number('day'), clock) - seconds
  // Before there were zones, each place had the sun's own time.
  return { name: offset % 900 === 0 ? nameAt(place, seconds, offset) : 'LMT', offset }
}

function partsOf(place: string, seconds: number): ReadonlyMap<string, string> | undefined {
  if (!/^[A-Z][\w+/-]*$/iu.test(place)) return undefined
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: place,
      hourCycle: 'h23',
      era: 'narrow',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    return new Map(format.formatToParts(new Date(seconds * 1000)).map(({ type, value }) => [type, value]))
  } catch {
    // A place that isn't in the list, or a moment beyond what the list knows.
    return undefined
  }
}

const summer = secondsOf(2024, 7, 1, 0)
const winter = secondsOf(2024, 1, 1, 0)

/** Letters of old are known for few places: those of today are meant where the clock is as far ahead. */
function nameAt(place: string, seconds: number, offset: number): string {
  const name = nameOf(place, seconds)
  if (/^[A-Z]/u.test(name) || seconds === summer || seconds === winter) return name
  const today = [winter, summer].map((one) => zoneOf(place, one)).find((zone) => zone?.offset === offset)
  return today?.name ?? name
}

/** Each place calls its time by the letters of its own country. */
const locales = ['en-US', 'en-GB', 'en-AU', 'en-ZA', 'en-IN', 'en-NZ', 'en-CA']
const letters: Readonly<Record<string, string>> = {
  'Asia/Tokyo': 'JST',
  'Asia/Seoul': 'KST',
  'Asia/Shanghai': 'CST',
  'Asia/Hong_Kong': 'HKT',
  'Asia/Taipei': 'CST',
  'Asia/Kolkata': 'IST',
  'Asia/Jerusalem': 'IST',
  'Europe/Moscow': 'MSK',
}

function nameOf(place: string, seconds: number): string {
  const own = letters[place]
  if (own !== undefined) return own
  let name = ''
  for (const locale of locales) {
    const format = new Intl.DateTimeFormat(locale, { timeZone: place, timeZoneName: 'short' })
    const parts = format.formatToParts(new Date(seconds * 1000))
    name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
    if (/^[A-Z]+$/u.test(name)) return name
  }
  // Places without letters are called by their distance.
  const [, sign = '+', hours = '0', minutes = ''] =
    /^GMT([+-])(\d+)(?::(\d+))?$/u.exec(name.replace('−', '-')) ?? []
  return sign + hours.padStart(2, '0') + minutes
}
