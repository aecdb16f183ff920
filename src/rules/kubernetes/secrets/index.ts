import type { Rule } from '../../rule.ts'
import { passwordInEnvironment } from './password-in-environment.ts'
import { secretInCode } from './secret-in-code.ts'

export const kubernetesSecretsRules: readonly Rule[] = [passwordInEnvironment, secretInCode]
