import { iam } from './aws/iam.ts'
import { s3 } from './aws/s3.ts'
import type { Shapes } from './shape.ts'

/** The tables of every service. */
export const shapes: readonly Shapes[] = [iam, s3]
