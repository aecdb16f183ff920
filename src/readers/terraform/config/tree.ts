import type { ReadingAnswer } from '../../reader.ts'
import type { FilePath } from '../../../kernel/brand.ts'
import { filePath } from '../../../kernel/brand.ts'
import type { Diagnostic } from '../../../kernel/diagnostic.ts'
import type { Snapshot } from '../../../kernel/ports.ts'
import { keptFor } from '../../../kernel/recording.ts'
import type { Span } from '../../../kernel/span.ts'
import type { Attribute } from '../../../lang/hcl/body.ts'
import { refuse, warn } from '../problems.ts'
import type { CallConfig, ModuleConfig } from './config.ts'
import { moduleFiles, within } from './files.ts'
import { loadModule, staticText } from './load.ts'
import type { ParsedFiles } from './parsed.ts'

/** A module in the static tree of a root: one node for a call, whatever its count or for_each. */
export interface ModuleNode {
  /** Names of the calls from the root; empty for the root itself. */
  readonly path: readonly string[]
  readonly config: ModuleConfig
  readonly parent: ModuleNode | undefined
  readonly call: CallConfig | undefined
  /** By call name. A call whose module isn't there is missing here, and in `missing` with the reason. */
  readonly children: ReadonlyMap<string, ModuleNode>
  readonly missing: ReadonlyMap<string, string>
}

/** Asks for the files of a module that isn't in the repository; answered with its folder, why not, or undefined. */
export interface ModuleRequest {
  readonly kind: 'fetch'
  readonly source: string
  readonly version: string | undefined
  readonly span: Span
}

export type ModuleAnswer = ReadingAnswer

const deepest = 50

interface Source {
  readonly snapshot: Snapshot
  readonly parsed: ParsedFiles
  readonly opentofu: boolean
  /** The text of an argument that only variables and locals decide, where the language lets them. */
  readonly early: ((node: ModuleNode, argument: Attribute) => string | undefined) | undefined
}

/** Loads the tree of modules below a root folder; yields a request for each module that must come from elsewhere. */
export function* loadTree(
  root: FilePath,
  source: Source,
): Generator<ModuleRequest, { tree: ModuleNode; diagnostics: readonly Diagnostic[] }, ModuleAnswer> {
  const loader = new TreeLoader(root, source)
  const tree = yield* loader.node([], root, undefined, undefined)
  return { tree, diagnostics: loader.diagnostics }
}

class TreeLoader {
  readonly diagnostics: Diagnostic[] = []
  readonly #configs = new Map<FilePath, ModuleConfig>()
  readonly #source: Source
  readonly #installed: ReadonlyMap<string, FilePath>

  constructor(root: FilePath, source: Source) {
    this.#source = source
    this.#installed = installedModules(source.snapshot, root)
  }

  *node(
    path: readonly string[],
    folder: FilePath,
    parent: ModuleNode | undefined,
    call: CallConfig | undefined,
  ): Generator<ModuleRequest, ModuleNode, ModuleAnswer> {
    const children = new Map<string, ModuleNode>()
    const missing = new Map<string, string>()
    const config = this.#config(folder)
    const node: ModuleNode = { path, config, parent, call, children, missing }
    for (const one of config.calls.values()) {
      const child = yield* this.#child(node, one)
      if (typeof child === 'string') missing.set(one.name, child)
      else children.set(one.name, child)
    }
    return node
  }

  *#child(node: ModuleNode, call: CallConfig): Generator<ModuleRequest, ModuleNode | string, ModuleAnswer> {
    const source = call.source && this.#text(node, call.source)
    if (call.source === undefined) return 'its source is not given'
    const span = call.source.span
    if (source === undefined) {
      this.#report(
        refuse(
          'Variables not allowed',
          'Which module this is depends on an expression, so it was not read.',
          span,
        ),
      )
      return 'its source is an expression'
    }
    const path = [...node.path, call.name]
    const folder = isLocal(source)
      ? within(node.config.folder, source)
      : (this.#installed.get(path.join('.')) ??
        (yield { kind: 'fetch', source, version: call.version && this.#text(node, call.version), span }))
    const refused = this.#refusal(node, folder, source, span)
    if (refused !== undefined || typeof folder !== 'string') return refused ?? ''
    return yield* this.node(path, folder, node, call)
  }

  #text(node: ModuleNode, argument: Attribute): string | undefined {
    return staticText(argument) ?? this.#source.early?.(node, argument)
  }

  /** Why a module cannot be read, after saying so once. */
  #refusal(node: ModuleNode, folder: ModuleAnswer, source: string, span: Span): string | undefined {
    if (typeof folder !== 'string') {
      const remedy =
        folder === undefined || !('why' in folder)
          ? 'Run terraform init in the root folder, or read with --fetch.'
          : `It could not be fetched: ${folder.why}.`
      const detail = `The module "${source}" is not in this repository and has not been downloaded, so what it makes is not known. ${remedy}`
      this.#report(warn('Module not downloaded', detail, span))
      return `module ${source} is not downloaded`
    }
    if (moduleFiles(this.#source.snapshot, folder, this.#source.opentofu) === undefined) {
      const detail = `There is no folder "${folder}" with configuration files in what was read.`
      this.#report(refuse('Unreadable module directory', detail, span))
      return `module ${source} cannot be read`
    }
    if (node.path.length >= deepest || isAncestor(node, folder)) {
      const detail = `The module "${source}" calls itself, directly or through other modules, so it has no end.`
      this.#report(refuse('Module cycle', detail, span))
      return `module ${source} calls itself`
    }
    return undefined
  }

  #report(one: Diagnostic): void {
    this.diagnostics.push(one)
  }

  #config(folder: FilePath): ModuleConfig {
    const known = this.#configs.get(folder)
    if (known !== undefined) return known
    const config = configOf(folder, this.#source)
    this.#configs.set(folder, config)
    this.diagnostics.push(...config.diagnostics)
    return config
  }
}

const configs = keptFor<string, ModuleConfig>()

/** What a module declares is the same for every root that calls it, so it is read once for all of them. */
function configOf(folder: FilePath, { snapshot, parsed, opentofu }: Source): ModuleConfig {
  return configs(snapshot, `${opentofu ? 'tofu' : 'terraform'}:${folder}`, () => {
    const files = moduleFiles(snapshot, folder, opentofu) ?? { primary: [], overrides: [] }
    return loadModule(folder, files, parsed)
  })
}

/** Whether a source is a folder of the same repository. */
export function isLocal(source: string): boolean {
  return source.startsWith('./') || source.startsWith('../') || source === '.' || source === '..'
}

function isAncestor(node: ModuleNode, folder: FilePath): boolean {
  for (let one: ModuleNode | undefined = node; one !== undefined; one = one.parent) {
    if (one.config.folder === folder) return true
  }
  return false
}

/** What `terraform init` has installed: `.terraform/modules/modules.json`, by the path of call names. */
function installedModules(snapshot: Snapshot, root: FilePath): ReadonlyMap<string, FilePath> {
  const text = snapshot.text(within(root, '.terraform/modules/modules.json'))
  const found = new Map<string, FilePath>()
  for (const { key, folder } of text === undefined ? [] : entriesOf(text)) {
    if (key !== '') found.set(key, filePath(within(root, folder)))
  }
  return found
}

function entriesOf(text: string): { key: string; folder: string }[] {
  try {
    const { Modules: modules } = JSON.parse(text) as { Modules?: { Key?: unknown; Dir?: unknown }[] }
    return (modules ?? []).flatMap(({ Key: key, Dir: folder }) =>
      typeof key === 'string' && typeof folder === 'string' ? [{ key, folder }] : [],
    )
  } catch {
    // A broken file of terraform's own is as good as none: the modules are then reported as not downloaded.
    return []
  }
}
