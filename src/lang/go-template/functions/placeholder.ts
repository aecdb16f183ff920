import type { Cause } from '../../../kernel/value.ts'
import { textOf, unknownIn } from '../text.ts'
import type { Call, GoString, GoValue } from '../value.ts'

/** A value that is no string and only stands for one that cannot be known. */
export interface Placeholder {
  readonly because: Cause
}

/** A text that stands for one that is another each time: of the right shape and length, and always the same. */
export function placeholder(
  kind: 'random' | 'time',
  value: string,
  args: readonly GoValue[],
  call: Call,
): GoString {
  return { kind: 'string', text: textOf(value, call.made(args), false, causeOf(kind, call)) }
}

/** Why what a call gives cannot be known. */
export function causeOf(kind: 'random' | 'time', call: Call): Cause {
  return { kind, what: call.name, site: call.site }
}

/** The same value as a placeholder. */
export function withCause<Value extends GoValue>(value: Value, because: Cause): Value & Placeholder {
  return { ...value, because }
}

/** Why a value is only a placeholder, where it is one. */
export function unknownOf(value: GoValue): Cause | undefined {
  if (value.kind === 'string') return unknownIn(value.text)
  if (isPlaceholder(value)) return value.because
  // One level down is enough for what `join`, `cat` and the like are given.
  return value.kind === 'list' ? unknownAmong(value.items.filter(({ kind }) => kind !== 'list')) : undefined
}

/** Why one of the values is only a placeholder, where one is. */
export function unknownAmong(values: readonly GoValue[]): Cause | undefined {
  for (const value of values) {
    const found = unknownOf(value)
    if (found !== undefined) return found
  }
  return undefined
}

function isPlaceholder(value: GoValue): value is GoValue & Placeholder {
  return 'because' in value && value.because !== undefined
}
