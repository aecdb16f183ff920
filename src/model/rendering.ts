import type { FilePath } from '../kernel/brand.ts'
import type { Diagnostic } from '../kernel/diagnostic.ts'
import type { OriginId } from '../kernel/origin.ts'
import type { Origins } from '../kernel/origins.ts'
import type { Value } from '../kernel/value.ts'

/** What the real tool would print of a root, line by line, and where each line comes from. */
export interface Rendering {
  readonly documents: readonly RenderedDocument[]
  readonly diagnostics: readonly Diagnostic[]
  readonly origins: Origins
  /** The texts of places that are not files. */
  readonly texts: ReadonlyMap<FilePath, string>
}

/** One document of the output. */
export interface RenderedDocument {
  /** What made it, as the tool names it: a template of a chart. Empty where the tool doesn't say. */
  readonly source: string
  readonly role: 'crd' | 'manifest' | 'hook' | 'test'
  readonly text: string
  /** The text's lines, worked out when they are asked for. */
  lines(): readonly RenderedLine[]
  readonly value: Value
}

/** A line, without its end; 0 where nothing is known of its origin. */
export interface RenderedLine {
  readonly text: string
  readonly origin: OriginId
}
