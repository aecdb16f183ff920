import type { HclFunction } from '../function.ts'
import { assumedLengths, assumeequal, assumenotnull, assumestringprefix } from './assume.ts'
import { ephemeralasnull } from './ephemeralasnull.ts'
import { issensitive, nonsensitive, sensitive } from './sensitivity.ts'
import { tobool, tolist, tomap, tonumber, toset, tostring } from './to.ts'

/** Functions that change the type or the marks of a value, or tell more of an unknown one. */
export const conversionFunctions: readonly HclFunction[] = [
  assumeequal,
  ...assumedLengths,
  assumenotnull,
  assumestringprefix,
  ephemeralasnull,
  issensitive,
  nonsensitive,
  sensitive,
  tobool,
  tolist,
  tomap,
  tonumber,
  toset,
  tostring,
]
