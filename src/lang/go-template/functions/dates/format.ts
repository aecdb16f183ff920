import { unreachable } from '../../../../kernel/unreachable.ts'
import { civilOf, type Civil, type Moment } from './moment.ts'
import { dayNames, layoutParts, monthNames, type LayoutPart } from './layout.ts'

/** A moment written as a layout of Go asks. https://pkg.go.dev/time#Time.Format */
export function formatted(moment: Moment, layout: string): string {
  const civil = civilOf(moment)
  return layoutParts(layout)
    .map((part) => written(part, civil, moment))
    .join('')
}

/** As `%v` prints it. */
export function momentText(moment: Moment): string {
  return formatted(moment, '2006-01-02 15:04:05.999999999 -0700 MST')
}

function written({ kind, text }: LayoutPart, civil: Civil, moment: Moment): string {
  switch (kind) {
    case 'letters':
      return text
    case 'year':
      return text === '06' ? padded(((civil.year % 100) + 100) % 100, 2) : padded(civil.year, 4)
    case 'month':
      return named(monthNames[civil.month - 1] ?? '', text, civil.month)
    case 'weekday':
      return named(dayNames[civil.weekday] ?? '', text, civil.weekday)
    case 'day':
      return numbered(civil.day, text)
    case 'yearDay':
      return String(civil.yearDay).padStart(3, text === '002' ? '0' : ' ')
    case 'hour':
      return padded(civil.hour, 2)
    case 'hour12':
      return numbered(civil.hour % 12 === 0 ? 12 : civil.hour % 12, text)
    case 'minute':
      return numbered(civil.minute, text)
    case 'second':
      return numbered(civil.second, text)
    case 'half': {
      const half = civil.hour >= 12 ? 'PM' : 'AM'
      return text === 'pm' ? half.toLowerCase() : half
    }
    case 'zoneName':
      return moment.zone.name
    case 'zoneOffset':
      return offset(moment.zone.offset, text)
    case 'fraction':
      return fraction(moment.nanoseconds, text)
    default:
      return unreachable(kind)
  }
}

function named(name: string, text: string, number: number): string {
  if (/^\d/u.test(text)) return numbered(number, text)
  return text.length === 3 ? name.slice(0, 3) : name
}

/** With a zero or a blank before it, or neither, as the layout's own number has. */
function numbered(value: number, text: string): string {
  if (text.startsWith('0')) return padded(value, 2)
  return text.startsWith('_') ? String(value).padStart(2, ' ') : String(value)
}

function padded(value: number, width: number): string {
  return (value < 0 ? '-' : '') + String(Math.abs(value)).padStart(width, '0')
}

function offset(seconds: number, text: string): string {
  if (text.startsWith('Z') && seconds === 0) return 'Z'
  const size = Math.abs(seconds)
  const parts = [size / 3600, (size % 3600) / 60, size % 60].map((part) => padded(Math.floor(part), 2))
  const count = (text.replaceAll(':', '').length - 1) / 2
  return (seconds < 0 ? '-' : '+') + parts.slice(0, count).join(text.includes(':') ? ':' : '')
}

/** Nines leave away zeros at the end. */
function fraction(nanoseconds: number, text: string): string {
  const digits = padded(nanoseconds, 9)
    .slice(0, text.length - 1)
    .padEnd(text.length - 1, '0')
  if (text.includes('0')) return text.charAt(0) + digits
  const short = digits.replace(/0+$/u, '')
  return short === '' ? '' : text.charAt(0) + short
}
