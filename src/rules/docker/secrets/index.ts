import type { Rule } from '../../rule.ts'
import { secretInImage } from './secret-in-image.ts'

export const dockerSecretsRules: readonly Rule[] = [secretInImage]
