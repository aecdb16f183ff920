import { string, type ValOf } from '../value.ts'

// oxlint-disable-next-line no-control-regex -- ASCII is normal as it is
const ascii = /^[\0-\x7f]*$/u

/** A string as a function gives it: composed (NFC), as every string of the language is, and whole characters only. */
export function text(value: string): ValOf<'string'> {
  return string(ascii.test(value) ? value : value.toWellFormed().normalize('NFC'))
}
