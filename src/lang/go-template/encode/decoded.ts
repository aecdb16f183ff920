import type { GoValue } from '../value.ts'

/** What a text was read as, and the error of it; both where only a part of it was understood. */
export interface Decoded {
  readonly value: GoValue | undefined
  readonly error: string | undefined
}
