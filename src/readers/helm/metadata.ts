import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import type { Origins } from '../../kernel/origins.ts'
import { marks, type Value } from '../../kernel/value.ts'
import { lowerYaml } from '../../lang/yaml/lower.ts'
import { parseYaml } from '../../lang/yaml/parse.ts'
import { movedValue } from '../../model/moved.ts'
import { entryOf } from '../../model/path.ts'
import { scalarText } from '../../model/scalar.ts'
import type { ChartFile } from './files.ts'
import { problem } from './problems.ts'

/** What a chart says it depends on. */
export interface Dependency {
  readonly name: string
  readonly version: string
  readonly repository: string
  readonly alias: string
  readonly condition: string
  readonly tags: readonly string[]
  /** Whether it is said to be used, as older charts can say. */
  readonly enabled: boolean
  readonly importValues: readonly (string | { readonly child: string; readonly parent: string })[]
  /** What is imported, as it is written. */
  readonly imports: Value | undefined
  /** As it is written. */
  readonly value: Value
}

/** Chart.yaml, with the requirements.yaml of older charts. */
export interface Metadata {
  readonly apiVersion: string
  readonly name: string
  readonly version: string
  readonly type: string
  readonly kubeVersion: string
  readonly dependencies: readonly Dependency[]
  /** Whether it says that there are dependencies at all, if only none. */
  readonly hasDependencies: boolean
  /** As it is written. */
  readonly value: Value
}

/** The first document of a YAML file as sigs.k8s.io/yaml reads it; a file with none is a mapping without entries. */
export function yamlOf(file: ChartFile, origins: Origins): Outcome<Value> {
  const { value, diagnostics } = yamlDocumentsOf(file, origins, 1)
  const [first] = value
  if (first !== undefined) return { value: first, diagnostics }
  const origin = origins.add('construct', file.path, 0, file.text?.length ?? 0)
  return { value: { kind: 'map', entries: new Map(), origin, marks: marks.none }, diagnostics }
}

/** The first documents of a YAML file, or all of them; none where it can't be read. */
export function yamlDocumentsOf(
  file: ChartFile,
  origins: Origins,
  most = Infinity,
): Outcome<readonly Value[]> {
  const { text = '' } = file
  const tree = parseYaml(file.path, text.endsWith('\n') ? text : `${text}\n`)
  const diagnostics = tree.diagnostics.filter(isError)
  if (diagnostics.length > 0) return { value: [], diagnostics }
  const value = tree.documents.slice(0, most).map((root) => {
    const lowered = lowerYaml(tree, root, { dialect: 'go-yaml-v2', origins })
    diagnostics.push(...lowered.diagnostics.filter(isError))
    return lowered.value
  })
  return { value, diagnostics }
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error'
}

/** What a chart says of itself. */
export function metadataOf(
  file: ChartFile,
  requirements: ChartFile | undefined,
  origins: Origins,
): Outcome<Metadata> {
  const diagnostics: Diagnostic[] = []
  const chart = yamlOf(file, origins)
  diagnostics.push(...chart.diagnostics)
  const { value } = chart
  const apiVersion = textIn(value, 'apiVersion')
  let listed = entryOf(value, 'dependencies')
  if (requirements !== undefined && apiVersion !== 'v2') {
    const older = yamlOf(requirements, origins)
    diagnostics.push(...older.diagnostics)
    listed = entryOf(older.value, 'dependencies') ?? listed
  }
  const metadata: Metadata = {
    apiVersion,
    name: textIn(value, 'name'),
    version: textIn(value, 'version'),
    type: textIn(value, 'type'),
    kubeVersion: textIn(value, 'kubeVersion'),
    dependencies: dependenciesIn(listed),
    hasDependencies: listed?.kind === 'list',
    value,
  }
  return { value: metadata, diagnostics: [...diagnostics, ...mistakes(metadata, file)] }
}

/** What a chart says of itself, with its origins in a table that adopted their own. */
export function movedMetadata(metadata: Metadata, offset: number): Metadata {
  return {
    ...metadata,
    dependencies: metadata.dependencies.map((one) => ({ ...one, value: movedValue(one.value, offset) })),
    value: movedValue(metadata.value, offset),
  }
}

/** What Helm refuses a chart for before it looks at anything else. */
function mistakes({ name, version, type }: Metadata, { path }: ChartFile): readonly Diagnostic[] {
  const found: string[] = []
  if (name === '') found.push('It has no name.')
  else if (/[/\\]/u.test(name) || name === '.' || name === '..')
    found.push(`${name} cannot be a chart's name.`)
  if (version === '') found.push('It has no version.')
  else if (!/^v?\d+(?:\.\d+){0,2}(?:-[\w.-]+)?(?:\+[\w.-]+)?$/u.test(version))
    found.push(`${version} is no semantic version.`)
  if (!['', 'application', 'library'].includes(type)) found.push(`${type} is no type of charts.`)
  return found.map((what) => problem('helm/chart-metadata', what, { file: path, start: 0, end: 0 }))
}

/** The dependencies of a list, of Chart.yaml or of a lock. */
export function dependenciesIn(listed: Value | undefined): readonly Dependency[] {
  return listed?.kind === 'list' ? listed.items.map(dependencyOf) : []
}

function dependencyOf(value: Value): Dependency {
  const tags = entryOf(value, 'tags')
  const imports = entryOf(value, 'import-values')
  return {
    name: textIn(value, 'name'),
    version: textIn(value, 'version'),
    repository: textIn(value, 'repository'),
    alias: textIn(value, 'alias'),
    condition: textIn(value, 'condition'),
    tags: tags?.kind === 'list' ? tags.items.flatMap((tag) => scalarText(tag) ?? []) : [],
    enabled: textIn(value, 'enabled') === 'true',
    imports,
    importValues: imports?.kind === 'list' ? imports.items.flatMap(importOf) : [],
    value,
  }
}

function importOf(value: Value): Dependency['importValues'] {
  if (value.kind === 'map') return [{ child: textIn(value, 'child'), parent: textIn(value, 'parent') }]
  const name = scalarText(value)
  return name === undefined ? [] : [name]
}

function textIn(value: Value, key: string): string {
  const one = entryOf(value, key)
  return (one === undefined ? undefined : scalarText(one)) ?? ''
}
