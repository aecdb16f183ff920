import type { Diagnostic } from '../../../kernel/diagnostic.ts'
import { Origins } from '../../../kernel/origins.ts'
import type { Attribute, Body } from '../../../lang/hcl/body.ts'
import { evaluate, scopeOf, type Frame, type World } from '../../../lang/hcl/evaluate/index.ts'
import { dynamicType, numberType, stringType, type Type } from '../../../lang/hcl/types.ts'
import { object, unknown, type Val } from '../../../lang/hcl/value.ts'
import type { CallConfig, ConditionConfig, ModuleConfig, ResourceConfig } from '../config/config.ts'
import type { ModuleNode } from '../config/tree.ts'
import { metaOf } from './resource.ts'
import type { Session } from './session.ts'
import { constraintOf } from './variables.ts'

interface Given {
  readonly session: Session
  /** A module's world for `path`, `terraform` and the functions. */
  readonly worldIn: (node: ModuleNode) => World
  readonly constant: World
}

/**
 * What Terraform's validation refuses. It goes over every module before it plans, with variables of which it knows only
 * the types, and resources of which it knows nothing: that says more than the values do where an object is null, or a
 * part has no instance. Nothing is said of JSON, where values and nested blocks look the same.
 */
export function typedProblems(top: ModuleNode, given: Given): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const seen = new Set<ModuleConfig>()
  const open = [top]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    open.push(...node.children.values())
    if (!seen.has(node.config)) found.push(...inModule(node.config, typedWorld(node, given)))
    seen.add(node.config)
  }
  return found
}

function inModule(config: ModuleConfig, world: World): readonly Diagnostic[] {
  const { locals, outputs, resources, calls } = config
  return [
    ...[...locals.values()].flatMap((one) => asked(one, world)),
    ...[...outputs.values()].flatMap(({ value, preconditions }) => [
      ...asked(value, world),
      ...conditions(preconditions, world),
    ]),
    ...[...resources.values()].flatMap((one) => inResource(one, world)),
    ...[...calls.values()].flatMap((one) => inCall(one, world)),
  ]
}

function inCall(call: CallConfig, world: World): readonly Diagnostic[] {
  const frame = framesFor(call.count, call.forEach)
  return [...call.arguments.values()].flatMap((one) => asked(one, world, frame))
}

const apart: ReadonlyMap<string, number> = new Map([
  ['dynamic', 1],
  ['lifecycle', 0],
  ['provisioner', 1],
  ['connection', 0],
])
const noValues = new Set(['count', 'for_each', 'enabled', 'provider', 'depends_on'])

function inResource(config: ResourceConfig, world: World): readonly Diagnostic[] {
  const { count, forEach, preconditions, postconditions } = metaOf(config)
  const frame = framesFor(count, forEach)
  const self: Frame = { name: 'self', value: unknown(dynamicType, []), parent: frame }
  return [
    ...inBody(config.body, world, frame),
    ...conditions(preconditions, world, frame),
    ...conditions(postconditions, world, self),
  ]
}

/** A dynamic block that makes no block is not looked into. */
function inBody(top: Body, world: World, frame: Frame | undefined): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const open = [top]
  for (let body = open.pop(); body !== undefined; body = open.pop()) {
    const { attributes, blocks } = body.content(apart)
    for (const one of attributes.values()) {
      if (body !== top || !noValues.has(one.name)) found.push(...asked(one, world, frame))
    }
    for (const block of blocks) if (!apart.has(block.type)) open.push(block.body)
  }
  return found
}

function conditions(some: readonly ConditionConfig[], world: World, frame?: Frame): readonly Diagnostic[] {
  return some.flatMap(({ condition }) => asked(condition, world, frame))
}

function asked(attribute: Attribute | undefined, world: World, frame?: Frame): readonly Diagnostic[] {
  if (attribute === undefined || attribute.expression.tree.file.endsWith('.json')) return []
  const found: Diagnostic[] = []
  evaluate(attribute.expression, scopeOf(world, found, frame))
  return found
}

function framesFor(count: Attribute | undefined, forEach: Attribute | undefined): Frame | undefined {
  const each: Frame | undefined = forEach && {
    name: 'each',
    value: object(
      new Map<string, Val>([
        ['key', unknown(stringType, [])],
        ['value', unknown(dynamicType, [])],
      ]),
    ),
    parent: undefined,
  }
  const index = new Map<string, Val>([['index', unknown(numberType, [])]])
  return count === undefined ? each : { name: 'count', value: object(index), parent: each }
}

/** As many local values as may stand in each other. */
const deepest = 100

function typedWorld(node: ModuleNode, { session, worldIn, constant }: Given): World {
  const { config } = node
  const plain = worldIn(node)
  const locals = new Map<string, Val>()
  let depth = 0
  function local(name: string): Val {
    const known = locals.get(name)
    if (known !== undefined) return known
    locals.set(name, unknown(dynamicType, []))
    const attribute = config.locals.get(name)
    if (attribute === undefined || depth >= deepest) return unknown(dynamicType, [])
    depth++
    const value = evaluate(attribute.expression, scopeOf(world, []))
    depth--
    locals.set(name, value)
    return value
  }
  const world: World = {
    origins: new Origins(),
    version: plain.version,
    functions: plain.functions,
    functionNamed: (name) => plain.functionNamed(name),
    reference(root, names) {
      const [name = ''] = names
      switch (root) {
        case 'var': {
          const variable = config.variables.get(name)
          const type: Type =
            variable === undefined ? dynamicType : constraintOf(variable, constant, session).type
          return { value: unknown(type, []), used: 1 }
        }
        case 'local':
          return { value: local(name), used: 1 }
        case 'path':
        case 'terraform':
        case 'tofu':
        case 'each':
        case 'count':
        case 'self':
          return plain.reference(root, names)
        default:
          // Nothing is known of a resource or a module, so neither of the steps behind its name.
          return { value: unknown(dynamicType, []), used: Math.min(names.length, 1) }
      }
    },
  }
  return world
}
