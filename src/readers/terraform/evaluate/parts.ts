import { hash } from 'node:crypto'
import type { FilePath } from '../../../kernel/brand.ts'
import type { Span } from '../../../kernel/span.ts'
import type { Part } from '../../reader.ts'
import type { CallConfig, ModuleConfig } from '../config/config.ts'
import { moduleFiles } from '../config/files.ts'
import { resourceKey } from '../config/load.ts'
import type { ModuleNode } from '../config/tree.ts'
import { mentioned, type GraphNode, type NodeGraph } from './graph.ts'
import { mentionsIn, mentionsOf } from './mentions.ts'
import type { Session } from './session.ts'
import type { Layers } from './variables.ts'

/**
 * The nodes of a tree as parts, in the order of the nodes. A recipe says all that a node's values and their origins come
 * from: its declaration and where that stands, what is around it in its module, and the recipes of what it needs.
 * Undefined where there is more to it: a state, imports, nodes that need each other.
 */
export function partsOf(session: Session, graph: NodeGraph, layers: Layers): readonly Part[] | undefined {
  if (session.state !== undefined) return undefined
  const writer = new Recipes(session, layers)
  const parts: Part[] = []
  for (const step of graph.steps) {
    if (step.kind === 'cycle' || step.node.kind === 'import') return undefined
    const { node, at } = step
    const needs = (graph.edges[at] ?? []).map((one) => parts[one]).filter((one) => one !== undefined)
    parts[at] = {
      id: node.id,
      place: `${node.module.config.folder}|${node.id.slice(node.id.indexOf('|') + 1)}`,
      recipe: writer.recipe(node, needs),
      type: typeOf(node),
    }
  }
  return parts
}

/** Places of the nodes that are to be worked out so that some are: with what they need, and what declarations show. */
export function neededFor(wanted: ReadonlySet<string>, graph: NodeGraph): ReadonlySet<number> {
  const found = new Set<number>()
  const open: number[] = []
  for (const [at, node] of graph.nodes.entries()) {
    if (wanted.has(node.id)) open.push(at)
    // Without it there would be no instances of the module, whose declarations are always shown.
    if (node.kind === 'expand') open.push(at, ...shownOf(node, graph))
  }
  for (const module of modulesOf(graph)) {
    for (const one of module.config.providers) open.push(...mentioned(mentionsIn(one), module, graph))
  }
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (found.has(at)) continue
    found.add(at)
    open.push(...(graph.edges[at] ?? []))
  }
  return found
}

/** What the declaration of a call shows; its arguments where the module isn't there that would use them. */
function shownOf(
  { module, config }: Extract<GraphNode, { kind: 'expand' }>,
  graph: NodeGraph,
): readonly number[] {
  const isMissing = module.missing.has(config.name)
  const shown = [config.source, config.version, ...(isMissing ? config.arguments.values() : [])]
  return mentioned(shown.flatMap(mentionsOf), module, graph)
}

function modulesOf({ nodes }: NodeGraph): ReadonlySet<ModuleNode> {
  const found = new Set<ModuleNode>()
  for (const { module } of nodes) {
    // A module may hold nothing but calls and providers.
    for (let one: ModuleNode | undefined = module; one !== undefined; one = one.parent) found.add(one)
    for (const child of module.children.values()) found.add(child)
  }
  return found
}

function typeOf(node: GraphNode): string | undefined {
  const config = node.kind === 'resource' ? node.config : node.kind === 'check' ? node.config.data : undefined
  if (config === undefined) return undefined
  return config.mode === 'data' ? `data.${config.type}` : config.type
}

class Recipes {
  readonly #session: Session
  readonly #layers: Layers
  readonly #texts = new Map<FilePath, string>()
  readonly #around = new Map<ModuleNode, string>()
  readonly #digests = new Map<FilePath, string>()

  constructor(session: Session, layers: Layers) {
    this.#session = session
    this.#layers = layers
  }

  recipe(node: GraphNode, needs: readonly Part[]): string {
    const { module } = node
    const said = [node.id, this.#aroundOf(module), ...this.#ownOf(node)]
    for (const { id, recipe } of needs) said.push(id, recipe)
    return hash('sha256', said.join('\u0000'), 'hex').slice(0, 32)
  }

  /** What in a module decides about all that is in it, besides how many instances of it there are. */
  #aroundOf(module: ModuleNode): string {
    const known = this.#around.get(module)
    if (known !== undefined) return known
    const { folder, requiredProviders } = module.config
    const made = JSON.stringify([
      this.#session.version,
      this.#session.root,
      folder,
      [...requiredProviders],
      [...module.missing],
      this.#overridesIn(module.config),
    ])
    this.#around.set(module, made)
    return made
  }

  /** What an override file says may stand in any declaration. */
  #overridesIn({ folder }: ModuleConfig): readonly string[] {
    const files = moduleFiles(this.#session.snapshot, folder, true)
    const other = moduleFiles(this.#session.snapshot, folder, false)
    const all = new Set([...(files?.overrides ?? []), ...(other?.overrides ?? [])])
    return [...all].map((file) => this.#whole(file))
  }

  #ownOf(node: GraphNode): readonly string[] {
    const { module } = node
    switch (node.kind) {
      case 'variable':
        return [
          this.#declared(node.config.span),
          ...(module.call === undefined ? this.#given(node.config.name) : [this.#call(module.call)]),
        ]
      case 'expand':
        return [this.#call(node.config)]
      case 'resource':
        return [resourceKey(node.config), this.#declared(node.config.span)]
      case 'validation':
      case 'local':
      case 'output':
      case 'import':
        return [this.#declared(node.config.span)]
      case 'check':
        return [this.#whole(node.config.headSpan.file)]
    }
  }

  #call({ span }: CallConfig): string {
    return this.#declared(span)
  }

  /** What is given on the command line and in the environment is said by the options of the unit. */
  #given(name: string): readonly string[] {
    return (this.#layers.get(name) ?? []).map(({ attribute, span, step }) =>
      attribute === undefined ? `${step} ${span.file}` : `${step} ${this.#declared(span)}`,
    )
  }

  /** A declaration with where it stands, from the beginning of its line; in JSON syntax its file, since values stand anywhere in it. */
  #declared({ file, start, end }: Span): string {
    if (file.endsWith('.json')) return this.#whole(file)
    const text = this.#text(file)
    const line = text.lastIndexOf('\n', start - 1) + 1
    return `${file}:${start}:${text.slice(line, end)}`
  }

  #whole(file: FilePath): string {
    const known = this.#digests.get(file)
    if (known !== undefined) return known
    const made = `${file} ${hash('sha256', this.#text(file), 'hex')}`
    this.#digests.set(file, made)
    return made
  }

  #text(file: FilePath): string {
    const known = this.#texts.get(file)
    if (known !== undefined) return known
    const text = this.#session.snapshot.text(file) ?? ''
    this.#texts.set(file, text)
    return text
  }
}
