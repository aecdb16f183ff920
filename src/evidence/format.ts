import type { JsonValue } from '../lang/json/value.ts'
import type { External } from '../model/external.ts'

/** The report of another tool: how it is known, and what it says. */
export interface EvidenceFormat {
  readonly id: string
  /** Where its form is written down. */
  readonly reference: string
  isIt(document: JsonValue): boolean
  findings(document: JsonValue): readonly External[]
}
