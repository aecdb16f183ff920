import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { JsonDocument } from '../../lang/terraform-json/document.ts'

/** A plan that is being read. */
export interface Plan {
  readonly document: JsonDocument
  readonly origins: Origins
  /** What was found on the way. */
  readonly diagnostics: Diagnostic[]
}
