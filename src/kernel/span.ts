import type { FilePath } from './brand.ts'

/** A part of a file: UTF-16 offsets, the end is exclusive. Lines and columns are computed for display. */
export interface Span {
  readonly file: FilePath
  readonly start: number
  readonly end: number
}
