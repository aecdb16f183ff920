import { Buffer } from 'node:buffer'

import { cost } from './cost.ts'
import { typeName, type Call, type GoMap, type GoValue } from '../value.ts'

const deepest = 1000

/** Whether two values are the same in type and in all that they hold, as `reflect.DeepEqual` has it. */
export function deepEqual(one: GoValue, other: GoValue, call: Call, depth = 0): boolean {
  if (one === other && one.kind !== 'float') return true
  call.spend(cost.comparison)
  if (one.kind === 'nil' || other.kind === 'nil') return one.kind === other.kind
  if (typeName(one) !== typeName(other) || depth > deepest) return false
  if (one.kind === 'map') return other.kind === 'map' && equalMaps(one, other, call, depth)
  if (one.kind === 'list') {
    if (other.kind !== 'list' || one.items.length !== other.items.length) return false
    return one.items.every((item, position) => {
      const against = other.items[position]
      return against !== undefined && deepEqual(item, against, call, depth + 1)
    })
  }
  return equalScalars(one, other)
}

function equalMaps(one: GoMap, other: GoMap, call: Call, depth: number): boolean {
  if (one.entries === other.entries) return true
  if (one.entries.size !== other.entries.size) return false
  for (const [key, value] of one.entries) {
    const against = other.entries.get(key)
    if (against === undefined || !deepEqual(value, against, call, depth + 1)) return false
  }
  return true
}

function equalScalars(one: GoValue, other: GoValue): boolean {
  if (one.kind === 'string') return other.kind === 'string' && one.text.value === other.text.value
  if (one.kind === 'bytes') return other.kind === 'bytes' && Buffer.compare(one.value, other.value) === 0
  if (one.kind === 'object') return other.kind === 'object' && one.printed === other.printed
  if (one.kind === 'bool') return other.kind === 'bool' && one.value === other.value
  if (one.kind === 'int') return other.kind === 'int' && one.value === other.value
  return one.kind === 'float' && other.kind === 'float' && one.value === other.value
}
