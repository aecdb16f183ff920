import type { FilePath } from '../kernel/brand.ts'
import type { Snapshot } from '../kernel/ports.ts'
import type { ReadOptions } from '../model/options.ts'
import type { Rendering } from '../model/rendering.ts'
import { readers } from '../readers/index.ts'
import type { Reader, Unit } from '../readers/reader.ts'
import { answered, type Fetch } from './answered.ts'

/** What a root renders to. */
export interface RenderedUnit {
  readonly unit: Unit
  readonly rendering: Rendering
}

/**
 * Renders what lies at a folder as its own tool would; where nothing lies at the folder itself, everything below it, each values file
 * beside a chart apart.
 */
export function renderFolder(
  snapshot: Snapshot,
  folder: FilePath,
  options: ReadOptions,
  fetch: Fetch,
): readonly RenderedUnit[] {
  for (const reader of readers) {
    const unit = reader.render === undefined ? undefined : reader.unitAt(snapshot, folder, options)
    if (unit !== undefined) return rendered(reader, unit, snapshot, fetch)
  }
  return readers
    .filter((reader) => reader.render !== undefined)
    .flatMap((reader) =>
      reader
        .discover(snapshot, folder, options)
        .value.flatMap((unit) => rendered(reader, unit, snapshot, fetch)),
    )
}

function rendered(reader: Reader, unit: Unit, snapshot: Snapshot, fetch: Fetch): readonly RenderedUnit[] {
  const rendering = reader.render?.(unit, snapshot)
  return rendering === undefined ? [] : [{ unit, rendering: answered(rendering, snapshot, fetch) }]
}
