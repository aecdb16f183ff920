import type { Span } from '../../../kernel/span.ts'
import type {
  CallConfig,
  CheckConfig,
  OutputConfig,
  ResourceConfig,
  VariableConfig,
} from '../config/config.ts'
import type { Attribute, Block } from '../../../lang/hcl/body.ts'
import type { StaticReference } from '../../../lang/hcl/evaluate/index.ts'
import type { ModuleNode } from '../config/tree.ts'
import { resourceKey } from '../config/load.ts'
import { importTarget } from './imports.ts'
import { mentionsIn, mentionsOf } from './mentions.ts'

/** One thing to evaluate, for every instance of its module at once: Terraform's own graph nodes. */
export type GraphNode = { readonly module: ModuleNode; readonly id: string; readonly span: Span } & (
  | { readonly kind: 'variable'; readonly config: VariableConfig }
  | { readonly kind: 'validation'; readonly config: VariableConfig }
  | { readonly kind: 'local'; readonly config: Attribute }
  | { readonly kind: 'resource'; readonly config: ResourceConfig }
  | { readonly kind: 'output'; readonly config: OutputConfig }
  | { readonly kind: 'expand'; readonly config: CallConfig }
  | { readonly kind: 'check'; readonly config: CheckConfig }
  | { readonly kind: 'import'; readonly config: Block }
)

/** A step of the evaluation: one node, or nodes that depend on each other in a circle. */
export type Step =
  | { readonly kind: 'node'; readonly node: GraphNode; readonly at: number }
  | { readonly kind: 'cycle'; readonly nodes: readonly GraphNode[] }

/** The nodes of a module tree, and what each of them needs. */
export interface NodeGraph {
  readonly nodes: readonly GraphNode[]
  /** By the id of a node, its place among the nodes. */
  readonly position: ReadonlyMap<string, number>
  /** For each node the places of those that it needs. */
  readonly edges: readonly (readonly number[])[]
  /** In an order in which what a node needs comes before it. */
  readonly steps: readonly Step[]
}

/** Every node of a module tree. */
export function graphOf(root: ModuleNode): NodeGraph {
  const nodes: GraphNode[] = []
  collect(root, nodes)
  const position = new Map(nodes.map(({ id }, at) => [id, at]))
  const edges = nodes.map((node) => edgesOf(node, position))
  const steps = components(nodes.length, edges).map((members): Step => {
    const some = members.map((at) => nodes[at]).filter((node) => node !== undefined)
    const [first] = some
    const [at = -1] = members
    if (some.length === 1 && first !== undefined && !edges[at]?.includes(at))
      return { kind: 'node', node: first, at }
    return { kind: 'cycle', nodes: some }
  })
  return { nodes, position, edges, steps }
}

/** Places of the nodes that something mentions in a module. */
export function mentioned(
  mentions: readonly StaticReference[],
  module: ModuleNode,
  { position }: NodeGraph,
): readonly number[] {
  const found: number[] = []
  const add = (id: string): void => {
    const at = position.get(id)
    if (at !== undefined) found.push(at)
  }
  for (const one of mentions) addMention(one, module, add)
  return found
}

const prefixes = new WeakMap<ModuleNode, string>()

/** The name of a node in its tree: the path of its module, and what it is called there. */
export function idOf(module: ModuleNode, name: string): string {
  const known = prefixes.get(module)
  if (known !== undefined) return `${known}${name}`
  const prefix = `${module.path.join('/')}|`
  prefixes.set(module, prefix)
  return `${prefix}${name}`
}

function collect(root: ModuleNode, nodes: GraphNode[]): void {
  const open: ModuleNode[] = [root]
  for (let module = open.pop(); module !== undefined; module = open.pop()) {
    collectModule(module, nodes)
    open.push(...[...module.children.values()].toReversed())
  }
}

/** The nodes of one module. */
export function nodesOf(module: ModuleNode): readonly GraphNode[] {
  const nodes: GraphNode[] = []
  collectModule(module, nodes)
  return nodes
}

function collectModule(module: ModuleNode, nodes: GraphNode[]): void {
  const { config } = module
  for (const one of config.variables.values()) {
    const span = one.nameSpan
    nodes.push({ kind: 'variable', module, config: one, span, id: idOf(module, `var.${one.name}`) })
    if (one.validations.length === 0) continue
    nodes.push({ kind: 'validation', module, config: one, span, id: idOf(module, `validation.${one.name}`) })
  }
  for (const one of config.locals.values()) {
    nodes.push({
      kind: 'local',
      module,
      config: one,
      span: one.nameSpan,
      id: idOf(module, `local.${one.name}`),
    })
  }
  for (const one of config.calls.values()) {
    nodes.push({
      kind: 'expand',
      module,
      config: one,
      span: one.headSpan,
      id: idOf(module, `expand.${one.name}`),
    })
  }
  for (const [key, one] of config.resources) {
    nodes.push({
      kind: 'resource',
      module,
      config: one,
      span: one.headSpan,
      id: idOf(module, `resource.${key}`),
    })
  }
  for (const one of config.outputs.values()) {
    nodes.push({
      kind: 'output',
      module,
      config: one,
      span: one.nameSpan,
      id: idOf(module, `output.${one.name}`),
    })
  }
  for (const [at, one] of config.imports.entries()) {
    nodes.push({ kind: 'import', module, config: one, span: one.headSpan, id: idOf(module, `import.${at}`) })
  }
  for (const one of config.checks) {
    nodes.push({
      kind: 'check',
      module,
      config: one,
      span: one.headSpan,
      id: idOf(module, `check.${one.name}`),
    })
  }
}

function edgesOf(node: GraphNode, position: ReadonlyMap<string, number>): readonly number[] {
  const found = new Set<number>()
  const add = (id: string): void => {
    const at = position.get(id)
    if (at !== undefined) found.add(at)
  }
  const { module } = node
  // Everything in a module waits until it is known how many instances of the module there are.
  if (module.parent !== undefined && module.call !== undefined) {
    add(idOf(module.parent, `expand.${module.call.name}`))
  }
  if (node.kind === 'variable' && module.parent !== undefined) {
    for (const one of mentionsOf(module.call?.arguments.get(node.config.name))) {
      addMention(one, module.parent, add)
    }
  }
  if (node.kind === 'resource') {
    for (const [at, block] of module.config.imports.entries()) {
      if (importTarget(block) === resourceKey(node.config)) add(idOf(module, `import.${at}`))
    }
  }
  if (node.kind === 'validation') add(idOf(module, `var.${node.config.name}`))
  for (const one of mentionsAt(node)) addMention(one, module, add)
  // A variable is used once it is validated, and its own validation is no circle.
  if (node.kind === 'validation') found.delete(position.get(node.id) ?? -1)
  return [...found]
}

/** What a node's own expressions mention, in its module. */
export function mentionsAt(node: GraphNode): readonly StaticReference[] {
  switch (node.kind) {
    case 'variable':
      return []
    case 'validation':
      return node.config.validations.flatMap(({ condition, message }) => [
        ...mentionsOf(condition),
        ...mentionsOf(message),
      ])
    case 'local':
      return mentionsOf(node.config)
    case 'resource':
      return mentionsIn(node.config)
    case 'output':
      return [
        ...mentionsOf(node.config.value),
        ...mentionsOf(node.config.dependsOn),
        ...node.config.preconditions.flatMap((one) => [
          ...mentionsOf(one.condition),
          ...mentionsOf(one.message),
        ]),
      ]
    case 'expand':
      return [
        ...mentionsOf(node.config.count),
        ...mentionsOf(node.config.forEach),
        ...mentionsOf(node.config.enabled),
      ]
    case 'import': {
      const { attributes } = node.config.body.content(new Map())
      return [...mentionsOf(attributes.get('id')), ...mentionsOf(attributes.get('for_each'))]
    }
    case 'check':
      return [
        ...node.config.asserts.flatMap((one) => [...mentionsOf(one.condition), ...mentionsOf(one.message)]),
        ...(node.config.data === undefined ? [] : mentionsIn(node.config.data)),
      ]
  }
}

function addMention(
  { root, names, afterIndex }: StaticReference,
  module: ModuleNode,
  add: (id: string) => void,
): void {
  const [first, second] = names
  switch (root) {
    case 'var':
      add(idOf(module, `var.${first}`))
      if (module.config.variables.get(first ?? '')?.validations.length)
        add(idOf(module, `validation.${first}`))
      return
    case 'local':
      add(idOf(module, `local.${first}`))
      return
    case 'data':
    case 'ephemeral':
      add(idOf(module, `resource.${root}.${first}.${second}`))
      return
    case 'resource':
      add(idOf(module, `resource.${first}.${second}`))
      return
    case 'module':
      addModule(module, first ?? '', second ?? afterIndex, add)
      return
    default:
      add(idOf(module, `resource.${root}.${first}`))
  }
}

/** One output when it is named; otherwise all of them. */
function addModule(
  module: ModuleNode,
  name: string,
  output: string | undefined,
  add: (id: string) => void,
): void {
  add(idOf(module, `expand.${name}`))
  const child = module.children.get(name)
  if (child === undefined) return
  if (output !== undefined && child.config.outputs.has(output)) {
    add(idOf(child, `output.${output}`))
    return
  }
  for (const each of child.config.outputs.keys()) add(idOf(child, `output.${each}`))
}

/** Tarjan's strongly connected components with a stack of its own, in dependency order. */
export function components(
  count: number,
  edges: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  const index = new Int32Array(count).fill(-1)
  const low = new Int32Array(count)
  const onStack = new Uint8Array(count)
  const stack: number[] = []
  const found: number[][] = []
  const calls: { readonly node: number; next: number }[] = []
  let counter = 0

  for (let start = 0; start < count; start++) {
    if (index[start] === -1) enter(start)
    for (let call = calls.at(-1); call !== undefined; call = calls.at(-1)) visit(call)
  }
  return found

  function enter(node: number): void {
    index[node] = counter
    low[node] = counter
    counter++
    onStack[node] = 1
    stack.push(node)
    calls.push({ node, next: 0 })
  }

  function visit(call: { readonly node: number; next: number }): void {
    const { node } = call
    const target = edges[node]?.[call.next++]
    if (target !== undefined) {
      if (index[target] === -1) enter(target)
      else if (onStack[target] === 1) low[node] = Math.min(low[node] ?? 0, index[target] ?? 0)
      return
    }
    calls.pop()
    const parent = calls.at(-1)
    if (parent !== undefined) low[parent.node] = Math.min(low[parent.node] ?? 0, low[node] ?? 0)
    if (low[node] === index[node]) close(node)
  }

  function close(node: number): void {
    const members: number[] = []
    let member = stack.pop()
    while (member !== undefined) {
      onStack[member] = 0
      members.push(member)
      if (member === node) break
      member = stack.pop()
    }
    found.push(members.toReversed())
  }
}
