import type { HclFunction } from '../function.ts'
import { format } from './format.ts'
import { formatlist } from './formatlist.ts'

/** Functions that print values by a format string. */
export const formatFunctions: readonly HclFunction[] = [format, formatlist]
