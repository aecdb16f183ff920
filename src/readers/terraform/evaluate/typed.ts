import type { Diagnostic } from '../../../kernel/diagnostic.ts'
import { Origins } from '../../../kernel/origins.ts'
import type { Attribute, Body } from '../../../lang/hcl/body.ts'
import { evaluate, isLiteral, scopeOf, type Frame, type World } from '../../../lang/hcl/evaluate/index.ts'
import type { FunctionContext } from '../../../lang/hcl/functions/function.ts'
import { dynamicType, numberType, stringType, type Type } from '../../../lang/hcl/types.ts'
import { object, unknown, type Val } from '../../../lang/hcl/value.ts'
import type { LanguageVersion } from '../../../lang/hcl/version.ts'
import type {
  CallConfig,
  ConditionConfig,
  ModuleConfig,
  ResourceConfig,
  VariableConfig,
} from '../config/config.ts'
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
    if (!seen.has(node.config)) found.push(...shared(node, given))
    seen.add(node.config)
  }
  return found
}

/** What was said of a module, and the variables whose types were asked for. */
interface Known {
  readonly found: readonly Diagnostic[]
  readonly workingFolder: string | undefined
  readonly variables: ReadonlySet<VariableConfig>
}

const saidOf = new WeakMap<LanguageVersion, WeakMap<ModuleConfig, Known>>()

/** A module says the same for all roots that call it, unless it looks at what is a root's own. */
function shared(node: ModuleNode, given: Given): readonly Diagnostic[] {
  const { session, constant } = given
  const { workingFolder } = session.options
  const ofVersion = saidOf.get(session.version) ?? new WeakMap<ModuleConfig, Known>()
  saidOf.set(session.version, ofVersion)
  const before = ofVersion.get(node.config)
  if (before !== undefined && before.workingFolder === workingFolder) {
    // What is wrong with a type is said when it is first asked for.
    for (const one of before.variables) constraintOf(one, constant, session)
    return before.found
  }
  const looks: Looks = { variables: new Set(), isOwn: false }
  const found = inModule(node.config, typedWorld(node, given, looks))
  if (!looks.isOwn) ofVersion.set(node.config, { found, workingFolder, variables: looks.variables })
  return found
}

/** What the expressions of a module have looked at. */
interface Looks {
  readonly variables: Set<VariableConfig>
  /** Something that another root may have otherwise: its folder, its workspace, a file. */
  isOwn: boolean
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

const nothing: readonly Diagnostic[] = []

function asked(attribute: Attribute | undefined, world: World, frame?: Frame): readonly Diagnostic[] {
  if (attribute === undefined || isLiteral(attribute.expression)) return nothing
  if (attribute.expression.tree.file.endsWith('.json')) return nothing
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

function typedWorld(node: ModuleNode, { session, worldIn, constant }: Given, looks: Looks): World {
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
    functions: watched(plain.functions, looks),
    functionNamed: (name) => plain.functionNamed(name),
    reference(root, names) {
      const [name = ''] = names
      switch (root) {
        case 'var': {
          const variable = config.variables.get(name)
          if (variable !== undefined) looks.variables.add(variable)
          const type: Type =
            variable === undefined ? dynamicType : constraintOf(variable, constant, session).type
          return { value: unknown(type, []), used: 1 }
        }
        case 'local':
          return { value: local(name), used: 1 }
        case 'path':
        case 'terraform':
        case 'tofu':
          looks.isOwn = true
          return plain.reference(root, names)
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

/** Notes that functions have looked at what is a root's own. */
function watched(functions: FunctionContext, looks: Looks): FunctionContext {
  const noted = <One>(answer: One): One => {
    looks.isOwn = true
    return answer
  }
  return {
    version: functions.version,
    readFile: (path) => noted(functions.readFile(path)),
    fileOrigin: (path, text) => functions.fileOrigin(path, text),
    sourceOf: (text) => functions.sourceOf(text),
    fileExists: (path) => noted(functions.fileExists(path)),
    filesBelow: (path) => noted(functions.filesBelow(path)),
    renderTemplate: (text, variables, name) => noted(functions.renderTemplate(text, variables, name)),
    decodeVariables: (text) => noted(functions.decodeVariables(text)),
    overriding: (winner, losers) => functions.overriding(winner, losers),
    workingFolder: functions.workingFolder,
  }
}
