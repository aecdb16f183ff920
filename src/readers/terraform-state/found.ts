import type { Named, Reference, Resource } from '../../model/resource.ts'

/** What was found in a state. */
export interface Found {
  readonly resources: readonly Resource[]
  readonly named: readonly Named[]
  readonly references: readonly Reference[]
}
