import type { Outcome } from '../kernel/diagnostic.ts'
import type { Origins } from '../kernel/origins.ts'
import type { Value } from '../kernel/value.ts'
import type { Resource } from '../model/resource.ts'

/** A form in which a live system prints what runs in it. */
export interface DumpFormat {
  readonly id: string
  /** Where its form is written down. */
  readonly reference: string
  /** What runs, each in its live shape; undefined for documents of another form. */
  resources(
    documents: readonly Value[],
    text: string,
    origins: Origins,
  ): Outcome<readonly Resource[]> | undefined
}
