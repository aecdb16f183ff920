import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { Value } from '../../kernel/value.ts'
import { embeddedDocuments } from '../../lang/yaml/documents.ts'
import type { ReleaseOptions, ValuesLayer } from '../../model/options.ts'
import { scalarText } from '../../model/scalar.ts'
import { fieldOf, isTrue, itemsIn, textIn } from '../../model/fields.ts'
import { globMatcher } from '../../model/glob.ts'
import { filesBelow, hasFile } from '../../model/walk.ts'
import { within } from '../../model/within.ts'
import { expanded, type Environment } from './environment.ts'
import { fixedPart } from './files.ts'
import { problem } from './problems.ts'

/** Where the files of a source lie, and those of other sources that have names. */
export interface Place {
  readonly snapshot: Snapshot
  readonly origins: Origins
  /** The top of the source's repository. */
  readonly top: FilePath
  readonly folder: FilePath
  /** The tops of repositories by the names that sources have; undefined for one that isn't here. */
  readonly named: ReadonlyMap<string, FilePath | undefined>
  readonly environment: Environment
}

/**
 * The values of a chart that an application gives, in the order in which they win: files, inline ones, then parameters.
 * See https://argo-cd.readthedocs.io/en/stable/user-guide/helm/
 */
export function valuesLayers(source: Value, place: Place, diagnostics: Diagnostic[]): readonly ValuesLayer[] {
  const said = fieldOf(source, 'helm')
  return [
    ...itemsIn(said, 'valueFiles').flatMap((one) => valuesFile(one, said, place, diagnostics)),
    ...inlineValues(said, place, diagnostics),
    ...itemsIn(said, 'parameters').flatMap((one) => parameter(one, place)),
    ...itemsIn(said, 'fileParameters').flatMap((one) => fileParameter(one, place, diagnostics)),
  ]
}

/** For whom the chart is rendered: what the source says, else what the application is called and where it goes. */
export function releaseOf(source: Value, application: Value): ReleaseOptions {
  const said = fieldOf(source, 'helm')
  const name = filled(said, 'releaseName') ?? fieldOf(application, 'metadata', 'name')
  const namespace = filled(said, 'namespace') ?? fieldOf(application, 'spec', 'destination', 'namespace')
  const kubeVersion = textIn(said, 'kubeVersion')
  return {
    name: (name && scalarText(name)) ?? '',
    namespace: (namespace && scalarText(namespace)) ?? '',
    origins: {
      ...(name === undefined ? {} : { name: name.origin }),
      ...(namespace === undefined ? {} : { namespace: namespace.origin }),
    },
    ...(kubeVersion === undefined ? {} : { kubeVersion }),
    apiVersions: itemsIn(said, 'apiVersions').flatMap((one) => scalarText(one) ?? []),
  }
}

function filled(said: Value | undefined, key: string): Value | undefined {
  return textIn(said, key) === undefined ? undefined : fieldOf(said, key)
}

function valuesFile(
  written: Value,
  said: Value | undefined,
  place: Place,
  diagnostics: Diagnostic[],
): readonly ValuesLayer[] {
  const path = scalarText(written)
  if (path === undefined) return []
  const span = place.origins.site(written.origin)
  if (/^[a-z]+:\/\//u.test(path)) {
    diagnostics.push(problem('argocd/elsewhere', `The values file ${path} is a URL.`, span))
    return []
  }
  const [, name] = /^\$([^/]+)(?:\/|$)/u.exec(path) ?? []
  const top = name === undefined ? place.top : place.named.get(name)
  if (top === undefined) {
    diagnostics.push(problem('argocd/elsewhere', `${path} lies in another repository.`, span))
    return []
  }
  const inside = name === undefined ? path : path.slice(name.length + 2)
  const inner = expanded(inside, written.origin, place.environment, place.origins).text
  const file = within(name === undefined ? place.folder : top, inner, top)
  const found = file === undefined ? [] : filesFor(file, place.snapshot)
  if (found.length > 0) return found.map((one) => ({ kind: 'file', file: one }))
  if (!isTrue(said, 'ignoreMissingValueFiles'))
    diagnostics.push(problem('argocd/missing-values', `There is no file ${file ?? path}.`, span))
  return []
}

/** The file of a path, or those of a pattern by their names. */
function filesFor(path: FilePath, snapshot: Snapshot): readonly FilePath[] {
  if (hasFile(snapshot, path)) return [path]
  if (!/[*?[{]/u.test(path)) return []
  const matches = globMatcher(path.replaceAll('**/', '{**/,}'))
  const folder = filePath(fixedPart(path).replace(/\/$/u, ''))
  return [...filesBelow(snapshot, folder)].filter(matches).toSorted()
}

function inlineValues(
  said: Value | undefined,
  { origins, snapshot }: Place,
  diagnostics: Diagnostic[],
): readonly ValuesLayer[] {
  const object = fieldOf(said, 'valuesObject')
  if (object?.kind === 'map') return [{ kind: 'value', value: object }]
  const written = fieldOf(said, 'values')
  const text = written === undefined ? undefined : scalarText(written)
  if (written === undefined || text === undefined || text.trim() === '') return []
  const found = embeddedDocuments(
    { text, origin: written.origin },
    (file) => snapshot.text(file),
    'go-yaml-v2',
    origins,
  )
  diagnostics.push(...found.diagnostics)
  const [value] = found.value
  if (value?.kind === 'map') return [{ kind: 'value', value }]
  const span = origins.site(written.origin)
  diagnostics.push(problem('argocd/invalid', 'The inline values are no mapping.', span))
  return []
}

function parameter(one: Value, { environment, origins }: Place): readonly ValuesLayer[] {
  const name = textIn(one, 'name')
  const value = fieldOf(one, 'value')
  if (name === undefined || value === undefined) return []
  const said = expanded(scalarText(value) ?? '', value.origin, environment, origins)
  const text = said.text.replaceAll(/(^|[^\\]),/gu, String.raw`$1\,`)
  const { origin } = said
  return [
    { kind: 'option', name, text, origin, ...(isTrue(one, 'forceString') ? { isText: true as const } : {}) },
  ]
}

/** A parameter whose value is all of a file. */
function fileParameter(
  one: Value,
  { snapshot, folder, top, origins }: Place,
  diagnostics: Diagnostic[],
): readonly ValuesLayer[] {
  const name = textIn(one, 'name')
  const path = textIn(one, 'path')
  if (name === undefined || path === undefined) return []
  const file = within(folder, path, top)
  const content = file === undefined ? undefined : snapshot.text(file)
  if (file === undefined || content === undefined) {
    const span = origins.site(one.origin)
    diagnostics.push(problem('argocd/missing-values', `There is no file ${file ?? path}.`, span))
    return []
  }
  const text = content.replaceAll(/[\\,{}]/gu, String.raw`\$&`)
  return [
    { kind: 'option', name, text, isText: true, origin: origins.add('literal', file, 0, content.length) },
  ]
}
