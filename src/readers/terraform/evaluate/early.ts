import type { Attribute } from '../../../lang/hcl/body.ts'
import { evaluate, scopeOf, type World } from '../../../lang/hcl/evaluate/index.ts'
import { problem } from '../../../lang/hcl/problem.ts'
import type { Val } from '../../../lang/hcl/value.ts'
import type { ModuleNode } from '../config/tree.ts'
import { once, type ModuleInstance, type Session } from './session.ts'
import { constantWorld, layersOf, moduleVariable, rootVariable, type Layers } from './variables.ts'
import { worldOf } from './world.ts'

/**
 * OpenTofu's early evaluation: the text of an argument that must be known before the modules are, such as a `source`.
 * It sees variables and locals of the modules above, and what depends on those alone; otherwise undefined. The session
 * is one of its own, since what is wrong with these values is reported when the modules are evaluated.
 */
export function earlyEvaluation(
  session: Session,
): (node: ModuleNode, argument: Attribute) => string | undefined {
  const early = new Early(session)
  return (node, argument) => early.text(node, argument)
}

const visible: ReadonlySet<string> = new Set(['var', 'local', 'path', 'terraform', 'tofu'])

class Early {
  readonly #session: Session
  readonly #worlds = new Map<ModuleNode, World>()
  #layers: Layers | undefined

  constructor(session: Session) {
    this.#session = session
  }

  text(node: ModuleNode, argument: Attribute): string | undefined {
    const value = this.#value(node, argument)
    return value?.kind === 'string' && value.marks === 0 ? value.value : undefined
  }

  #value(node: ModuleNode, { expression }: Attribute): Val | undefined {
    const diagnostics: Session['diagnostics'] = []
    const value = evaluate(expression, scopeOf(this.#world(node), diagnostics))
    return diagnostics.length === 0 ? value : undefined
  }

  #world(node: ModuleNode): World {
    const known = this.#worlds.get(node)
    if (known !== undefined) return known
    const instance = bare(node)
    const base = worldOf(this.#session, instance)
    const asked = new Set<string>()
    const world: World = {
      ...base,
      reference: (root, names) => {
        if (!visible.has(root))
          return problem('Variables not allowed', 'Only variables and locals are known here.')
        const [name] = names
        const key = `${root}.${name}`
        if (name !== undefined && !asked.has(key)) {
          asked.add(key)
          if (root === 'var') this.#variable(instance, name, base)
          if (root === 'local') this.#local(instance, name)
        }
        return base.reference(root, names)
      },
    }
    this.#worlds.set(node, world)
    return world
  }

  #variable({ node, variables }: ModuleInstance, name: string, { functions }: World): void {
    const declared = node.config.variables.get(name)
    if (declared === undefined) return
    const config = { ...declared }
    const constant = constantWorld(this.#session, functions)
    const { parent, call } = node
    if (parent === undefined || call === undefined) {
      this.#layers ??= layersOf(this.#session, node.config.variables)
      variables.set(name, rootVariable(this.#session, config, this.#layers, constant))
      return
    }
    const written = call.arguments.get(name)
    const value = written && this.#value(parent, written)
    if (written !== undefined && value === undefined) return
    const argument = written && value && { value, span: written.span }
    variables.set(name, moduleVariable(this.#session, config, argument, constant, call.headSpan))
  }

  #local({ node, locals }: ModuleInstance, name: string): void {
    const written = node.config.locals.get(name)
    const value = written && this.#value(node, written)
    if (value !== undefined) locals.set(name, value)
  }
}

/** A module in which nothing is evaluated yet. */
export function bare(node: ModuleNode): ModuleInstance {
  return {
    node,
    address: '',
    parent: undefined,
    repetition: once,
    variables: new Map(),
    locals: new Map(),
    outputs: new Map(),
    resources: new Map(),
    modules: new Map(),
  }
}
