import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { printedObject } from '../../lang/go-template/printed-object.ts'
import { otherNames } from '../../model/kubernetes/names.ts'
import { objectsIn } from '../../model/kubernetes/objects.ts'
import { isKustomization, namedByKustomization } from '../../lang/kustomization/named.ts'
import { referencesBetween } from '../../model/kubernetes/references.ts'
import { resourcesOf } from '../../model/kubernetes/resources.ts'
import type { Reading } from '../../model/reading.ts'
import { filesBelow } from '../../model/walk.ts'
import type { Reader, ReadingAnswer, ReadingRequest, Unit } from '../reader.ts'
import { buildKustomization } from './build.ts'
import { kustomizationFiles } from './kustomization.ts'

/**
 * Kustomizations: the objects that `kubectl kustomize` gives for every one that no other includes. Files and folders
 * that a kustomization names are its own, so the reader of plain manifests leaves them out.
 */
export const kustomize: Reader = {
  format: 'kustomize',
  reference: 'https://kubectl.docs.kubernetes.io/references/kustomize/',

  discover(snapshot, folder, options) {
    const roots = rootsBelow(snapshot, folder)
    const units = roots.map((root): Unit => ({ format: 'kustomize', root, variant: '', options }))
    return { value: units, diagnostics: [] }
  },

  unitAt(snapshot, root, options) {
    return kustomizationFiles(snapshot, root).length === 0
      ? undefined
      : { format: 'kustomize', root, variant: '', options }
  },

  read: reading,

  *render({ root }, snapshot) {
    const origins = new Origins()
    const { value: values, diagnostics, texts } = yield* buildKustomization(snapshot, root, origins)
    return {
      documents: values.map((value) => {
        return { source: '', role: 'manifest', value, ...printedObject(value, origins) }
      }),
      diagnostics,
      origins,
      texts,
    }
  },

  *objects({ path, inputs, origins }, snapshot) {
    const { kustomization: over, rendered } = inputs
    const built = yield* buildKustomization(snapshot, path, origins, { over, rendered })
    return { values: built.value, diagnostics: built.diagnostics, texts: built.texts }
  },

  otherNames,
}

/** The folders with kustomizations that no other includes, below a folder; of those that include each other the first. */
function rootsBelow(snapshot: Snapshot, folder: FilePath): readonly FilePath[] {
  const all = new Set([...filesBelow(snapshot, folder)].filter(isKustomization).map(folderOf))
  const kustomizations = new Map([...all].toSorted().map((one) => [one, namedByKustomization(snapshot, one)]))
  const included = new Set([...kustomizations.values()].flatMap((one) => [...(one?.folders ?? [])]))
  const roots: FilePath[] = []
  const seen = new Set<FilePath>()
  const take = (root: FilePath): void => {
    roots.push(root)
    const open = [root]
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      if (seen.has(one)) continue
      seen.add(one)
      open.push(...(kustomizations.get(one)?.folders ?? []))
    }
  }
  const whole = [...kustomizations].filter(([, named]) => named?.isComponent === false).map(([one]) => one)
  for (const one of whole) if (!included.has(one)) take(one)
  for (const one of whole) if (!seen.has(one)) take(one)
  return roots.toSorted()
}

function folderOf(file: FilePath): FilePath {
  return filePath(file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '')
}

function* reading(
  { root, variant }: Unit,
  snapshot: Snapshot,
): Generator<ReadingRequest, Reading, ReadingAnswer> {
  const origins = new Origins()
  const { value: values, diagnostics: built, texts } = yield* buildKustomization(snapshot, root, origins)
  const objects = values.flatMap((one) => {
    const { file } = origins.site(one.origin)
    return objectsIn(one, texts.get(file) ?? snapshot.text(file) ?? '', origins)
  })
  const { value: resources, diagnostics: wrong } = resourcesOf(objects)
  const diagnostics: readonly Diagnostic[] = [...built, ...wrong]
  let references: Reading['references'] | undefined
  return {
    format: 'kustomize',
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
    texts,
  }
}
