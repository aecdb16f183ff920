import type { HclFunction } from '../function.ts'
import { formatdate } from './formatdate.ts'
import { plantimestamp, timeadd, timecmp, timestamp } from './time.ts'

/** Functions on moments. */
export const dateFunctions: readonly HclFunction[] = [formatdate, plantimestamp, timeadd, timecmp, timestamp]
