import type { OriginId } from '../../../kernel/origin.ts'
import { fromLength } from '../../../lang/hcl/number.ts'
import { number, string, type Val } from '../../../lang/hcl/value.ts'

/** What a dynamic block's for_each goes over: keys and values; undefined when it can't be gone over. `keys` is the origin of a map's keys. */
export function pairsOf(collection: Val, keys: OriginId): readonly (readonly [Val, Val])[] | undefined {
  switch (collection.kind) {
    case 'list':
    case 'tuple':
      return collection.items.map((item, at) => [number(fromLength(at)), item])
    case 'set':
      return collection.items.map((item) => [item, item])
    case 'map':
    case 'object':
      return Array.from(collection.entries, ([key, item]) => [string(key, keys), item])
    default:
      return undefined
  }
}
