import { samplesOf, type Val } from '../value.ts'

const sizes = new WeakMap<object, number>()

/** How many leaves a value has. Parts that stand in several places are counted in each, but gone through once. */
export function sizeOf(value: Val): number {
  const parts = 'items' in value ? value.items : 'entries' in value ? value.entries : undefined
  if (parts === undefined) return 1
  const known = sizes.get(parts)
  if (known !== undefined) return known
  let size = 1
  for (const part of samplesOf(parts)) size += sizeOf(part)
  sizes.set(parts, size)
  return size
}
