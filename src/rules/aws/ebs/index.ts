import type { Rule } from '../../rule.ts'
import { deviceEncryption } from './device-encryption.ts'
import { volumeEncryption } from './volume-encryption.ts'

export const ebsRules: readonly Rule[] = [deviceEncryption, volumeEncryption]
