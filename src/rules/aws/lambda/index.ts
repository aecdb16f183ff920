import type { Rule } from '../../rule.ts'
import { permissionSourceArn } from './permission-source-arn.ts'
import { environmentKeys } from './environment-keys.ts'
import { permissionSource } from './permission-source.ts'
import { lambdaTracing } from './tracing.ts'

export const awsLambdaRules: readonly Rule[] = [
  environmentKeys,
  permissionSource,
  lambdaTracing,
  permissionSourceArn,
]
