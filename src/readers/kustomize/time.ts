/**
 * What go-yaml takes for a date, or a date and a time: a time behind blanks has no zone, another must have one.
 * See `allowedTimestampFormats` in https://github.com/yaml/go-yaml/blob/v3/resolve.go
 */
const pattern =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,](\d+))?(Z|[-+]\d{2}:\d{2})| +(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,](\d+))?)?$/u

/** A time of YAML as Go prints it in JSON; undefined for what is none. */
export function isoOf(text: string): string | undefined {
  const found = pattern.exec(text)
  if (found === null) return undefined
  const [, year = '', month, day] = found
  const [hour = '0', minute = '0', second = '0', fraction] = found.slice(found[4] === undefined ? 9 : 4)
  if (!isDate(Number(year), Number(month), Number(day))) return undefined
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  const date = [year, two(month), two(day)].join('-')
  const time = [hour, minute, second].map(two).join(':')
  return `${date}T${time}${fractionOf(fraction)}${zoneOf(found[8])}`
}

function two(digits = ''): string {
  return digits.padStart(2, '0')
}

function isDate(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCDate() === day && date.getUTCMonth() === month - 1
}

function fractionOf(digits = ''): string {
  const fraction = digits.slice(0, 9).replace(/0+$/u, '')
  return fraction === '' ? '' : `.${fraction}`
}

function zoneOf(zone = 'Z'): string {
  return /^[-+]00:00$/u.test(zone) ? 'Z' : zone
}
