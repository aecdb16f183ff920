import type { FilePath } from '../kernel/brand.ts'
import type { Snapshot } from '../kernel/ports.ts'
import type { ReadOptions } from '../model/options.ts'
import type { Rendering } from '../model/rendering.ts'
import { readers } from '../readers/index.ts'
import type { Unit } from '../readers/reader.ts'
import { answered, type Fetch } from './read.ts'

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
  const able = readers.flatMap((reader) =>
    reader.render === undefined ? [] : [{ reader, render: reader.render }],
  )
  for (const { reader, render } of able) {
    const unit = reader.unitAt(snapshot, folder, options)
    if (unit !== undefined) return [{ unit, rendering: answered(render(unit, snapshot), fetch) }]
  }
  return able.flatMap(({ reader, render }) =>
    reader
      .discover(snapshot, folder, options)
      .value.map((unit) => ({ unit, rendering: answered(render(unit, snapshot), fetch) })),
  )
}
