import type { Diagnostic } from '../../../kernel/diagnostic.ts'
import type { Span } from '../../../kernel/span.ts'
import { recorded, type Reads } from '../../../kernel/recording.ts'
import { marks } from '../../../kernel/value.ts'
import {
  scopeOf,
  sizeOf,
  withOrigin,
  type Frame,
  type Scope,
  type World,
} from '../../../lang/hcl/evaluate/index.ts'
import { withMarks } from '../../../lang/hcl/mark.ts'
import { dynamicType } from '../../../lang/hcl/types.ts'
import { nullOf, object, tuple, unknown, type Val } from '../../../lang/hcl/value.ts'
import type { CallConfig, ConditionConfig, OutputConfig, ResourceConfig } from '../config/config.ts'
import { resourceKey } from '../config/load.ts'
import type { ModuleNode } from '../config/tree.ts'
import type { Choice, MadePart, Part } from '../../reader.ts'
import { refuse } from '../problems.ts'
import { attributeValue } from './attribute.ts'
import { writtenEntries } from './body-entries.ts'
import { conditionProblems, type ConditionRules } from './conditions.ts'
import { markProblems } from './output-marks.ts'
import { neededFor, partsOf } from './parts.ts'
import { graphOf, type GraphNode, type Step } from './graph.ts'
import { typedProblems } from './typed.ts'
import { importedIds } from './imports.ts'
import { evaluateResource, kindOf, metaOf } from './resource.ts'
import { settingsOf, withImport } from './settings.ts'
import { repeat, type Repeated } from './repetition.ts'
import {
  keyText,
  once,
  type Expansion,
  type ModuleInstance,
  type Repetition,
  type ResourceInstance,
  type Session,
} from './session.ts'
import { constantWorld, isTrue, layersOf, moduleVariable, rootVariable, type Layers } from './variables.ts'
import { validate } from './validate.ts'
import { worldOf } from './world.ts'

/** What evaluating a whole module tree gives. */
export interface Evaluated {
  readonly root: ModuleInstance
  /** Every module instance, the root first. */
  readonly modules: readonly ModuleInstance[]
  readonly resources: readonly ResourceInstance[]
}

/** Evaluates every node of a module tree, in the order of its graph, for every instance of its module. */
export function run(session: Session, tree: ModuleNode): Evaluated {
  session.diagnostics.push(...validate(tree, session))
  const runner = new Runner(session, tree)
  for (const step of graphOf(tree).steps) runner.step(step)
  runner.typed(tree)
  return runner.result()
}

/** What evaluating some parts of a module tree gives. */
export interface EvaluatedParts {
  readonly evaluated: Evaluated
  readonly made: ReadonlyMap<string, MadePart> | undefined
  readonly parts: ReadonlyMap<string, Part>
  /** The id of the part that made a resource, by its address. */
  readonly partOf: ReadonlyMap<string, string>
}

/** Evaluates the nodes that are chosen, and those that they need; everything where the tree doesn't fall into parts. */
export function runParts(session: Session, tree: ModuleNode, choose: Choice): EvaluatedParts {
  session.diagnostics.push(...validate(tree, session))
  const runner = new Runner(session, tree)
  const graph = graphOf(tree)
  const parts = partsOf(session, graph, runner.layers)
  const made = new Map<string, MadePart>()
  const partOf = new Map<string, string>()
  const needed = parts && neededFor(choose(parts), graph)
  for (const step of graph.steps) {
    const part = step.kind === 'node' ? parts?.[step.at] : undefined
    if (part === undefined) runner.step(step)
    else if (step.kind === 'node' && needed?.has(step.at) === true) {
      const { resources, ...found } = runner.told(() => runner.step(step))
      made.set(part.id, { ...part, ...found })
      for (const { address } of resources) partOf.set(address, part.id)
    }
  }
  runner.typed(tree)
  const byId = new Map((parts ?? []).map((one) => [one.id, one]))
  return { evaluated: runner.result(), made: parts && made, parts: byId, partOf }
}

/** Parts of a value, as they would be printed. */
const largest = 4_000_000

class Runner {
  readonly #session: Session
  readonly #root: ModuleInstance
  readonly #instances = new Map<ModuleNode, ModuleInstance[]>()
  readonly #worlds = new Map<ModuleInstance, World>()
  readonly #resources: ResourceInstance[] = []
  readonly #imported = new Map<string, Val>()
  readonly #constant: World
  readonly #layers: Layers
  /** Nobody gives a variable of the root that has no default, so whoever runs it gives more than is here. */
  readonly #isIncomplete: boolean

  constructor(session: Session, tree: ModuleNode) {
    this.#session = session
    this.#root = instanceOf(tree, undefined, once)
    this.#instances.set(tree, [this.#root])
    this.#constant = constantWorld(session, this.#world(this.#root).functions)
    this.#layers = layersOf(session, tree.config.variables)
    this.#isIncomplete = [...tree.config.variables.values()].some(
      ({ name, fallback }) => fallback === undefined && !this.#layers.has(name),
    )
  }

  get layers(): Layers {
    return this.#layers
  }

  /** Does something, and tells what came of it. */
  told(work: () => void): {
    readonly resources: readonly ResourceInstance[]
    readonly isTroubled: boolean
    readonly reads: Reads
  } {
    const { diagnostics, snapshot } = this.#session
    const said = diagnostics.length
    const before = this.#resources.length
    const { reads } = recorded(snapshot, work)
    return { resources: this.#resources.slice(before), isTroubled: diagnostics.length > said, reads }
  }

  step(step: Step): void {
    if (step.kind === 'node') this.node(step.node)
    else this.cycle(step.nodes)
  }

  result(): Evaluated {
    const modules = [...this.#instances.values()].flat()
    return { root: this.#root, modules, resources: this.#resources }
  }

  /** What only a look at the types shows is told once, and not where the values have told it. */
  typed(tree: ModuleNode): void {
    const { diagnostics } = this.#session
    const told = new Set(diagnostics.map(keyOf))
    const worldIn = (node: ModuleNode) => worldOf(this.#session, instanceOf(node, this.#root, once))
    for (const one of typedProblems(tree, { session: this.#session, worldIn, constant: this.#constant })) {
      if (!told.has(keyOf(one))) diagnostics.push(one)
      told.add(keyOf(one))
    }
  }

  node(node: GraphNode): void {
    for (const instance of this.#instances.get(node.module) ?? []) this.#visit(node, instance)
  }

  /** Reports nodes that need each other, and evaluates them all the same: the values in the circle are unknown. */
  cycle(nodes: readonly GraphNode[]): void {
    const [first] = nodes
    if (first === undefined) return
    const names = nodes.map(({ module, id }) => [...module.path, id.split('|')[1]].join('.'))
    const detail =
      nodes.length === 1
        ? `${names[0]} refers to itself, so it cannot be worked out. Take the reference out of it.`
        : `These need each other, so none can be worked out first: ${names.join(', ')}. Take one of the references out.`
    const alone = first.kind === 'local' ? 'Self-referencing local value' : 'Self-referential block'
    const summary = nodes.length === 1 ? alone : 'Cycle'
    this.#session.diagnostics.push(refuse(summary, detail, first.span))
    for (const node of nodes) this.node(node)
  }

  #visit(node: GraphNode, instance: ModuleInstance): void {
    switch (node.kind) {
      case 'variable':
        instance.variables.set(node.config.name, this.#variable(node, instance))
        break
      case 'validation':
        for (const one of node.config.validations) {
          this.#condition(one, instance, {
            summary: 'Invalid value for variable',
            severity: 'error',
            kind: 'validation',
            variable: node.config.name,
          })
        }
        break
      case 'local': {
        const value = this.#bounded(attributeValue(node.config, this.#scope(instance)), node.config.span)
        const inputs = value.origin === 0 ? [] : [value.origin]
        const origin = this.#session.origins.at('local', node.config.span, { inputs })
        instance.locals.set(node.config.name, withOrigin(value, origin))
        break
      }
      case 'expand':
        this.#expand(node.config, node.module, instance)
        break
      case 'resource':
        this.#resource(node.config, instance)
        break
      case 'output':
        instance.outputs.set(node.config.name, this.#output(node.config, instance))
        break
      case 'import':
        for (const [address, id] of importedIds(node.config, this.#scope(instance))) {
          this.#imported.set(address, id)
        }
        break
      case 'check':
        if (node.config.data !== undefined) this.#resource(node.config.data, instance)
        for (const one of node.config.asserts) {
          this.#condition(one, instance, {
            summary: 'Check block assertion failed',
            severity: 'warning',
            kind: 'assertion',
          })
        }
    }
  }

  #world(instance: ModuleInstance): World {
    const known = this.#worlds.get(instance)
    if (known !== undefined) return known
    const world = worldOf(this.#session, instance)
    this.#worlds.set(instance, world)
    return world
  }

  #scope(instance: ModuleInstance, repetition: Repetition = once): Scope {
    // What is in a module exists because of the module's own count or for_each.
    const under = repetition.under === 0 ? instance.repetition.under : repetition.under
    return scopeOf(this.#world(instance), this.#session.diagnostics, framesOf(repetition), under)
  }

  #variable(node: Extract<GraphNode, { kind: 'variable' }>, instance: ModuleInstance): Val {
    const { config } = node
    const { parent, node: module } = instance
    if (parent === undefined || module.call === undefined) {
      return rootVariable(this.#session, config, this.#layers, this.#constant)
    }
    const written = module.call.arguments.get(config.name)
    const scope = this.#scope(parent, instance.repetition)
    const value = written && attributeValue(written, scope)
    const argument = value && {
      value: withOrigin(
        value,
        this.#session.origins.at('module-input', written.span, {
          inputs: value.origin === 0 ? [] : [value.origin],
          under: instance.repetition.under,
        }),
      ),
      span: written.span,
    }
    return moduleVariable(this.#session, config, argument, this.#constant, module.call.headSpan)
  }

  #expand(call: CallConfig, module: ModuleNode, instance: ModuleInstance): void {
    const child = module.children.get(call.name)
    const repeated = repeat(call, this.#scope(instance))
    if (child === undefined) return
    for (const { name, nameSpan } of call.arguments.values()) {
      if (child.config.variables.has(name)) continue
      const detail = `The module does not declare a variable named "${name}".`
      this.#session.diagnostics.push(refuse('Unsupported argument', detail, nameSpan))
    }
    const made = repeated.repetitions.map((one) => instanceOf(child, instance, one))
    const { kind, because, under } = repeated
    const expansion: Expansion = { kind, instances: made, because, under }
    instance.modules.set(call.name, expansion)
    const all = this.#instances.get(child)
    if (all === undefined) this.#instances.set(child, [...made])
    else all.push(...made)
  }

  #resource(config: ResourceConfig, instance: ModuleInstance): void {
    const meta = metaOf(config)
    const repeated = repeat(meta, this.#scope(instance))
    const kind = kindOf(this.#session, config, instance)
    const settings = settingsOf(meta.lifecycle, this.#scope(instance))
    const made: ResourceInstance[] = []
    for (const repetition of repeated.repetitions) {
      const from = this.#session.origins.size + 1
      const address = `${instance.address === '' ? '' : `${instance.address}.`}${resourceKey(config)}${keyText(repetition)}`
      const scope = this.#scope(instance, repetition)
      const imported = this.#imported.get(address)
      const evaluated = evaluateResource(this.#session, { config, kind, address, imported }, scope)
      const value = withMarks(evaluated, config.mode === 'ephemeral' ? marks.ephemeral : 0)
      const to = this.#session.origins.size + 1
      this.#session.diagnostics.push(...infinite(value, config.headSpan))
      const { provider } = kind
      const said = imported === undefined ? settings : withImport(settings, imported)
      made.push({ config, module: instance, address, repetition, provider, value, settings: said, from, to })
    }
    this.#resources.push(...made)
    const key = resourceKey(config)
    instance.resources.set(key, groupOf(repeated, made, this.#session, config))
    for (const one of made) this.#lifecycle(one, meta)
  }

  #lifecycle({ module, repetition, value }: ResourceInstance, meta: ReturnType<typeof metaOf>): void {
    for (const one of meta.preconditions) {
      this.#condition(
        one,
        module,
        { summary: 'Resource precondition failed', severity: 'error', kind: 'precondition' },
        repetition,
      )
    }
    for (const one of meta.postconditions) {
      const rules = {
        summary: 'Resource postcondition failed',
        severity: 'error',
        kind: 'postcondition',
        self: value,
      } as const
      this.#condition(one, module, rules, repetition)
    }
  }

  /** Where values are missing, a condition of the root may be false only because they are: it warns. */
  #condition(
    config: ConditionConfig,
    instance: ModuleInstance,
    rules: ConditionRules,
    repetition: Repetition = once,
  ): void {
    const frame = framesOf(repetition)
    const withSelf = rules.self === undefined ? frame : { name: 'self', value: rules.self, parent: frame }
    const scope = scopeOf(this.#world(instance), [], withSelf, repetition.under)
    const severity = this.#isIncomplete && instance === this.#root ? 'warning' : rules.severity
    this.#session.diagnostics.push(...conditionProblems(config, scope, { ...rules, severity }))
  }

  /** A value that nobody could look at, made of parts that stand in it many times, is given up. */
  #bounded(value: Val, span: Span): Val {
    if (sizeOf(value) <= largest) return value
    const detail = `This value has more than ${largest} parts, so it was not worked out.`
    this.#session.diagnostics.push(refuse('Value too large', detail, span))
    return unknown(dynamicType, [{ kind: 'error', what: 'Value too large', site: span }])
  }

  #output(config: OutputConfig, instance: ModuleInstance): Val {
    for (const one of config.preconditions) {
      this.#condition(one, instance, {
        summary: 'Module output value precondition failed',
        severity: 'error',
        kind: 'precondition',
      })
    }
    if (config.value === undefined)
      return unknown(dynamicType, [{ kind: 'error', what: `output.${config.name}` }])
    const value = this.#bounded(attributeValue(config.value, this.#scope(instance)), config.value.span)
    const inputs = value.origin === 0 ? [] : [value.origin]
    const origin = this.#session.origins.at('output', config.value.span, { inputs })
    this.#session.diagnostics.push(...markProblems(config, value, instance.parent === undefined))
    if (instance.parent === undefined) this.#session.diagnostics.push(...infinite(value, config.value.span))
    // A child's `sensitive = true` hides the value in what Terraform prints, and does not mark it for its caller.
    const hidden = instance.parent === undefined && config.sensitive !== undefined && isTrue(config.sensitive)
    return withOrigin(withMarks(value, hidden ? marks.sensitive : 0), origin)
  }
}

function keyOf({ code, span: { file, start } }: Diagnostic): string {
  return `${code} ${start} ${file}`
}

/** Infinity may be computed with, but not planned: neither Terraform nor any API can write it down. */
function infinite(value: Val, span: Span): readonly Diagnostic[] {
  const open: Val[] = [value]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (one.kind === 'number' && typeof one.value === 'number' && !Number.isFinite(one.value)) {
      const detail =
        'A number here is infinite, as after a division by zero, and infinity cannot be written into a plan.'
      return [refuse('Infinite number', detail, span)]
    }
    if ('items' in one) for (const item of one.items) open.push(item)
    if ('entries' in one) for (const entry of writtenEntries(one.entries).values()) open.push(entry)
  }
  return []
}

function instanceOf(
  node: ModuleNode,
  parent: ModuleInstance | undefined,
  repetition: Repetition,
): ModuleInstance {
  const name = node.path.at(-1)
  const base = parent === undefined || parent.address === '' ? '' : `${parent.address}.`
  return {
    node,
    address: name === undefined ? '' : `${base}module.${name}${keyText(repetition)}`,
    parent,
    repetition,
    variables: new Map(),
    locals: new Map(),
    outputs: new Map(),
    resources: new Map(),
    modules: new Map(),
  }
}

/** The names that an instance brings in: `each`, `count`. */
export function framesOf({ each, count }: Repetition): Frame | undefined {
  const outer: Frame | undefined = each && { name: 'each', value: each, parent: undefined }
  return count === undefined ? outer : { name: 'count', value: count, parent: outer }
}

/** What `type.name` stands for: one object, a tuple with count, an object by key with for_each. */
function groupOf(
  { kind, because, under }: Repeated,
  made: readonly ResourceInstance[],
  session: Session,
  config: ResourceConfig,
): Val {
  const origin = session.origins.at('construct', config.headSpan, {
    inputs: made.map(({ value }) => value.origin),
    under,
  })
  const values = made.map(({ value }) => value)
  const [first] = values
  switch (kind) {
    case 'single':
      // OpenTofu's `enabled = false` leaves null in its place.
      return first ?? nullOf(dynamicType, origin)
    case 'count':
      return tuple(values, origin)
    case 'each':
      return object(new Map(made.map(({ repetition, value }) => [String(repetition.key), value])), origin)
    case 'unknown':
      return unknown(dynamicType, because, undefined, origin)
  }
}
