import type { Rule } from '../../rule.ts'
import { latestTag } from './latest-tag.ts'

export const kubernetesImagesRules: readonly Rule[] = [latestTag]
