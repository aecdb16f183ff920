import type { Answer } from './commands.ts'
import type { Page, Paging } from './nouns.ts'
import type { StateLock, StateSummary, StateVersion } from './state-nouns.ts'

/** States of Terraform, every version of each: what is known of them, and what is in them. */
export interface States {
  /** Why none can be kept: there is no key. */
  readonly problem: string | undefined
  list(project: string): Promise<readonly StateSummary[]>
  get(project: string, name: string): Promise<StateSummary | undefined>
  /** Newest first. */
  versions(project: string, name: string, paging: Paging): Promise<Page<StateVersion>>
  /** The text of a version, or of the newest one of a state that was not deleted. It is noted who has read it. */
  read(project: string, name: string, version: number | undefined, by: string): Promise<StateText | undefined>
  write(project: string, name: string, state: NewState, by: string): Promise<StateAnswer<StateVersion>>
  /** Its versions stay. */
  remove(project: string, name: string, lock: string | undefined, by: string): Promise<StateAnswer<undefined>>
  lock(project: string, name: string, lock: NewLock, by: string): Promise<StateAnswer<undefined>>
  /** By whoever holds it. */
  unlock(project: string, name: string, id: string, by: string): Promise<StateAnswer<undefined>>
  /** By somebody else, with a reason; whatever the holder still sends is refused. */
  forceUnlock(
    project: string,
    name: string,
    given: { readonly id: string | undefined; readonly reason: string },
    by: string,
  ): Promise<Answer<undefined>>
}

export interface StateText {
  readonly text: string
  readonly version: StateVersion
}

/** What is to become the next version. */
export interface NewState {
  readonly text: string
  readonly serial: number
  readonly lineage: string
  readonly terraformVersion: string
  readonly resources: number | undefined
  readonly how: StateVersion['how']
  readonly restoredFrom: number | undefined
  /** Why, where somebody has to say so. */
  readonly reason: string | undefined
  /** The lock that the writer holds. */
  readonly lock: string | undefined
  /** The version that has to be the newest still. */
  readonly after: number | undefined
  /** The addresses that are otherwise than in the version before; undefined where that cannot be told. */
  readonly changedSince?: ((before: string | undefined) => readonly string[] | undefined) | undefined
}

/** A lock as it was asked for; `info` is given to whoever finds the state locked. */
export type NewLock = Pick<StateLock, 'id' | 'operation' | 'who' | 'version'> & { readonly info: string }

/** An answer, or who holds the state. */
export type StateAnswer<What> = Answer<What> | { readonly kind: 'locked'; readonly info: string }
