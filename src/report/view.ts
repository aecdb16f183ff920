import type { FilePath } from '../kernel/brand.ts'
import type { SensitiveSpans } from '../model/mask.ts'

/** How an answer is to be shown, and what is needed to show places in files. */
export interface View {
  readonly width: number
  readonly colour: boolean
  readonly showSensitive: boolean
  /** A path as the reader would type it. */
  path(file: FilePath): string
  /** The text that spans point into. */
  text(file: FilePath): string | undefined
  /** What is to be masked in excerpts of sources; made when first asked for. */
  secrets(): SensitiveSpans
}
