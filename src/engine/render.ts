import { filePath, type FilePath } from '../kernel/brand.ts'
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

/** What can be rendered at a folder, and whether it is what clusters get, which says itself what it is rendered with. */
export interface Renderable {
  readonly units: readonly Unit[]
  readonly areDelivered: boolean
}

/**
 * What lies at a folder, as its own tool would render it; where nothing lies at the folder itself, everything below it: what is
 * delivered to clusters, if something says that, else each chart, with each values file beside it apart, and each kustomization. Of a
 * file, what it delivers.
 */
export function renderableIn(snapshot: Snapshot, folder: FilePath, options: ReadOptions): Renderable {
  const able = readers.filter((reader) => reader.render !== undefined)
  if (snapshot.list(folder) === undefined) {
    const around = filePath(folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : '')
    const units = found(deliverersIn(able), snapshot, around, options).filter(({ root }) => root === folder)
    return { units, areDelivered: true }
  }
  for (const reader of able) {
    const unit = reader.unitAt(snapshot, folder, options)
    if (unit !== undefined) return { units: [unit], areDelivered: false }
  }
  const delivered = found(deliverersIn(able), snapshot, folder, options)
  if (delivered.length > 0) return { units: delivered, areDelivered: true }
  return { units: found(able, snapshot, folder, options), areDelivered: false }
}

/** Renders what was found. */
export function renderUnits(
  units: readonly Unit[],
  snapshot: Snapshot,
  fetch: Fetch,
): readonly RenderedUnit[] {
  return units.flatMap((unit) => {
    const rendering = readers.find(({ format }) => format === unit.format)?.render?.(unit, snapshot)
    return rendering === undefined ? [] : [{ unit, rendering: answered(rendering, snapshot, fetch) }]
  })
}

function deliverersIn(some: readonly Reader[]): readonly Reader[] {
  return some.filter(({ delivers }) => delivers === true)
}

function found(
  some: readonly Reader[],
  snapshot: Snapshot,
  folder: FilePath,
  options: ReadOptions,
): readonly Unit[] {
  return some.flatMap((reader) => reader.discover(snapshot, folder, options).value)
}
