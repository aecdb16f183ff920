import type { Marks } from '../../../../kernel/value.ts'
import { isWhollyKnown, withMarks } from '../../mark.ts'
import type { Problem } from '../../problem.ts'
import { dynamicType, listOf, mapOf, objectOf, stringType, type Type } from '../../types.ts'
import { byBytes, map, object, typeOf, unknown, type Val } from '../../value.ts'
import { failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { isSequence, itemsOf } from '../taken.ts'
import { textIn } from '../whole.ts'

export const zipmap: HclFunction = {
  name: 'zipmap',
  summary: 'A map of the keys in one list to the values at the same positions in another.',
  parameters: [
    { name: 'keys', type: listOf(stringType), allowMarked: true },
    { name: 'values', type: dynamicType, allowMarked: true },
  ],

  returns([keys, values]) {
    const type = values === undefined ? dynamicType : typeOf(values)
    if (type.kind === 'list') return mapOf(type.element)
    if (type.kind !== 'tuple') return failed('values argument must be a list or tuple value')
    if (keys === undefined || !isWhollyKnown(keys)) return dynamicType
    return attributesOf(itemsOf(keys), type.elements)
  },

  call([keys, values], _, type) {
    if (!isSequence(keys) || !isSequence(values)) return unknown(type, [])
    let marks: Marks = keys.marks | values.marks
    if (!isWhollyKnown(keys)) return withMarks(unknown(type, []), type.kind === 'dynamic' ? 0 : marks)
    for (const key of keys.items) marks |= key.marks
    const items = itemsOf(values)
    const wrong = mismatch(keys.items, items.length)
    if (wrong !== undefined) return wrong
    const entries = new Map<string, Val>()
    for (const [at, key] of keys.items.entries()) {
      const item = items[at]
      if (item !== undefined) entries.set(textIn(key), item)
    }
    return withMarks(type.kind === 'map' ? map(type.element, entries) : object(entries), marks)
  },
}

function mismatch(keys: readonly Val[], count: number): Problem | undefined {
  if (keys.length !== count) {
    return failed(`number of keys (${keys.length}) does not match number of values (${count})`)
  }
  const missing = keys.findIndex(({ kind }) => kind === 'null')
  return missing === -1 ? undefined : failed(`keys list has null value at index ${missing}`)
}

function attributesOf(keys: readonly Val[], types: readonly Type[]): Type | Problem {
  const wrong = mismatch(keys, types.length)
  if (wrong !== undefined) return wrong
  const attributes = keys.map((key, at) => [textIn(key), types[at] ?? dynamicType] as const)
  return objectOf(new Map([...new Map(attributes)].toSorted(([left], [right]) => byBytes(left, right))))
}
