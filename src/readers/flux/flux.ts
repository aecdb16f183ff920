import { filePath, type FilePath } from '../../kernel/brand.ts'
import { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { Value } from '../../kernel/value.ts'
import { printedObject } from '../../lang/go-template/printed-object.ts'
import { textIn } from '../../model/fields.ts'
import { otherNames } from '../../model/kubernetes/names.ts'
import { readingOfRendered } from '../../model/kubernetes/rendered.ts'
import type { ReadOptions } from '../../model/options.ts'
import type { Reader, ReadingAnswer, ReadingRequest, RenderedObjects, Unit } from '../reader.ts'
import { documentsOf, fluxFiles, isFluxFile, isKind, writtenIn } from './files.ts'
import { FluxRendering } from './rendering.ts'

/**
 * Kustomizations and HelmReleases of Flux, each with the objects that it gives its cluster, as a variant of the file that it is written
 * in. Where there are Kustomizations, releases are read as those make them.
 */
export const flux: Reader = {
  format: 'flux',
  delivers: true,
  reference: 'https://fluxcd.io/flux/components/',

  discover(snapshot, folder, options) {
    const units = [...fluxFiles(snapshot, folder)].flatMap((file) => unitsOf(snapshot, file, options))
    return { value: units, diagnostics: [] }
  },

  unitAt(snapshot, root, options) {
    return isFluxFile(snapshot, root) ? unitsOf(snapshot, root, options)[0] : undefined
  },

  *read({ root, variant }, snapshot) {
    const origins = new Origins()
    const rendered = yield* renderedUnit(root, variant, snapshot, origins)
    const unit = { format: 'flux', root, variant }
    return readingOfRendered(unit, rendered, origins, (file) => snapshot.text(file))
  },

  *render({ root, variant }, snapshot) {
    const origins = new Origins()
    const { values, diagnostics, texts } = yield* renderedUnit(root, variant, snapshot, origins)
    const documents = values.map((value) => {
      return { source: '', role: 'manifest' as const, value, ...printedObject(value, origins) }
    })
    return { documents, diagnostics, origins, texts }
  },

  *objects({ inputs: { object }, origins }, snapshot) {
    if (object === undefined) return { values: [], diagnostics: [], texts: new Map() }
    return yield* new FluxRendering(snapshot, origins).run(object, [])
  },

  otherNames,
}

function* renderedUnit(
  root: FilePath,
  variant: string,
  snapshot: Snapshot,
  origins: Origins,
): Generator<ReadingRequest, RenderedObjects, ReadingAnswer> {
  const object = objectsIn(snapshot, root, origins).get(variant)
  if (object === undefined) return { values: [], diagnostics: [], texts: new Map() }
  return yield* new FluxRendering(snapshot, origins).run(object, besides(snapshot, root, origins))
}

function unitsOf(snapshot: Snapshot, root: FilePath, options: ReadOptions): readonly Unit[] {
  const names = objectsIn(snapshot, root, new Origins()).keys()
  return [...names].map((variant): Unit => ({ format: 'flux', root, variant, options }))
}

/** What a file holds that is read by itself, by names, which are numbered where there are several of one. */
function objectsIn(snapshot: Snapshot, file: FilePath, origins: Origins): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>()
  const areMade = writtenIn(snapshot).hasKustomizations
  for (const one of documentsOf(snapshot, file, origins)) {
    if (!isKind(one, 'Kustomization') && (areMade || !isKind(one, 'HelmRelease'))) continue
    const name = textIn(one, 'metadata', 'name') ?? '(unnamed)'
    let free = name
    for (let count = 2; found.has(free); count++) free = `${name}#${count}`
    found.set(free, one)
  }
  return found
}

/** The objects that are written beside a file, where values may be. */
function besides(snapshot: Snapshot, root: FilePath, origins: Origins): readonly Value[] {
  const folder = filePath(root.includes('/') ? root.slice(0, root.lastIndexOf('/')) : '')
  return (snapshot.list(folder) ?? []).flatMap(({ name, kind }) => {
    if (kind !== 'file' || !/\.ya?ml$/u.test(name)) return []
    const file = filePath(folder === '' ? name : `${folder}/${name}`)
    const text = snapshot.text(file) ?? ''
    return /^kind:\s*["']?(?:ConfigMap|Secret)/mu.test(text) ? documentsOf(snapshot, file, origins) : []
  })
}
