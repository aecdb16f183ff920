import type { Rule } from '../../rule.ts'
import { passwordLogin } from './password-login.ts'

export const azureComputeRules: readonly Rule[] = [passwordLogin]
