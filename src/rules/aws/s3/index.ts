import type { Rule } from '../../rule.ts'
import { blockPublicAcls } from './block-public-acls.ts'

export const s3Rules: readonly Rule[] = [blockPublicAcls]
