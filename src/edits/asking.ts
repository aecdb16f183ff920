import type { FilePath } from '../kernel/brand.ts'
import type { Data, TextEdit } from '../kernel/edit.ts'
import type { Span } from '../kernel/span.ts'
import type { Value } from '../kernel/value.ts'
import type { LayerKind } from '../model/edit.ts'
import type { PathStep } from '../model/path.ts'
import type { Reading } from '../model/reading.ts'
import type { Resource } from '../model/resource.ts'
import type { Unit } from '../readers/reader.ts'
import type { Texts } from './texts.ts'

/** A value that is to be another one: where it is now, and in what. */
export interface Asking {
  readonly reading: Reading
  readonly unit: Unit
  readonly resource: Resource | undefined
  /** The whole resource or named value. */
  readonly whole: Value
  readonly steps: readonly PathStep[]
  /** Undefined where nothing shall be. */
  readonly wanted: Data | undefined
  readonly texts: Texts
}

/** A place that could set the value, with the edits that do so. Whether they do is found by reading again. */
export interface Place {
  readonly kind: LayerKind
  readonly site: Span
  readonly edits: readonly TextEdit[]
}

/** The file that belongs to one environment, when the reading is of one. */
export function environmentFile({ unit }: Asking): FilePath | undefined {
  const file = unit.options.layers.findLast((layer) => layer.kind === 'file')
  return file?.kind === 'file' ? file.file : undefined
}
