import { addressOf } from '../../kernel/brand.ts'
import type { JsonNode } from '../../lang/json/tree.ts'
import { withoutKeys } from '../../lang/terraform-json/resource.ts'
import type { Reference } from '../../model/resource.ts'
import type { Plan } from './plan.ts'

/** As many edges as a plan is drawn with. */
const mostEdges = 200_000
/** As many modules as lie inside each other, and as many outputs and variables as lie on the way of one reference. */
const deepest = 100

const mostCompared = 1000

/** An instance that edges may begin or end at. */
export interface Instance {
  readonly address: string
  readonly module: string
}

/**
 * Which resource refers to which, as the plan's configuration has it: through the variables and outputs of modules. The
 * document does not say what locals are made of, so what goes through them is known only from the state's dependencies.
 */
export function referencesIn(plan: Plan, instances: readonly Instance[]): readonly Reference[] {
  const { document } = plan
  const scopes = new Scopes(plan)
  const byBase = new Map<string, Instance[]>()
  for (const one of instances) {
    const base = withoutKeys(one.address)
    const list = byBase.get(base)
    if (list === undefined) byBase.set(base, [one])
    else list.push(one)
  }
  const found = new Edges(byBase)
  const providers = new Map<string, ReadonlySet<string>>()
  for (const scope of scopes.all()) {
    for (const resource of document.items(document.member(scope.node, 'resources'))) {
      const address = document.textAt(resource, 'address')
      if (address === undefined) continue
      const from = within(scope.address, address)
      for (const { path, names } of mentionsIn(plan, resource)) {
        for (const to of scopes.targets(scope, names)) found.add(from, to, path)
      }
      const key = document.textAt(resource, 'provider_config_key') ?? ''
      const known = providers.get(key) ?? providerTargets(plan, scopes, key)
      providers.set(key, known)
      for (const to of known) found.add(from, to, 'provider')
    }
  }
  const prior = document.member(document.member(document.root, 'prior_state'), 'values')
  for (const { from, to } of dependencies(plan, document.member(prior, 'root_module')))
    found.add(from, to, 'depends_on')
  return found.all()
}

/** The edges between instances, each once. */
class Edges {
  readonly #instances: ReadonlyMap<string, readonly Instance[]>
  readonly #found = new Map<string, Reference>()

  constructor(instances: ReadonlyMap<string, readonly Instance[]>) {
    this.#instances = instances
  }

  /** From all instances of one to all of another; inside of one module instance where both are in it. */
  add(from: string, to: string, path: string): void {
    for (const one of this.#of(from)) {
      for (const other of this.#of(to)) {
        if (this.#found.size >= mostEdges) return
        if (one === other || !mayMeet(one.module, other.module)) continue
        // The state says again what the configuration has said already.
        const key = `${one.address}\n${other.address}\n${path}`
        if (path === 'depends_on' && this.#pairs.has(`${one.address}\n${other.address}`)) continue
        this.#pairs.add(`${one.address}\n${other.address}`)
        this.#found.set(key, { from: addressOf(one.address), to: addressOf(other.address), path })
      }
    }
  }

  readonly #pairs = new Set<string>()

  all(): readonly Reference[] {
    return [...this.#found.values()]
  }

  /** An address with the key of an instance means that one only. */
  #of(address: string): readonly Instance[] {
    const all = this.#instances.get(withoutKeys(address)) ?? []
    const exact = all.filter((one) => one.address === address)
    return exact.length > 0 ? exact : all
  }
}

/** Instances in different instances of one module do not know each other. */
function mayMeet(one: string, other: string): boolean {
  if (one === other || one === '' || other === '') return true
  const theirs = partsOf(other)
  for (const [at, part] of partsOf(one).entries()) {
    const their = theirs[at]
    if (their === undefined || withoutKeys(their) !== withoutKeys(part)) return true
    if (their !== part) return false
  }
  return true
}

/** A module of the configuration. */
interface Scope {
  readonly node: JsonNode
  /** Without the keys of instances; empty for the root. */
  readonly address: string
  readonly parent: Scope | undefined
  /** The call that it is made by. */
  readonly call: JsonNode | undefined
}

class Scopes {
  readonly #plan: Plan
  readonly #all = new Map<string, Scope>()

  constructor(plan: Plan) {
    this.#plan = plan
    const { document } = plan
    const root = document.member(document.member(document.root, 'configuration'), 'root_module')
    const open: Scope[] =
      root === undefined ? [] : [{ node: root, address: '', parent: undefined, call: undefined }]
    for (let scope = open.pop(); scope !== undefined; scope = open.pop()) {
      this.#all.set(scope.address, scope)
      if (scope.address.split('.').length > 2 * deepest) continue
      for (const [name, call] of document.members(document.member(scope.node, 'module_calls'))) {
        const node = document.member(call, 'module')
        if (node !== undefined)
          open.push({ node, address: within(scope.address, `module.${name}`), parent: scope, call })
      }
    }
  }

  all(): Iterable<Scope> {
    return this.#all.values()
  }

  at(address: string): Scope | undefined {
    return this.#all.get(address)
  }

  /** The resources that names mean in a module, through the variables and outputs on the way. */
  targets(start: Scope, names: readonly string[]): ReadonlySet<string> {
    const found = new Set<string>()
    const seen = new Set<string>()
    const open = names.map((name) => ({ scope: start, name }))
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      const key = `${one.scope.address}\n${one.name}`
      if (seen.has(key)) continue
      seen.add(key)
      const [first = '', second = '', third = ''] = partsOf(one.name)
      if (first === 'var') open.push(...this.#throughVariable(one.scope, second))
      else if (first === 'module') open.push(...this.#throughOutput(one.scope, withoutKeys(second), third))
      else if (!notResources.has(first) && second !== '') {
        const address = first === 'data' ? `data.${second}.${third}` : `${first}.${second}`
        found.add(within(one.scope.address, address))
      }
    }
    return found
  }

  #throughVariable({ parent, call }: Scope, name: string): readonly { scope: Scope; name: string }[] {
    if (parent === undefined || call === undefined) return []
    const { document } = this.#plan
    const expression = document.member(document.member(call, 'expressions'), name)
    return namesBelow(this.#plan, expression).map((one) => ({ scope: parent, name: one }))
  }

  #throughOutput(scope: Scope, module: string, output: string): readonly { scope: Scope; name: string }[] {
    const inner = this.#all.get(within(scope.address, `module.${module}`))
    if (inner === undefined) return []
    const { document } = this.#plan
    const outputs = document.members(document.member(inner.node, 'outputs'))
    const name = withoutKeys(output)
    const asked = name === '' ? [...outputs.values()] : [outputs.get(name)]
    return asked.flatMap((one) =>
      [...namesBelow(this.#plan, document.member(one, 'expression')), ...dependsOn(this.#plan, one)].map(
        (reference) => ({ scope: inner, name: reference }),
      ),
    )
  }
}

const notResources: ReadonlySet<string> = new Set([
  'local',
  'each',
  'count',
  'path',
  'terraform',
  'self',
  'provider',
  'tofu',
])

/** What a provider is configured with, such as the cluster that a Kubernetes provider speaks to. */
function providerTargets(plan: Plan, scopes: Scopes, key: string): ReadonlySet<string> {
  const { document } = plan
  const configurations = document.member(document.member(document.root, 'configuration'), 'provider_config')
  const configuration = document.member(configurations, key)
  const module = withoutKeys(document.textAt(configuration, 'module_address') ?? '')
  const scope = scopes.at(module)
  const names = namesBelow(plan, document.member(configuration, 'expressions'))
  return scope === undefined || names.length === 0 ? new Set() : scopes.targets(scope, names)
}

interface Mention {
  readonly path: string
  readonly names: readonly string[]
}

function mentionsIn(plan: Plan, resource: JsonNode): readonly Mention[] {
  const { document } = plan
  const found: Mention[] = []
  for (const [name, node] of document.members(document.member(resource, 'expressions'))) {
    found.push({ path: name, names: namesBelow(plan, node) })
  }
  for (const [path, member] of [
    ['count', 'count_expression'],
    ['for_each', 'for_each_expression'],
  ] as const) {
    found.push({ path, names: namesBelow(plan, document.member(resource, member)) })
  }
  found.push({ path: 'depends_on', names: dependsOn(plan, resource) })
  return found
}

function dependsOn({ document }: Plan, node: JsonNode | undefined): readonly string[] {
  return document.items(document.member(node, 'depends_on')).flatMap((one) => document.text(one) ?? [])
}

/** Every text in a list called `references`, however deep. Flat, since nodes of a tree lie one after the other. */
function namesBelow({ document }: Plan, top: JsonNode | undefined): readonly string[] {
  if (top === undefined) return []
  const found = new Set<string>()
  const open = [top]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const [name, value] of document.members(node)) {
      if (name !== 'references') open.push(value)
      else for (const one of document.items(value)) found.add(document.text(one) ?? '')
    }
    open.push(...document.items(node))
  }
  return withoutShorter([...found])
}

/** A reference is listed with all its beginnings; `module.m` beside `module.m.id` would mean every output. */
function withoutShorter(names: readonly string[]): readonly string[] {
  if (names.length > mostCompared) return names
  return names.filter(
    (name) => !names.some((other) => other.startsWith(`${name}.`) || other.startsWith(`${name}[`)),
  )
}

function* dependencies(
  { document }: Plan,
  rootModule: JsonNode | undefined,
): Generator<{ readonly from: string; readonly to: string }> {
  const open = rootModule === undefined ? [] : [rootModule]
  for (let module = open.pop(); module !== undefined; module = open.pop()) {
    for (const node of document.items(document.member(module, 'resources'))) {
      const from = document.textAt(node, 'address')
      for (const on of document.items(document.member(node, 'depends_on'))) {
        const to = document.text(on)
        if (from !== undefined && to !== undefined) yield { from, to }
      }
    }
    open.push(...document.items(document.member(module, 'child_modules')))
  }
}

/** The parts of a reference between its dots; dots inside of keys do not count. */
function partsOf(name: string): readonly string[] {
  return name.match(/(?:[^.[]|\[(?:\d+|"(?:[^"\\]|\\.)*"|[^\]"]*)\])+/gu) ?? []
}

function within(module: string, address: string): string {
  return module === '' ? address : `${module}.${address}`
}
