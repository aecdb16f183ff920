import { textOfBytes } from '../go-bytes.ts'

import { printed } from '../print.ts'
import { textOf, type Text } from '../text.ts'
import { stringOf } from './results.ts'
import type { GoString, GoValue } from '../value.ts'

/** A value as Sprig makes a string of it: a string as it is, anything else as `%v` prints it. */
export function strval(value: GoValue): Text {
  if (value.kind === 'string') return value.text
  if (value.kind === 'bytes') return textOf(textOfBytes(value.value), value.origin)
  return shown(value)
}

/** A value as `%v` prints it. */
export function shown(value: GoValue): Text {
  return value.kind === 'nil' ? textOf('<nil>', value.origin, false) : printed(value)
}

/** A value as Sprig makes a list of strings of it: nil is left out. */
export function strings(value: GoValue): readonly GoString[] {
  if (value.kind === 'nil') return []
  if (value.kind !== 'list') return [stringOf(strval(value))]
  return value.items.filter(({ kind }) => kind !== 'nil').map((item) => stringOf(strval(item)))
}
