import type { HclFunction } from '../function.ts'
import { regex, regexall } from './regex.ts'
import { replace } from './replace.ts'

/** Functions that search by patterns. */
export const regexFunctions: readonly HclFunction[] = [regex, regexall, replace]
