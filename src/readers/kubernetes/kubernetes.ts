import type { Diagnostic } from '../../kernel/diagnostic.ts'
import { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { Reading } from '../../model/reading.ts'
import type { Reader, Unit } from '../reader.ts'
import { documentsIn, manifestOf } from './documents.ts'
import { manifestFolders, manifestsIn } from './files.ts'
import { otherNames } from '../../model/kubernetes/names.ts'
import { objectsIn, type KubernetesObject } from '../../model/kubernetes/objects.ts'
import { resourcesOf } from '../../model/kubernetes/resources.ts'
import { referencesBetween } from '../../model/kubernetes/references.ts'

/** Manifests of Kubernetes: every object that the files of a folder declare, as it is written. */
export const kubernetes: Reader = {
  format: 'kubernetes',
  reference: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/',

  discover(snapshot, folder, options) {
    const folders = [...manifestFolders(snapshot, folder).keys()].toSorted()
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

  // oxlint-disable-next-line require-yield -- a manifest needs nothing from elsewhere
  *objects({ path, origins }, snapshot) {
    const text = snapshot.text(path)
    const manifest = text === undefined ? undefined : manifestOf(path, text)
    const found = manifest === undefined ? { values: [], diagnostics: [] } : documentsIn(manifest, origins)
    return { ...found, texts: new Map() }
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
    const text = manifest.kind === 'no-text' ? '' : manifest.tree.text
    for (const value of found.values) objects.push(...objectsIn(value, text, origins))
  }
  const { value: resources, diagnostics: wrong } = resourcesOf(objects)
  diagnostics.push(...wrong)
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
