import { isWhollyKnown } from '../../mark.ts'
import type { Problem } from '../../problem.ts'
import { safePrefix } from '../../refine.ts'
import { dynamicType, stringType } from '../../types.ts'
import { unknown, type Val } from '../../value.ts'
import { badArgument, failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { longest, tooLong } from '../longest.ts'
import { text } from '../normal.ts'
import { quoted } from '../quoted.ts'
import { textIn } from '../whole.ts'
import { piecesOf, type Piece, type Verb } from './specification.ts'
import { printed } from './value.ts'

export const format: HclFunction = {
  name: 'format',
  summary: 'A text with values in the places of its verbs.',
  parameters: [{ name: 'format', type: stringType }],
  variadic: { name: 'args', type: dynamicType, allowNull: true, allowUnknown: true },
  returns: () => stringType,

  call([given, ...args], _, type) {
    if (!args.every(isWhollyKnown)) return unknown(type, [])
    const made = formatted(piecesOf(textIn(given)), args)
    return typeof made === 'string' ? text(made) : made
  },

  refine([given]) {
    const whole = textIn(given)
    const first = whole.indexOf('%')
    return first > 0 ? { notNull: true, prefix: safePrefix(whole.slice(0, first)) } : { notNull: true }
  },
}

/** The pieces of a format with wholly known values for its verbs. */
export function formatted(pieces: readonly Piece[], args: readonly Val[]): string | Problem {
  let made = ''
  let next = 1
  let highest = 0
  for (const piece of pieces) {
    if (piece.kind === 'broken') return failed(piece.why)
    if (piece.kind === 'text') {
      made += piece.text
      continue
    }
    const position = piece.argument ?? next
    const one = printedAt(piece, position, args)
    if (typeof one !== 'string') return one
    made += one
    if (made.length > longest) return tooLong()
    highest = Math.max(highest, position)
    next = position + 1
  }
  return highest < args.length ? tooMany(highest) : made
}

function printedAt(verb: Verb, position: number, args: readonly Val[]): string | Problem {
  const value = args[position - 1]
  if (value !== undefined) return printed(value, verb)
  return failed(
    `not enough arguments for ${quoted(verb.raw)} at ${verb.offset}: need index ${position} but have ${args.length} total`,
  )
}

function tooMany(used: number): Problem {
  const which = used === 0 ? 'no verbs in format string' : `only ${used} used by format string`
  return badArgument(used + 1, `too many arguments; ${which}`)
}
