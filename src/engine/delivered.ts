import type { FilePath } from '../kernel/brand.ts'
import type { Snapshot } from '../kernel/ports.ts'
import type { Value } from '../kernel/value.ts'
import { itemsIn } from '../model/fields.ts'
import { scalarText } from '../model/scalar.ts'
import { within } from '../model/within.ts'
import type {
  Reader,
  ReadingAnswer,
  ReadingRequest,
  RenderedObjects,
  RenderingRequest,
  Unit,
} from '../readers/reader.ts'
import { manifestFolders } from '../readers/kubernetes/files.ts'

interface Found {
  readonly reader: Reader
  readonly unit: Unit
}

/**
 * Units without those that others deliver: a kustomization that an application names is what that application gives its cluster, with the
 * namespace and the values that it has there, and nothing besides. Read a second time by itself it would be another object of which
 * nobody knows which one runs.
 */
export function withoutDelivered(units: readonly Found[], snapshot: Snapshot): readonly Found[] {
  const delivering = units.filter(({ reader }) => reader.delivers === true)
  if (delivering.length === 0 || delivering.length === units.length) return units
  const delivered = new Delivered(snapshot)
  for (const { reader, unit } of delivering)
    for (const request of renderingsOf(reader.read(unit, snapshot))) delivered.add(request)
  return units.filter((one) => one.reader.delivers === true || !delivered.has(one.unit))
}

/** What a unit asks to be rendered, in the order in which it asks. Nothing is. */
function* renderingsOf(
  reading: Generator<ReadingRequest, unknown, ReadingAnswer>,
): Generator<RenderingRequest> {
  let step = reading.next()
  while (step.done !== true) {
    if (step.value.kind === 'rendering') yield step.value
    step = reading.next(step.value.kind === 'rendering' ? empty : undefined)
  }
}

const empty: RenderedObjects = { values: [], diagnostics: [], texts: new Map() }

class Delivered {
  readonly #snapshot: Snapshot
  readonly #kustomizations = new Set<FilePath>()
  /** By the folder. */
  readonly #manifests = new Map<string, Set<FilePath>>()
  /** By the folder of the chart the values files that it is used with. */
  readonly #charts = new Map<FilePath, Set<FilePath>>()

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot
  }

  add({ format, path, inputs }: RenderingRequest): void {
    if (format === 'kustomize') this.#addKustomization(path, inputs.kustomization)
    else if (format === 'kubernetes') setIn(this.#manifests, folderOf(path)).add(path)
    else if (format === 'helm') {
      const files = setIn(this.#charts, path)
      for (const layer of inputs.layers ?? []) if (layer.kind === 'file') files.add(layer.file)
    }
  }

  /** What is added to a kustomization that isn't there yet lists what it is made of. */
  #addKustomization(path: FilePath, added: Value | undefined): void {
    this.#kustomizations.add(path)
    for (const one of itemsIn(added, 'resources')) {
      const name = scalarText(one)
      const inner = name === undefined ? undefined : within(path, name)
      if (inner === undefined) continue
      if (this.#snapshot.list(inner) === undefined) setIn(this.#manifests, folderOf(inner)).add(inner)
      else this.#kustomizations.add(inner)
    }
  }

  has({ format, root, options }: Unit): boolean {
    switch (format) {
      case 'kustomize':
        return this.#kustomizations.has(root)
      case 'helm': {
        const files = this.#charts.get(root)
        return (
          files !== undefined && options.layers.every((one) => one.kind === 'file' && files.has(one.file))
        )
      }
      case 'kubernetes': {
        const files = this.#manifests.get(root)
        if (files === undefined) return false
        const own = manifestFolders(this.#snapshot, root).get(root)
        return own?.every((one) => files.has(one)) === true
      }
      default:
        return false
    }
  }
}

function setIn<Key>(sets: Map<Key, Set<FilePath>>, key: Key): Set<FilePath> {
  const known = sets.get(key) ?? new Set()
  sets.set(key, known)
  return known
}

function folderOf(file: FilePath): string {
  return file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : ''
}
