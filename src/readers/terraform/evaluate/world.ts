import type { FilePath } from '../../../kernel/brand.ts'
import type { OriginId } from '../../../kernel/origin.ts'
import type { Span } from '../../../kernel/span.ts'
import { marks, type Cause } from '../../../kernel/value.ts'
import { evaluate, scopeOf, type Referred, type World } from '../../../lang/hcl/evaluate/index.ts'
import type { FunctionContext } from '../../../lang/hcl/functions/function.ts'
import { builtinFunction, functionNamed } from '../../../lang/hcl/functions/index.ts'
import { problem, type Problem } from '../../../lang/hcl/problem.ts'
import { parseHclTemplate } from '../../../lang/hcl/syntax/index.ts'
import { dynamicType, stringType } from '../../../lang/hcl/types.ts'
import { bool, nullOf, object, string, tuple, unknown, type Val } from '../../../lang/hcl/value.ts'
import { within } from '../config/files.ts'
import { decodeVariables } from './decode-variables.ts'
import { filesPort } from './files-port.ts'
import type { Expansion, ModuleInstance, Session } from './session.ts'
import { repetitionProblem } from './repetition-problem.ts'
import { constantWorld } from './variables.ts'
import {
  incompleteReference,
  undeclaredLocal,
  undeclaredModule,
  undeclaredResource,
  undeclaredVariable,
} from './undeclared.ts'

/** What the expressions of one module instance see. */
export function worldOf(session: Session, instance: ModuleInstance): World {
  const world: World = {
    origins: session.origins,
    version: session.version,
    functions: functionsOf(session),
    functionNamed: (name) => named(session, instance, name),
    reference: (root, names) => reference(session, instance, root, names),
  }
  return world
}

function named(session: Session, { node }: ModuleInstance, name: string): ReturnType<World['functionNamed']> {
  if (!name.startsWith('provider::')) return functionNamed(name, session.version)
  const [, provider = '', short = ''] = /^provider::([^:]+)::(.+)$/u.exec(name) ?? []
  if (provider === '') return functionNamed(name, session.version)
  const source = node.config.requiredProviders.get(provider)
  const isOwn = source?.endsWith('builtin/terraform') === true
  const found = isOwn ? builtinFunction(short) : source && functionNamed(name, session.version)
  if (typeof found === 'object') return found
  const detail = `There is no function named "${name}". Ensure that provider name "${provider}" is declared in this module's required_providers block, and that this provider offers a function named "${short}".`
  return problem('Unknown provider function', detail)
}

const contexts = new WeakMap<Session, FunctionContext>()

function functionsOf(session: Session): FunctionContext {
  const known = contexts.get(session)
  if (known !== undefined) return known
  const context: FunctionContext = {
    ...filesPort(session),
    version: session.version,
    workingFolder: session.options.workingFolder,
    renderTemplate: (text, variables, name) => renderTemplate(session, text, variables, name),
    decodeVariables: (text) => decodeVariables(text, constantWorld(session, context)),
    overriding: (winner: Val, _losers: readonly OriginId[]) => winner,
  }
  contexts.set(session, context)
  return context
}

/** A template sees its own variables only. */
function renderTemplate(
  session: Session,
  text: string,
  variables: ReadonlyMap<string, Val>,
  name: string,
): Val | Problem {
  const file = within(session.root, name)
  const { value: tree, diagnostics } = parseHclTemplate(file, text)
  const [broken] = diagnostics
  if (broken !== undefined) return problem(broken.summary, broken.detail)
  const found: typeof session.diagnostics = []
  const world: World = {
    origins: session.origins,
    version: session.version,
    functions: functionsOf(session),
    functionNamed: (one) => insideTemplate(session, one),
    reference(root) {
      const value = variables.get(root)
      if (value !== undefined) return { value, used: 0 }
      return problem('Invalid reference', `vars map does not contain key "${root}"`)
    },
  }
  const value = evaluate({ tree, node: tree.root }, scopeOf(world, found))
  const [failed] = found
  return failed === undefined ? value : problem(failed.summary, failed.detail)
}

function insideTemplate(session: Session, name: string): ReturnType<World['functionNamed']> {
  if (name === 'templatefile' || name === 'templatestring') {
    return problem(
      'Error in function call',
      `cannot recursively call ${name} from inside another template function`,
    )
  }
  return functionNamed(name, session.version)
}

function reference(
  session: Session,
  instance: ModuleInstance,
  root: string,
  names: readonly string[],
): Referred | Problem {
  const [first, second] = names
  switch (root) {
    case 'var':
      return variable(instance, first)
    case 'local':
      return local(instance, first)
    case 'module':
      return moduleValue(session, instance, first)
    case 'data':
    case 'ephemeral':
      if (second === undefined) return incompleteReference(root)
      return resource(instance, `${root}.${first}.${second}`, 2)
    case 'resource':
      if (second === undefined) return incompleteReference(root)
      return resource(instance, `${first}.${second}`, 2)
    case 'path':
      return path(session, instance, first)
    case 'terraform':
    case 'tofu':
      return toolValue(session, root, first)
    case 'each':
    case 'count':
    case 'self':
      return repetitionProblem(root)
    default:
      if (first === undefined) return incompleteReference(root)
      return resource(instance, `${root}.${first}`, 1)
  }
}

function variable(instance: ModuleInstance, name: string | undefined): Referred | Problem {
  if (name === undefined) return incompleteReference('var')
  const { variables } = instance.node.config
  const value = instance.variables.get(name)
  if (value !== undefined) return { value, used: 1 }
  if (variables.has(name)) return circular(`var.${name}`)
  return undeclaredVariable(name, instance.node.config)
}

function local(instance: ModuleInstance, name: string | undefined): Referred | Problem {
  if (name === undefined) return incompleteReference('local')
  const { locals } = instance.node.config
  const value = instance.locals.get(name)
  if (value !== undefined) return { value, used: 1 }
  if (locals.has(name)) return circular(`local.${name}`)
  return undeclaredLocal(name, instance.node.config)
}

function circular(what: string): Referred {
  return { value: unknown(dynamicType, [{ kind: 'error', what }]), used: 1 }
}

function resource(instance: ModuleInstance, key: string, used: number): Referred | Problem {
  const value = instance.resources.get(key)
  if (value !== undefined) return { value, used }
  const { resources } = instance.node.config
  if (resources.has(key)) return { ...circular(key), used }
  return undeclaredResource(key, instance.node.config, instance.address)
}

function moduleValue(
  session: Session,
  instance: ModuleInstance,
  name: string | undefined,
): Referred | Problem {
  if (name === undefined) return incompleteReference('module')
  const missing = instance.node.missing.get(name)
  if (missing !== undefined) {
    return { value: unknown(dynamicType, [{ kind: 'module', what: `module.${name}: ${missing}` }]), used: 1 }
  }
  const expansion = instance.modules.get(name)
  const span = instance.node.config.calls.get(name)?.headSpan
  if (expansion !== undefined) return { value: valueOfModule(session, expansion, span), used: 1 }
  const { calls } = instance.node.config
  if (calls.has(name)) return circular(`module.${name}`)
  return undeclaredModule(name, instance.node.config, instance.address)
}

/** The object of a module's outputs; outputs that are not evaluated yet are unknown, as Terraform has it. */
function valueOfModule(session: Session, expansion: Expansion, call: Span | undefined): Val {
  if (expansion.value !== undefined) return expansion.value
  const value = builtModule(session, expansion, call)
  const complete = expansion.instances.every(({ outputs, node }) => outputs.size === node.config.outputs.size)
  if (complete) expansion.value = value
  return value
}

function builtModule(
  session: Session,
  { kind, instances, because, under }: Expansion,
  call: Span | undefined,
): Val {
  const values = instances.map((instance) => outputsOf(session, instance))
  const [first] = values
  if (kind === 'single' && first !== undefined) return first
  const inputs = values.map(({ origin }) => origin).filter((one) => one !== 0)
  const origin = call === undefined ? 0 : session.origins.at('construct', call, { inputs, under })
  switch (kind) {
    case 'unknown':
      return unknown(dynamicType, because, undefined, origin)
    case 'single':
      return nullOf(dynamicType, origin)
    case 'count':
      return tuple(values, origin)
    case 'each': {
      const keyed = instances.map(({ repetition }, at) => [String(repetition.key), values[at]] as const)
      const entries = keyed.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]))
      return object(new Map(entries), origin)
    }
  }
}

function outputsOf(session: Session, { node, outputs }: ModuleInstance): Val {
  const entries = new Map<string, Val>()
  for (const name of node.config.outputs.keys()) {
    entries.set(name, outputs.get(name) ?? unknown(dynamicType, [{ kind: 'error', what: `output.${name}` }]))
  }
  const span = node.call?.headSpan
  const origin = span === undefined ? 0 : session.origins.at('construct', span)
  return object(entries, origin)
}

function path(session: Session, { node }: ModuleInstance, name: string | undefined): Referred | Problem {
  switch (name) {
    case 'root':
      return { value: string('.'), used: 1 }
    case 'module':
      return { value: string(relative(session.root, node.config.folder)), used: 1 }
    case 'cwd': {
      const { workingFolder } = session.options
      const because: Cause = { kind: 'computed', what: 'path.cwd' }
      return {
        value: workingFolder === undefined ? unknown(stringType, [because]) : string(workingFolder),
        used: 1,
      }
    }
    default:
      return problem(
        'Invalid "path" attribute',
        `The "path" object does not have an attribute named "${name}".`,
      )
  }
}

/** A folder as seen from the root module's folder, the way Terraform prints it. */
export function relative(root: FilePath, folder: FilePath): string {
  const from = root === '' ? [] : root.split('/')
  const to = folder === '' ? [] : folder.split('/')
  let shared = 0
  while (shared < from.length && from[shared] === to[shared]) shared++
  const up = from.slice(shared).map(() => '..')
  return [...up, ...to.slice(shared)].join('/') || '.'
}

function toolValue(session: Session, root: string, name: string | undefined): Referred | Problem {
  if (name === 'workspace') return { value: string(session.options.workspace), used: 1 }
  if (name === 'applying') {
    // What is read is what a plan would be made of.
    return { value: bool(false, 0, marks.ephemeral), used: 1 }
  }
  return problem(
    `Invalid "${root}" attribute`,
    `The "${root}" object does not have an attribute named "${name}".`,
  )
}
