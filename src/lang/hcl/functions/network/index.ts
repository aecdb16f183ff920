import type { HclFunction } from '../function.ts'
import { cidrcontains } from './cidrcontains.ts'
import { cidrhost } from './cidrhost.ts'
import { cidrnetmask } from './cidrnetmask.ts'
import { cidrsubnet } from './cidrsubnet.ts'
import { cidrsubnets } from './cidrsubnets.ts'

/** Functions on IP networks. */
export const networkFunctions: readonly HclFunction[] = [
  cidrcontains,
  cidrhost,
  cidrnetmask,
  cidrsubnet,
  cidrsubnets,
]
