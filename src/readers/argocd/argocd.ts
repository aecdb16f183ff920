import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { keptFor } from '../../kernel/recording.ts'
import type { Value } from '../../kernel/value.ts'
import { otherNames } from '../../model/kubernetes/names.ts'
import { readingOfRendered } from '../../model/kubernetes/rendered.ts'
import type { ReadOptions } from '../../model/options.ts'
import type { Reader, Unit } from '../reader.ts'
import { renderedApplication } from './application.ts'
import { applicationsOfSet } from './application-set.ts'
import { textIn } from '../../model/fields.ts'
import { argoFiles, argoObjects, isArgoFile, isKind } from './files.ts'

/**
 * Applications of Argo CD, each with the objects that it gives its cluster, as a variant of the file that it is written in; those that
 * an ApplicationSet makes too.
 */
export const argocd: Reader = {
  format: 'argocd',
  reference: 'https://argo-cd.readthedocs.io/en/stable/',

  discover(snapshot, folder, options) {
    const units = [...argoFiles(snapshot, folder)].flatMap((file) => unitsOf(snapshot, file, options))
    return { value: units, diagnostics: [] }
  },

  unitAt(snapshot, root, options) {
    return isArgoFile(snapshot, root) ? unitsOf(snapshot, root, options)[0] : undefined
  },

  *read({ root, variant }, snapshot) {
    const { applications, diagnostics, origins } = applicationsIn(snapshot, root)
    const application = applications.get(variant)
    const rendered =
      application === undefined
        ? { values: [], diagnostics: [], texts: new Map() }
        : yield* renderedApplication(application, snapshot, origins)
    const all = { ...rendered, diagnostics: [...diagnostics, ...rendered.diagnostics] }
    return readingOfRendered({ format: 'argocd', root, variant }, all, origins, (file) => snapshot.text(file))
  },

  *objects({ inputs: { object }, origins }, snapshot) {
    if (object === undefined) return { values: [], diagnostics: [], texts: new Map() }
    if (isKind(object, 'Application')) return yield* renderedApplication(object, snapshot, origins)
    const { value: applications, diagnostics } = applicationsOfSet(object, snapshot, origins)
    const values: Value[] = []
    const problems: Diagnostic[] = [...diagnostics]
    const texts = new Map<FilePath, string>()
    for (const one of applications) {
      const rendered = yield* renderedApplication(one, snapshot, origins)
      values.push(one, ...rendered.values)
      problems.push(...rendered.diagnostics)
      for (const [file, text] of rendered.texts) texts.set(file, text)
    }
    return { values, diagnostics: problems, texts }
  },

  otherNames,
}

/** A set that makes no application that is known is a unit without a name, to say why. */
function unitsOf(snapshot: Snapshot, root: FilePath, options: ReadOptions): readonly Unit[] {
  const { applications, diagnostics } = applicationsIn(snapshot, root)
  const names = [...applications.keys(), ...(applications.size === 0 && diagnostics.length > 0 ? [''] : [])]
  return names.map((variant): Unit => ({ format: 'argocd', root, variant, options }))
}

interface Applications {
  /** By their names, which are numbered where there are several of one. */
  readonly applications: ReadonlyMap<string, Value>
  readonly diagnostics: readonly Diagnostic[]
  readonly origins: Origins
}

/** What one file declares is worked out once, so the readings of a set's applications share one table of origins. */
function applicationsIn(snapshot: Snapshot, file: FilePath): Applications {
  return known(snapshot, file, () => found(snapshot, file, new Origins()))
}

const known = keptFor<FilePath, Applications>()

function found(snapshot: Snapshot, file: FilePath, origins: Origins): Applications {
  const applications = new Map<string, Value>()
  const diagnostics: Diagnostic[] = []
  for (const object of argoObjects(snapshot, file, origins)) {
    if (isKind(object, 'Application')) add(applications, object)
    if (!isKind(object, 'ApplicationSet')) continue
    const made = applicationsOfSet(object, snapshot, origins)
    diagnostics.push(...made.diagnostics)
    for (const one of made.value) add(applications, one)
  }
  return { applications, diagnostics, origins }
}

function add(applications: Map<string, Value>, one: Value): void {
  const name = textIn(one, 'metadata', 'name') ?? '(unnamed)'
  let free = name
  for (let count = 2; applications.has(free); count++) free = `${name}#${count}`
  applications.set(free, one)
}
