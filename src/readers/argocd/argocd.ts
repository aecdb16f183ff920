import { createHash } from 'node:crypto'
import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { factOf, keptFor } from '../../kernel/recording.ts'
import type { Value } from '../../kernel/value.ts'
import { printedObject } from '../../lang/go-template/printed-object.ts'
import { otherNames } from '../../model/kubernetes/names.ts'
import { readingOfRendered } from '../../model/kubernetes/rendered.ts'
import type { ReadOptions } from '../../model/options.ts'
import { tracedText } from '../../model/traced.ts'
import type { Reader, ReadingAnswer, ReadingRequest, RenderedObjects, Unit } from '../reader.ts'
import { renderedApplication } from './application.ts'
import { applicationsOfSet } from './application-set.ts'
import { textIn } from '../../model/fields.ts'
import { argoFiles, argoObjects, isArgoFile, isKind, saidIn } from './files.ts'

/**
 * Applications of Argo CD, each with the objects that it gives its cluster, as a variant of the file that it is written in; those that
 * an ApplicationSet makes too.
 */
export const argocd: Reader = {
  format: 'argocd',
  delivers: true,
  reference: 'https://argo-cd.readthedocs.io/en/stable/',

  discover(snapshot, folder, options) {
    const units = [...argoFiles(snapshot, folder)].flatMap((file) => unitsOf(snapshot, file, options))
    return { value: units, diagnostics: [] }
  },

  unitAt(snapshot, root, options) {
    return isArgoFile(snapshot, root) ? unitsOf(snapshot, root, options)[0] : undefined
  },

  *read({ root, variant }, snapshot) {
    const { rendered, origins } = yield* renderedUnit(root, variant, snapshot)
    return readingOfRendered({ format: 'argocd', root, variant }, rendered, origins, (file) =>
      snapshot.text(file),
    )
  },

  *render({ root, variant }, snapshot) {
    const { rendered, origins } = yield* renderedUnit(root, variant, snapshot)
    const { values, diagnostics, texts } = rendered
    const documents = values.map((value) => {
      return { source: '', role: 'manifest' as const, value, ...printedObject(value, origins) }
    })
    return { documents, diagnostics, origins, texts }
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

function* renderedUnit(
  root: FilePath,
  variant: string,
  snapshot: Snapshot,
): Generator<
  ReadingRequest,
  { readonly rendered: RenderedObjects; readonly origins: Origins },
  ReadingAnswer
> {
  const { applications, diagnostics, origins } = applicationsFor(snapshot, root, variant)
  const application = applications.get(variant)
  const rendered =
    application === undefined
      ? { values: [], diagnostics: [], texts: new Map() }
      : yield* renderedApplication(application, snapshot, origins)
  return { rendered: { ...rendered, diagnostics: [...diagnostics, ...rendered.diagnostics] }, origins }
}

/** A set that makes no application that is known is a unit without a name, to say why. */
function unitsOf(snapshot: Snapshot, root: FilePath, options: ReadOptions): readonly Unit[] {
  return namesIn(snapshot, root).map((variant): Unit => ({ format: 'argocd', root, variant, options }))
}

/** What a set makes takes more than its file to know. */
function namesIn(snapshot: Snapshot, root: FilePath): readonly string[] {
  const said = saidIn(snapshot, root) ?? []
  if (said.some(isSet)) {
    const { applications, diagnostics } = applicationsIn(snapshot, root)
    return [...applications.keys(), ...(applications.size === 0 && diagnostics.length > 0 ? [''] : [])]
  }
  const names = new Set<string>()
  for (const { kind, name } of said) if (kind === 'Application') names.add(freeName(names, name))
  return [...names]
}

function isSet({ kind }: { readonly kind: string }): boolean {
  return kind === 'ApplicationSet'
}

/** Of the applications of a set each depends on what is made for it, however many files the others were made from. */
function applicationsFor(snapshot: Snapshot, root: FilePath, variant: string): Applications {
  const isPlain = !(saidIn(snapshot, root) ?? []).some(isSet)
  return isPlain ? applicationsIn(snapshot, root) : madeBySets(snapshot, root, variant)
}

const madeBySets = factOf<Applications>('argocd/applications', {
  make: (snapshot, file) => applicationsIn(snapshot, filePath(file)),
  parts: ({ applications, diagnostics, origins }) =>
    new Map(
      Array.from(applications, ([name, one]) => [
        name,
        digestOf(`${tracedText(one, origins)}\n${JSON.stringify(diagnostics)}`),
      ]),
    ),
})

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
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
  applications.set(freeName(applications, textIn(one, 'metadata', 'name') ?? ''), one)
}

function freeName(taken: { has(name: string): boolean }, written: string): string {
  const name = written === '' ? '(unnamed)' : written
  let free = name
  for (let count = 2; taken.has(free); count++) free = `${name}#${count}`
  return free
}
