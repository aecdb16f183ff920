import type { HclFunction } from '../function.ts'
import { chunklist } from './chunklist.ts'
import { coalesce, coalescelist } from './coalesce.ts'
import { compact } from './compact.ts'
import { concat } from './concat.ts'
import { distinct } from './distinct.ts'
import { element } from './element.ts'
import { flatten } from './flatten.ts'
import { keys, values } from './keys.ts'
import { length } from './length.ts'
import { lookup } from './lookup.ts'
import { matchkeys } from './matchkeys.ts'
import { merge } from './merge.ts'
import { one } from './one.ts'
import { range } from './range.ts'
import { list, map } from './removed.ts'
import { reverse } from './reverse.ts'
import { contains, index } from './search.ts'
import { setproduct } from './setproduct.ts'
import { setintersection, setsubtract, setunion } from './sets.ts'
import { slice } from './slice.ts'
import { sort } from './sort.ts'
import { sum } from './sum.ts'
import { transpose } from './transpose.ts'
import { alltrue, anytrue } from './truth.ts'
import { zipmap } from './zipmap.ts'

/** Functions on lists, sets, tuples, maps and objects. */
export const collectionFunctions: readonly HclFunction[] = [
  alltrue,
  anytrue,
  chunklist,
  coalesce,
  coalescelist,
  compact,
  concat,
  contains,
  distinct,
  element,
  flatten,
  index,
  keys,
  length,
  list,
  lookup,
  map,
  matchkeys,
  merge,
  one,
  range,
  reverse,
  setintersection,
  setproduct,
  setsubtract,
  setunion,
  slice,
  sort,
  sum,
  transpose,
  values,
  zipmap,
]
