import { plainly, Printer } from './print-value.ts'
import { textOf, type Text } from './text.ts'
import type { GoValue } from './value.ts'

export { sprintf } from './sprintf.ts'

/**
 * What an action prints of a value: `fmt.Fprint`, but `<no value>` for nothing. Strings keep their pieces, any other
 * scalar is one piece, those inside lists and maps too.
 *
 * See https://pkg.go.dev/fmt.
 */
export function printed(value: GoValue): Text {
  switch (value.kind) {
    case 'string':
      return value.text
    case 'nil':
      return textOf('<no value>', value.origin, false)
    default: {
      const printer = new Printer()
      printer.value(value, 'v', plainly)
      return printer.text()
    }
  }
}

/** What `fmt.Sprint` makes: the values one after the other, with a blank between two that are both no strings. */
export function sprint(args: readonly GoValue[]): Text {
  const printer = new Printer()
  let before: GoValue | undefined
  for (const arg of args) {
    if (before !== undefined && before.kind !== 'string' && arg.kind !== 'string') printer.made(' ', 0)
    printer.value(arg, 'v', plainly)
    before = arg
  }
  return printer.text()
}

/** What `fmt.Sprintln` makes: the values with blanks between them, and a line feed. */
export function sprintln(args: readonly GoValue[]): Text {
  const printer = new Printer()
  for (const [at, arg] of args.entries()) {
    if (at > 0) printer.made(' ', 0)
    printer.value(arg, 'v', plainly)
  }
  printer.made('\n', 0)
  return printer.text()
}
