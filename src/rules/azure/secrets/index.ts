import type { Rule } from '../../rule.ts'
import { passwordInCode } from './password-in-code.ts'

export const azureSecretsRules: readonly Rule[] = [passwordInCode]
