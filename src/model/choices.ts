import type { Value } from '../kernel/value.ts'

type Unknown = Extract<Value, { kind: 'unknown' }>

/** What a condition that isn't known chooses from; nothing of any other value. */
export function choicesOf(value: Value): readonly Value[] {
  return value.kind === 'unknown' && value.outline?.kind === 'choice' ? value.outline.values : []
}

/** The unknown value, what it is chosen from forgotten: for a part of it, or what is made of it. */
export function withoutChoices(value: Unknown): Unknown {
  if (value.outline?.kind !== 'choice') return value
  const { outline: _, ...rest } = value
  return rest
}
