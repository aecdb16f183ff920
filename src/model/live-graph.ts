import type { Live } from './live.ts'

/** The live resources around the one that is looked at, and how they use each other. */
export interface Graph {
  /** Every live resource of a type in the same root, in order of their addresses. */
  all(type: string): readonly Live[]
  /** The resources of a type that it refers to. */
  uses(live: Live, type: string): readonly Live[]
  /** The resources of a type that refer to it. */
  usedBy(live: Live, type: string): readonly Live[]
}
