import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { summaryOf } from '../../kernel/recording.ts'
import type { Attribute } from '../../lang/hcl/body.ts'
import { nativeBody, parseHcl } from '../../lang/hcl/syntax/index.ts'
import { jsonBody } from '../../lang/hcl/syntax/json-body.ts'
import { parseHclJson } from '../../lang/hcl/syntax/json.ts'
import type { ReadOptions } from '../../model/options.ts'
import type { Unit } from '../reader.ts'
import { computedSources } from './computed-sources.ts'
import { moduleFiles, within } from './config/files.ts'
import { staticText } from './config/load.ts'
import { isLocal } from './config/tree.ts'
import { readsTofu } from './language.ts'
import { parsedFilesOf } from './config/parsed.ts'
import { warn } from './problems.ts'

/** Files that say that a folder is written for a tool that wraps Terraform, or replaces it. */
const wrappers: readonly { readonly tool: string; readonly is: (name: string) => boolean }[] = [
  { tool: 'Terragrunt', is: (name) => /^(?:terragrunt|terragrunt\.stack|root)\.hcl$/u.test(name) },
  { tool: 'CDK for Terraform', is: (name) => name === 'cdktf.json' },
  { tool: 'Terramate', is: (name) => name.endsWith('.tm.hcl') || name === 'terramate.tm' },
  { tool: 'Terraform Stacks', is: (name) => /\.(?:tfstack|tfcomponent|tfdeploy)\.hcl$/u.test(name) },
  { tool: 'Atmos', is: (name) => name === 'atmos.yaml' },
  { tool: 'Pulumi', is: (name) => name === 'Pulumi.yaml' },
  { tool: 'Terraspace', is: (name) => name === 'Terrafile' },
]

/** Folders whose var files are usually one for each environment. */
const variableFolders = new Set([
  '',
  'env',
  'envs',
  'environments',
  'vars',
  'tfvars',
  'config',
  'configs',
  'variables',
])

/** Folders that hold what tools have made, not what people wrote. */
const skipped = new Set(['node_modules', 'vendor'])

/**
 * The root modules below a folder: folders with configuration that no other folder calls as a module. A root with
 * var files beside it that it does not load by itself is read once for each of them too.
 */
export function discover(
  snapshot: Snapshot,
  folder: FilePath,
  options: ReadOptions,
): Outcome<readonly Unit[]> {
  const opentofu = readsTofu(options)
  const diagnostics: Diagnostic[] = []
  const modules: FilePath[] = []
  for (const one of foldersBelow(snapshot, folder)) {
    const found = wrapperIn(snapshot, one)
    if (found !== undefined) diagnostics.push(notReadYet(found))
    if (moduleFiles(snapshot, one, opentofu) !== undefined) modules.push(one)
  }
  const calls = new Map(modules.map((one) => [one, callsOf(snapshot, one, opentofu, options)]))
  const chosen = rootsOf(folder, calls)
  return { value: chosen.flatMap((root) => unitsOf(snapshot, root, options)), diagnostics }
}

/**
 * The folders that no other folder calls. Of those that only call each other in a circle, the one that was asked for
 * is taken, else the first: so nothing is left unread.
 */
function rootsOf(asked: FilePath, calls: ReadonlyMap<FilePath, readonly FilePath[]>): readonly FilePath[] {
  const called = new Set([...calls].flatMap(([from, all]) => all.filter((to) => to !== from)))
  const roots = [...calls.keys()].filter((one) => !called.has(one))
  const reached = new Set<FilePath>()
  const reach = (from: FilePath): void => {
    const open = [from]
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      if (reached.has(one)) continue
      reached.add(one)
      open.push(...(calls.get(one) ?? []))
    }
  }
  roots.forEach(reach)
  for (const one of [asked, ...calls.keys()]) {
    if (!calls.has(one) || reached.has(one)) continue
    roots.push(one)
    reach(one)
  }
  return roots
}

function* foldersBelow(snapshot: Snapshot, folder: FilePath): Generator<FilePath> {
  const open: FilePath[] = [folder]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    yield one
    const inner = (snapshot.list(one) ?? []).filter(
      ({ kind, name }) => kind === 'folder' && !name.startsWith('.') && !skipped.has(name),
    )
    for (const { name } of inner.toReversed()) open.push(within(one, name))
  }
}

function wrapperIn(snapshot: Snapshot, folder: FilePath): { tool: string; file: FilePath } | undefined {
  for (const { name, kind } of snapshot.list(folder) ?? []) {
    const wrapper = kind === 'file' ? wrappers.find(({ is }) => is(name)) : undefined
    if (wrapper === undefined) continue
    const file = within(folder, name)
    // `root.hcl` alone is a common name; Terragrunt's has blocks of its own.
    if (
      name === 'root.hcl' &&
      !/^(?:remote_state|generate|inputs|locals)\b/mu.test(snapshot.text(file) ?? '')
    )
      continue
    return { tool: wrapper.tool, file }
  }
  return undefined
}

function notReadYet({ tool, file }: { readonly tool: string; readonly file: FilePath }): Diagnostic {
  const detail = `The folder is written for ${tool}, which Plumbline does not read yet. Terraform files in it are read as they stand.`
  return warn('Folder of a tool that is not read yet', detail, { file, start: 0, end: 0 })
}

function callsOf(
  snapshot: Snapshot,
  folder: FilePath,
  opentofu: boolean,
  options: ReadOptions,
): readonly FilePath[] {
  const sources = sourcesIn(snapshot, folder, opentofu).map(staticText)
  const called = sources.flatMap((text) =>
    text !== undefined && isLocal(text) ? [within(folder, text)] : [],
  )
  if (!sources.includes(undefined)) return called
  const ways = (): ReadOptions[] => unitsOf(snapshot, folder, options).map((unit) => unit.options)
  return [...called, ...computedSources(snapshot, folder, opentofu, ways)]
}

/** The `source` of every module call in a folder. */
function sourcesIn(snapshot: Snapshot, folder: FilePath, opentofu: boolean): readonly Attribute[] {
  const parsed = parsedFilesOf(snapshot)
  const files = moduleFiles(snapshot, folder, opentofu)
  return [...(files?.primary ?? []), ...(files?.overrides ?? [])].flatMap((file) => {
    if (mayCall(snapshot, file) !== true) return []
    const { blocks } = parsed(file)?.value.content(new Map([['module', 1]])) ?? { blocks: [] }
    return blocks.flatMap(({ type, body }) => {
      const source =
        type === 'module' ? body.content(new Map([['*', 0]])).attributes.get('source') : undefined
      return source === undefined ? [] : [source]
    })
  })
}

/** A look at the text alone, so that an estate's files needn't be parsed to find its roots: does the word stand as a block's type? */
const mayCall = summaryOf(
  'terraform/calls',
  (file, text) => file.endsWith('.json') || /(?<![.\w-])module(?![.\w-])/u.test(text),
)

function unitsOf(snapshot: Snapshot, root: FilePath, options: ReadOptions): readonly Unit[] {
  const plain: Unit = { format: 'terraform', root, variant: '', options }
  if (options.layers.length > 0) return [plain]
  const declared = declaredBy(snapshot, root, readsTofu(options))
  const variants = variableFiles(snapshot, root).filter((file) => setsAnyOf(snapshot, file, declared.all))
  const units = variants.map((file) => ({
    ...plain,
    variant: variantName(root, file),
    options: { ...options, layers: [{ kind: 'file' as const, file }] },
  }))
  const automatic = automaticNames(snapshot, root)
  const complete = declared.required.every((name) => options.environment.has(name) || automatic.has(name))
  return complete || units.length === 0 ? [plain, ...units] : units
}

interface Declared {
  readonly all: ReadonlySet<string>
  readonly required: readonly string[]
}

function declaredBy(snapshot: Snapshot, root: FilePath, opentofu: boolean): Declared {
  const parsed = parsedFilesOf(snapshot)
  const all = new Set<string>()
  const required: string[] = []
  for (const file of moduleFiles(snapshot, root, opentofu)?.primary ?? []) {
    for (const { type, labels, body } of parsed(file)?.value.content(new Map([['variable', 1]])).blocks ??
      []) {
      const [name = ''] = labels
      if (type !== 'variable') continue
      all.add(name)
      if (!body.content(new Map([['*', 0]])).attributes.has('default')) required.push(name)
    }
  }
  return { all, required }
}

/** Var files that must be named on the command line: those of environments. */
function variableFiles(snapshot: Snapshot, root: FilePath): readonly FilePath[] {
  const found: FilePath[] = []
  for (const folder of variableFolders) {
    for (const { name, kind } of snapshot.list(within(root, folder)) ?? []) {
      const isVariables = kind === 'file' && /\.tfvars(?:\.json)?$/u.test(name)
      const automatic =
        folder === '' && /^terraform\.tfvars(?:\.json)?$|\.auto\.tfvars(?:\.json)?$/u.test(name)
      if (isVariables && !automatic) found.push(within(root, folder === '' ? name : `${folder}/${name}`))
    }
  }
  return found.toSorted()
}

function variantName(root: FilePath, file: FilePath): string {
  const relative = root === '' ? file : file.slice(root.length + 1)
  return (relative.split('/').at(-1) ?? relative).replace(/\.tfvars(?:\.json)?$/u, '')
}

function setsAnyOf(snapshot: Snapshot, file: FilePath, declared: ReadonlySet<string>): boolean {
  return [...namesIn(snapshot, file)].some((name) => declared.has(name))
}

function automaticNames(snapshot: Snapshot, root: FilePath): ReadonlySet<string> {
  const names = (snapshot.list(root) ?? [])
    .filter(({ name }) => /^terraform\.tfvars(?:\.json)?$|\.auto\.tfvars(?:\.json)?$/u.test(name))
    .flatMap(({ name }) => [...namesIn(snapshot, within(root, name))])
  return new Set(names)
}

function namesIn(snapshot: Snapshot, file: FilePath): Iterable<string> {
  const text = snapshot.text(file) ?? ''
  const body = file.endsWith('.json')
    ? jsonBody(parseHclJson(file, text).value)
    : nativeBody(parseHcl(file, text).value)
  return body.content(new Map()).attributes.keys()
}
