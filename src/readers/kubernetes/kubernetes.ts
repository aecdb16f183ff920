import { addressOf } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { Reading } from '../../model/reading.ts'
import type { Resource } from '../../model/resource.ts'
import type { Reader, Unit } from '../reader.ts'
import { documentsIn } from './documents.ts'
import { manifestFolders, manifestsIn } from './files.ts'
import { otherNames } from './names.ts'
import { objectsIn, type KubernetesObject } from './objects.ts'
import { problem } from './problems.ts'
import { referencesBetween } from './references.ts'

/** Manifests of Kubernetes: every object that the files of a folder declare, as it is written. */
export const kubernetes: Reader = {
  format: 'kubernetes',
  reference: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/',

  discover(snapshot, folder, options) {
    const folders = manifestFolders(snapshot, folder)
    const units = folders.map((root): Unit => ({ format: 'kubernetes', root, variant: '', options }))
    return { value: units, diagnostics: [] }
  },

  unitAt(snapshot, root, options) {
    const [first] = manifestsIn(snapshot, root)
    return first && { format: 'kubernetes', root, variant: '', options }
  },

  // oxlint-disable-next-line require-yield -- a manifest needs nothing from elsewhere
  *read(unit, snapshot) {
    return readingOf(unit, snapshot)
  },

  otherNames,
}

function readingOf({ root, variant }: Unit, snapshot: Snapshot): Reading {
  const origins = new Origins()
  const diagnostics: Diagnostic[] = []
  const objects: KubernetesObject[] = []
  for (const manifest of manifestsIn(snapshot, root)) {
    const found = documentsIn(manifest, origins)
    diagnostics.push(...found.diagnostics)
    for (const value of found.values) objects.push(...objectsIn(value, manifest.tree.text, origins))
  }
  const resources = resourcesOf(objects, diagnostics)
  let references: Reading['references'] | undefined
  return {
    format: 'kubernetes',
    root,
    variant,
    resources,
    named: [],
    get references() {
      references ??= referencesBetween(resources)
      return references
    },
    diagnostics,
    origins,
    texts: new Map(),
  }
}

/** Sorted by address. The second of two objects with one address is numbered. */
function resourcesOf(objects: readonly KubernetesObject[], diagnostics: Diagnostic[]): readonly Resource[] {
  const first = new Map<string, { readonly file: string; count: number }>()
  const resources = objects.map((one): Resource => {
    const { type, name, address, values, span, extent } = one
    if (one.isUnnamed) diagnostics.push(problem('kubernetes/no-name', span, { name: type }))
    const before = first.get(address)
    if (before === undefined) first.set(address, { file: span.file, count: 1 })
    else {
      before.count += 1
      const other = before.file === span.file ? 'the same file' : before.file
      diagnostics.push(problem('kubernetes/duplicate-object', span, { name: address, other }))
    }
    const index = before?.count
    return {
      address: addressOf(index === undefined ? address : `${address}#${index}`),
      mode: 'managed',
      type,
      name,
      index,
      module: '',
      provider: 'kubernetes',
      values,
      span,
      extent,
    }
  })
  return resources.toSorted((left, right) =>
    left.address < right.address ? -1 : left.address > right.address ? 1 : 0,
  )
}
