import { marks } from '../../../../kernel/value.ts'
import { dynamicType } from '../../types.ts'
import { nullOf, typeOf, unknown, type Val } from '../../value.ts'
import { marksDeep } from '../../mark.ts'
import { badArgument } from '../failure.ts'
import type { HclFunction } from '../function.ts'

export const ephemeralasnull: HclFunction = {
  name: 'ephemeralasnull',
  summary: 'The value with null in place of everything ephemeral.',
  parameters: [
    {
      name: 'value',
      type: dynamicType,
      allowNull: true,
      allowUnknown: true,
      allowDynamic: true,
      allowMarked: true,
    },
  ],
  refine: () => undefined,
  returns: ([value]) => (value === undefined ? dynamicType : typeOf(value)),
  call: ([value]) => (value === undefined ? badArgument(0, 'a value is required') : lasting(value)),
}

/** What is not ephemeral is handed on as it is. */
function lasting(value: Val): Val {
  if ((marksDeep(value) & marks.ephemeral) === 0) return value
  if ((value.marks & marks.ephemeral) !== 0) return absent(value)
  if ('items' in value) return { ...value, items: value.items.map(lasting) }
  if (!('entries' in value)) return value
  return { ...value, entries: new Map([...value.entries].map(([key, entry]) => [key, lasting(entry)])) }
}

/** What is unknown stays so: its type may turn out to be more exact than a null of today's would be. */
function absent(value: Val): Val {
  const kept = value.marks & ~marks.ephemeral
  return value.kind === 'unknown'
    ? unknown(value.type, value.because, undefined, value.origin, kept)
    : nullOf(typeOf(value), value.origin, kept)
}
