import { isListData, isMapData, type Data } from '../kernel/edit.ts'
import { writtenIn, type Value } from '../kernel/value.ts'

/** A value as plain data; undefined where a part of it isn't known, or a number that no double holds. */
export function dataOf(value: Value): Data | undefined {
  switch (value.kind) {
    case 'scalar':
      return typeof value.scalar === 'object' && value.scalar !== null ? undefined : value.scalar
    case 'list': {
      const items = value.items.map(dataOf)
      return items.includes(undefined) ? undefined : items.filter((one) => one !== undefined)
    }
    case 'map': {
      const made: Record<string, Data> = {}
      for (const [key, one] of writtenIn(value.entries)) {
        const data = dataOf(one)
        if (data === undefined) return undefined
        made[key] = data
      }
      return made
    }
    default:
      return undefined
  }
}

/**
 * Whether a value is what somebody wants. Languages differ in how they write scalars, so that of scalars the text counts;
 * nothing is wanted where undefined is.
 */
export function holdsData(value: Value | undefined, wanted: Data | undefined): boolean {
  if (value === undefined || value.kind === 'absent') return wanted === undefined
  if (wanted === undefined || wanted === null) return value.kind === 'scalar' && value.scalar === null
  if (isListData(wanted)) return holdsList(value, wanted)
  if (isMapData(wanted)) return holdsMap(value, wanted)
  if (value.kind !== 'scalar' || value.scalar === null) return false
  const said = typeof value.scalar === 'object' ? value.scalar.number : value.scalar
  return String(said) === String(wanted)
}

function holdsList(value: Value, wanted: readonly Data[]): boolean {
  if (value.kind !== 'list' || value.items.length !== wanted.length) return false
  return value.items.every((one, at) => holdsData(one, wanted[at]))
}

/** Blocks of which there is one need no number. */
function holdsMap(value: Value, wanted: { readonly [key: string]: Data }): boolean {
  if (value.kind === 'list' && value.items.length === 1) return holdsData(value.items[0], wanted)
  if (value.kind !== 'map') return false
  return Object.entries(wanted).every(([key, one]) => holdsData(value.entries.get(key), one))
}
