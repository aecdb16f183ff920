import type { Rule } from '../../rule.ts'
import { defaultNamespace } from './default-namespace.ts'

export const kubernetesNamespacesRules: readonly Rule[] = [defaultNamespace]
