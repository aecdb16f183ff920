/** Who holds a state, as the program says that took the lock. */
export interface StateLock {
  readonly id: string
  /** Such as `OperationTypeApply`. */
  readonly operation: string
  /** The person and machine that the program names, such as `ada@laptop`. */
  readonly who: string
  /** The version of the program. */
  readonly version: string
  /** The token or person that asked us. */
  readonly by: string
  readonly at: string
}

/** One version of a state: everything that is known of it but what is in it. */
export interface StateVersion {
  readonly version: number
  readonly serial: number
  readonly lineage: string
  readonly terraformVersion: string
  /** Undefined where the program that wrote it has encrypted it itself. */
  readonly resources: number | undefined
  readonly bytes: number
  /** SHA-256 of its text. */
  readonly digest: string
  readonly how: 'written' | 'forced' | 'restored'
  /** The version that was restored. */
  readonly restoredFrom: number | undefined
  /** The key that it lies under. */
  readonly key: string
  readonly by: string
  readonly at: string
}

/** A state of a project, by its name. */
export interface StateSummary {
  readonly name: string
  /** The newest version; undefined where a lock was taken before anything was written. */
  readonly head: StateVersion | undefined
  /** It was deleted; its versions are still there. */
  readonly isRemoved: boolean
  readonly lock: StateLock | undefined
}
