import type { Rule } from '../../rule.ts'
import { livenessProbe } from './liveness-probe.ts'
import { readinessProbe } from './readiness-probe.ts'

export const kubernetesHealthRules: readonly Rule[] = [livenessProbe, readinessProbe]
