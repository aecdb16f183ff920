import type { FilePath } from './brand.ts'

/** A part of a file: UTF-16 offsets, the end is exclusive. Lines and columns are computed for display. */
export interface Span {
  readonly file: FilePath
  readonly start: number
  readonly end: number
}

/** Whether a span holds all of another. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.file === inner.file && outer.start <= inner.start && inner.end <= outer.end
}
