import type { Rule } from '../../rule.ts'
import { cpuLimit } from './cpu-limit.ts'
import { cpuRequest } from './cpu-request.ts'
import { memoryLimit } from './memory-limit.ts'
import { memoryRequest } from './memory-request.ts'

export const kubernetesResourcesRules: readonly Rule[] = [cpuLimit, cpuRequest, memoryLimit, memoryRequest]
