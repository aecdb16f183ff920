import { plainly, Printer, type Flags } from './print-value.ts'
import { inexact, sliced, type Text } from './text.ts'
import type { GoValue } from './value.ts'

/**
 * What `fmt.Sprintf` makes. The letters of the format keep their pieces, and so do strings that are put in.
 *
 * See https://pkg.go.dev/fmt.
 */
export function sprintf(format: Text, args: readonly GoValue[]): Text {
  return new Formatting(format, args).text()
}

/** Widths and precisions beyond this are none. */
const largest = 1_000_000

/** Goes through a format as Go's does, verb by verb, so that mistakes read the same. */
class Formatting {
  readonly #format: Text
  readonly #args: readonly GoValue[]
  readonly #printer = new Printer()
  #at = 0
  #arg = 0
  /** An argument was asked for by its number, so not all need be used. */
  #reordered = false
  /** The number of an argument was right so far, and the last thing read was one. */
  #isGood = true
  #afterIndex = false

  constructor(format: Text, args: readonly GoValue[]) {
    this.#format = format
    this.#args = args
  }

  text(): Text {
    const { value } = this.#format
    while (this.#at < value.length) {
      const found = value.indexOf('%', this.#at)
      const next = found < 0 ? value.length : found
      this.#printer.add(sliced(this.#format, this.#at, next))
      this.#at = next + 1
      if (found >= 0) this.#directive()
    }
    if (!this.#reordered && this.#arg < this.#args.length) this.#extra()
    return this.#printer.text()
  }

  #directive(): void {
    this.#isGood = true
    this.#afterIndex = false
    let flags = this.#flags()
    this.#index()
    flags = this.#width(flags)
    flags = this.#precision(flags)
    if (!this.#afterIndex) this.#index()
    this.#verb(flags)
  }

  #flags(): Flags {
    const start = this.#at
    const { value } = this.#format
    while ('#0+- '.includes(value.charAt(this.#at)) && this.#at < value.length) this.#at++
    const given = value.slice(start, this.#at)
    if (given === '') return plainly
    return {
      ...plainly,
      minus: given.includes('-'),
      plus: given.includes('+'),
      sharp: given.includes('#'),
      space: given.includes(' '),
      zero: given.includes('0'),
    }
  }

  #width(flags: Flags): Flags {
    if (this.#format.value.charAt(this.#at) !== '*') {
      const width = this.#number()
      if (this.#afterIndex && width !== undefined) this.#isGood = false
      return { ...flags, width }
    }
    this.#at++
    this.#afterIndex = false
    const width = this.#argument()
    if (width === undefined) this.#complain('%!(BADWIDTH)')
    // A negative width puts the blanks behind.
    const isBehind = width !== undefined && width < 0
    return {
      ...flags,
      width: width === undefined ? undefined : Math.abs(width),
      minus: flags.minus || isBehind,
      zero: flags.zero && !isBehind,
    }
  }

  #precision(flags: Flags): Flags {
    if (this.#format.value.charAt(this.#at) !== '.') return flags
    this.#at++
    if (this.#afterIndex) this.#isGood = false
    this.#index()
    if (this.#format.value.charAt(this.#at) !== '*') return { ...flags, precision: this.#number() ?? 0 }
    this.#at++
    this.#afterIndex = false
    const found = this.#argument()
    const precision = found === undefined || found < 0 ? undefined : found
    if (precision === undefined) this.#complain('%!(BADPREC)')
    return { ...flags, precision }
  }

  #verb(flags: Flags): void {
    const { value } = this.#format
    const code = value.codePointAt(this.#at)
    if (code === undefined) return this.#complain('%!(NOVERB)')
    const verb = String.fromCodePoint(code)
    const start = this.#at
    this.#at += verb.length
    const arg = this.#args[this.#arg]
    if (verb === '%') return this.#printer.add(inexact(sliced(this.#format, start, this.#at)))
    if (!this.#isGood) return this.#complain(`%!${verb}(BADINDEX)`)
    if (arg === undefined) return this.#complain(`%!${verb}(MISSING)`)
    this.#arg++
    this.#printer.value(arg, verb, verb === 'v' ? forValues(flags) : flags)
  }

  /** `[3]`: the number of the argument that is meant, from 1. */
  #index(): void {
    this.#afterIndex = false
    const { value } = this.#format
    if (value.charAt(this.#at) !== '[') return
    this.#reordered = true
    const close = value.indexOf(']', this.#at)
    if (close < 0) {
      this.#isGood = false
      this.#at++
      return
    }
    const digits = value.slice(this.#at + 1, close)
    const number = /^\d+$/u.test(digits) ? Number(digits) : Number.NaN
    this.#at = close + 1
    if (number >= 1 && number <= Math.min(this.#args.length, largest)) {
      this.#arg = number - 1
      this.#afterIndex = true
      return
    }
    this.#isGood = false
    this.#afterIndex = number <= largest
  }

  #number(): number | undefined {
    const digits = /^\d*/u.exec(this.#format.value.slice(this.#at, this.#at + 20))?.[0] ?? ''
    if (digits === '') return undefined
    if (Number(digits) > largest) {
      this.#at = this.#format.value.length
      return undefined
    }
    this.#at += digits.length
    return Number(digits)
  }

  /** An integer among the arguments. */
  #argument(): number | undefined {
    const arg = this.#args[this.#arg]
    if (arg === undefined) return undefined
    this.#arg++
    const number = arg.kind === 'int' ? Number(arg.value) : Number.NaN
    return Math.abs(number) <= largest ? number : undefined
  }

  #extra(): void {
    this.#complain('%!(EXTRA ')
    for (const [at, arg] of this.#args.slice(this.#arg).entries()) {
      if (at > 0) this.#complain(', ')
      this.#printer.typed(arg, plainly)
    }
    this.#complain(')')
  }

  #complain(text: string): void {
    this.#printer.made(text, 0)
  }
}

/** `%+v` and `%#v` are verbs of their own. */
function forValues(flags: Flags): Flags {
  return { ...flags, plus: false, sharp: false, plusV: flags.plus, sharpV: flags.sharp }
}
