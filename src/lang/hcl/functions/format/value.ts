import { convert } from '../../convert.ts'
import type { Num } from '../../number.ts'
import type { Problem } from '../../problem.ts'
import { boolType, numberType, stringType, type Type } from '../../types.ts'
import type { Val } from '../../value.ts'
import { jsonString, jsonText } from '../encoding/json-text.ts'
import { failed } from '../failure.ts'
import { graphemeCount, graphemesIn } from '../graphemes.ts'
import { longest, tooLong } from '../longest.ts'
import { quoted } from '../quoted.ts'
import { floatText, integerText, isIntegerVerb, shortText } from './number.ts'
import type { Verb } from './specification.ts'

/** A wholly known value as a verb prints it. */
export function printed(value: Val, verb: Verb): string | Problem {
  const { letter, offset, raw } = verb
  if (letter === 'v') return asItIs(value, verb)
  const wanted = typesOf.get(letter)
  if (wanted === undefined)
    return failed(`unsupported format verb '${letter}' in ${quoted(raw)} at offset ${offset}`)
  if (value.kind === 'null') return unsupported(verb, 'null value cannot be formatted')
  const one = convert(value, wanted)
  if (one.kind === 'string') return stringText(one.value, verb)
  if (one.kind === 'number') return numberText(one.value, verb)
  if (one.kind === 'bool') return String(one.value)
  return unsupported(verb, one.kind === 'problem' ? one.detail : 'null value cannot be formatted')
}

const typesOf: ReadonlyMap<string, Type> = new Map<string, Type>([
  ...['b', 'd', 'o', 'x', 'X', 'e', 'E', 'f', 'g', 'G'].map((letter) => [letter, numberType] as const),
  ['s', stringType],
  ['q', stringType],
  ['t', boolType],
])

function unsupported({ offset, raw }: Verb, why: string): Problem {
  return failed(`unsupported value for ${quoted(raw)} at ${offset}: ${why}`)
}

function numberText(value: Num, verb: Verb): string | Problem {
  if (!isIntegerVerb(verb.letter)) return floatText(value, verb)
  return integerText(value, verb) ?? unsupported(verb, 'an integer is required')
}

/** Strings and numbers as they are, all else, and with `#` those too, as JSON. */
function asItIs(value: Val, verb: Verb): string | Problem {
  const isPlain = !verb.flags.has('#')
  if (isPlain && value.kind === 'string') return padded(value.value, verb)
  if (isPlain && value.kind === 'number') return padded(shortText(value.value), verb)
  const json = jsonText(value)
  return typeof json === 'string' ? padded(json, verb) : unsupported(verb, json.detail)
}

/** A precision of 0 cuts nothing off. */
function stringText(value: string, verb: Verb): string | Problem {
  const { letter, precision = 0 } = verb
  const isCut = precision > 0 && precision < value.length
  const kept = isCut ? graphemesIn(value).slice(0, precision).join('') : value
  return padded(letter === 'q' ? jsonString(kept) : kept, verb)
}

function padded(text: string, { flags, width = 0 }: Verb): string | Problem {
  if (width === 0) return text
  if (width > longest) return tooLong()
  const missing = width - graphemeCount(text)
  if (missing <= 0) return text
  const padding = (flags.has('0') ? '0' : ' ').repeat(missing)
  return flags.has('-') ? text + padding : padding + text
}
