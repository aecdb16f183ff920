import { ec2 } from './aws/ec2.ts'
import { iam } from './aws/iam.ts'
import { kms } from './aws/kms.ts'
import { rds } from './aws/rds.ts'
import { s3 } from './aws/s3.ts'
import { vpc } from './aws/vpc.ts'
import type { Shapes } from './shape.ts'

/** The tables of every service. */
export const shapes: readonly Shapes[] = [ec2, iam, kms, rds, s3, vpc]
