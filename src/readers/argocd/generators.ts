import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { OriginId } from '../../kernel/origin.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { marks, type Value } from '../../kernel/value.ts'
import { embeddedDocuments, yamlDocuments } from '../../lang/yaml/documents.ts'
import { globMatcher } from '../../model/glob.ts'
import { scalarText } from '../../model/scalar.ts'
import { filesBelow } from '../../model/walk.ts'
import { entriesIn, fieldOf, isTrue, itemsIn, textIn } from '../../model/fields.ts'
import { problem } from './problems.ts'
import { fixedPart } from './files.ts'
import { givenFor } from './given.ts'
import type { Repository } from './repository.ts'
import { isSelected } from './selector.ts'
import { normalized, paramAt, type Templating } from './template.ts'
import { topOf } from '../../model/tops.ts'

/** What generators need to know. */
export interface Generation {
  readonly snapshot: Snapshot
  readonly origins: Origins
  readonly repository: Repository
  readonly templating: Templating
  readonly isGo: boolean
  readonly diagnostics: Diagnostic[]
}

/** More applications than this are of no set that somebody wrote. */
const most = 10_000
/** Generators may stand in generators; Argo CD allows two levels. */
const deepest = 4

/** The parameters that a generator gives, in order. See https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators/ */
export function paramsOf(generator: Value, generation: Generation, depth = 0): readonly Value[] {
  if (depth > deepest) return []
  const all = found(generator, generation, depth).slice(0, most)
  return selected(all, generator)
}

function found(generator: Value, generation: Generation, depth: number): readonly Value[] {
  const [list, git, matrix, merge] = ['list', 'git', 'matrix', 'merge'].map((key) => fieldOf(generator, key))
  if (list !== undefined) return listed(list, generation)
  if (git !== undefined) return inRepository(git, generation)
  if (matrix !== undefined) return combined(matrix, generation, depth)
  if (merge !== undefined) return merged(merge, generation, depth)
  return askingElsewhere(generator, generation)
}

/** Clusters, and what repositories and pull requests another system has, are known where the repository says them. */
function askingElsewhere(generator: Value, generation: Generation): readonly Value[] {
  const { snapshot, origins, isGo, diagnostics } = generation
  const entries = generator.kind === 'map' ? [...generator.entries] : []
  const [kind, inner] = entries.find(([key]) => key !== 'selector') ?? []
  const given =
    kind === undefined || inner === undefined ? undefined : givenFor(kind, inner, snapshot, origins, isGo)
  if (given !== undefined && inner !== undefined) {
    diagnostics.push(...given.diagnostics)
    return given.params.map((params) => withValues(params, inner, generation))
  }
  const what = `The generator is ${kind ?? 'without a kind'}, which asks elsewhere.`
  diagnostics.push(problem('argocd/unknown-generator', what, origins.site(generator.origin)))
  return []
}

function listed(list: Value, { origins, snapshot, diagnostics }: Generation): readonly Value[] {
  const written = fieldOf(list, 'elementsYaml')
  const text = written === undefined ? undefined : scalarText(written)
  if (written === undefined || text === undefined) return itemsIn(list, 'elements')
  const inner = embeddedDocuments(
    { text, origin: written.origin },
    (file) => snapshot.text(file),
    'go-yaml-v2',
    origins,
  )
  diagnostics.push(...inner.diagnostics)
  const [value] = inner.value
  return [...itemsIn(list, 'elements'), ...(value?.kind === 'list' ? value.items : [])]
}

function inRepository(git: Value, generation: Generation): readonly Value[] {
  const { origins, repository, diagnostics } = generation
  const url = textIn(git, 'repoURL') ?? ''
  if (!repository.isOwn(url)) {
    const what = `The applications are made from files in ${url}, not in this repository.`
    diagnostics.push(problem('argocd/elsewhere', what, origins.site(git.origin)))
    return []
  }
  const folders = itemsIn(git, 'directories')
  const all = folders.length > 0 ? fromFolders(git, folders, generation) : fromFiles(git, generation)
  return all.map((params) => withValues(params, git, generation))
}

function fromFolders(git: Value, patterns: readonly Value[], generation: Generation): readonly Value[] {
  const { snapshot, origins } = generation
  const rules = patterns.map((one) => ({
    isExcluded: isTrue(one, 'exclude'),
    matches: globMatcher(textIn(one, 'path') ?? ''),
    origin: fieldOf(one, 'path')?.origin ?? one.origin,
  }))
  const top = topOfGenerator(git, patterns, generation)
  const folders = new Set([...filesBelow(snapshot, top)].map((file) => inside(top, file)).flatMap(foldersOf))
  return [...folders].toSorted().flatMap((folder) => {
    if (rules.some(({ isExcluded, matches }) => isExcluded && matches(folder))) return []
    const rule = rules.find(({ isExcluded, matches }) => !isExcluded && matches(folder))
    if (rule === undefined) return []
    const origin = origins.at('call', origins.site(rule.origin), { inputs: [rule.origin] })
    const own = pathParams(folder, undefined, origin, generation.isGo)
    return [mapOf(prefixed(own, git), origin)]
  })
}

/** The folders that a file lies in, without those that are hidden. */
function foldersOf(file: string): readonly string[] {
  const parts = file.split('/').slice(0, -1)
  if (parts.some((part) => part.startsWith('.'))) return []
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'))
}

function fromFiles(git: Value, generation: Generation): readonly Value[] {
  const { snapshot, origins, diagnostics } = generation
  const patterns = itemsIn(git, 'files')
  const top = topOfGenerator(git, patterns, generation)
  const rules = patterns.map((one) => ({
    isExcluded: isTrue(one, 'exclude'),
    matches: globMatcher(doubleStars(textIn(one, 'path') ?? '')),
    origin: fieldOf(one, 'path')?.origin ?? one.origin,
  }))
  return [...filesBelow(snapshot, top)].toSorted().flatMap((file) => {
    const path = inside(top, file)
    if (rules.some(({ isExcluded, matches }) => isExcluded && matches(path))) return []
    const rule = rules.find(({ isExcluded, matches }) => !isExcluded && matches(path))
    if (rule === undefined) return []
    const content = yamlDocuments(file, snapshot.text(file) ?? '', 'go-yaml-v2', origins)
    diagnostics.push(...content.diagnostics)
    const [value] = content.value
    const origin = origins.at('call', origins.site(rule.origin), { inputs: [rule.origin] })
    const parts = path.split('/')
    const own = pathParams(parts.slice(0, -1).join('/'), parts.at(-1), origin, generation.isGo)
    const said = prefixed(own, git)
    const items = value?.kind === 'list' ? value.items : value === undefined ? [] : [value]
    return items.flatMap((one) => (one.kind === 'map' ? [mapOf([...one.entries, ...said], one.origin)] : []))
  })
}

function topOfGenerator(git: Value, patterns: readonly Value[], { snapshot, origins }: Generation): FilePath {
  const paths = patterns.map((one) => fixedPart(textIn(one, 'path') ?? ''))
  return topOf(snapshot, origins.site(git.origin).file, paths)
}

/** A path in the snapshot as one from the top. */
function inside(top: FilePath, path: FilePath): string {
  return top === '' ? path : path.slice(top.length + 1)
}

/** `**` between slashes may be no folder at all. */
function doubleStars(pattern: string): string {
  return pattern.replaceAll('**/', '{**/,}')
}

type Entries = readonly (readonly [string, Value])[]

/** What is said of a path: in a map of its own for Go's templates, else under names with dots. */
function pathParams(folder: string, file: string | undefined, origin: OriginId, isGo: boolean): Entries {
  const text = (scalar: string): Value => ({ kind: 'scalar', scalar, origin, marks: marks.none })
  const segments = folder === '' ? [] : folder.split('/')
  const base = segments.at(-1) ?? ''
  const named: Entries = [
    ['basename', text(base)],
    ['basenameNormalized', text(normalized(base))],
    ...(file === undefined
      ? []
      : ([
          ['filename', text(file)],
          ['filenameNormalized', text(normalized(file))],
        ] as const)),
  ]
  if (!isGo)
    return [
      ['path', text(folder)],
      ...named.map(([key, value]) => [`path.${key}`, value] as const),
      ...segments.map((one, at) => [`path[${at}]`, text(one)] as const),
    ]
  const items: Value = { kind: 'list', items: segments.map(text), origin, marks: marks.none }
  return [['path', mapOf([['path', text(folder)], ...named, ['segments', items]], origin)]]
}

function prefixed(own: Entries, git: Value): Entries {
  const prefix = textIn(git, 'pathParamPrefix') ?? ''
  if (prefix === '') return own
  const [, first] = own[0] ?? []
  if (first?.kind === 'map') return [[prefix, mapOf(own, first.origin)]]
  return own.map(([key, value]) => [`${prefix}.${key}`, value])
}

/** The `values` of a generator may use its own parameters. */
function withValues(params: Value, generator: Value, { templating }: Generation): Value {
  const values = fieldOf(generator, 'values')
  if (values === undefined) return params
  return mapOf([...entriesIn(params), ['values', templating.fill(values, params)]], params.origin)
}

/** Each of the first generator's with each of the second's, which may use the first's. */
function combined(matrix: Value, generation: Generation, depth: number): readonly Value[] {
  const [first, second] = itemsIn(matrix, 'generators')
  if (first === undefined || second === undefined) return []
  return paramsOf(first, generation, depth + 1).flatMap((params) => {
    const filled = generation.templating.fill(second, params)
    return paramsOf(filled, generation, depth + 1).map((more) => together(params, more))
  })
}

/** Those of the first generator, with what others say of the same keys. */
function merged(merge: Value, generation: Generation, depth: number): readonly Value[] {
  const keys = itemsIn(merge, 'mergeKeys').flatMap((one) => scalarText(one) ?? [])
  const idOf = (params: Value): string =>
    JSON.stringify(keys.map((key) => scalarText(paramAt(params, key) ?? params) ?? null))
  const [base = [], ...others] = itemsIn(merge, 'generators').map((one) =>
    paramsOf(one, generation, depth + 1),
  )
  const more = others.map((params) => new Map(params.map((one) => [idOf(one), one])))
  return base.map((params) => {
    const id = idOf(params)
    return more.reduce((all, some) => {
      const over = some.get(id)
      return over === undefined ? all : together(all, over)
    }, params)
  })
}

function together(below: Value, above: Value): Value {
  return mapOf([...entriesIn(below), ...entriesIn(above)], below.origin)
}

/** A selector leaves those whose parameters have the labels. */
function selected(all: readonly Value[], generator: Value): readonly Value[] {
  const selector = fieldOf(generator, 'selector')
  return all.filter((params) =>
    isSelected(selector, (key) => {
      const value = paramAt(params, key)
      return value === undefined ? undefined : scalarText(value)
    }),
  )
}

function mapOf(entries: Entries, origin: OriginId): Value {
  return { kind: 'map', entries: new Map(entries), origin, marks: marks.none }
}
