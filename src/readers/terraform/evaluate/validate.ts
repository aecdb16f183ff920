import type { Diagnostic } from '../../../kernel/diagnostic.ts'
import type { Attribute, Block, Expression } from '../../../lang/hcl/body.ts'
import { diagnosticOf, referencesOf, spanOf, type StaticReference } from '../../../lang/hcl/evaluate/index.ts'
import { problem, type Problem } from '../../../lang/hcl/problem.ts'
import { sourceOf } from '../../../lang/hcl/tree.ts'
import type { ModuleConfig, ResourceConfig } from '../config/config.ts'
import { resourceKey } from '../config/load.ts'
import type { ModuleNode } from '../config/tree.ts'
import { refuse } from '../problems.ts'
import { builtInProblem, notDirectly, resourceStepsProblem } from './static-steps.ts'
import { statementProblems } from './statements.ts'
import { dependenciesIn } from './dependencies.ts'
import { isTraversal, textOf } from './static.ts'
import { mentionsAt, nodesOf, type GraphNode } from './graph.ts'
import { mentionsIn, mentionsOf } from './mentions.ts'
import { passedProviderProblems } from './provider-passing.ts'
import { metaOf, providerAddress } from './resource.ts'
import type { BlockSchema } from '../schema/schema.ts'
import { repetitionProblem } from './repetition-problem.ts'
import type { ModuleInstance, Session } from './session.ts'
import {
  incompleteReference,
  undeclaredLocal,
  undeclaredModule,
  undeclaredResource,
  undeclaredVariable,
} from './undeclared.ts'

/** What Terraform refuses before it evaluates anything, in every module of a tree. */
export function validate(root: ModuleNode, session: Session): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const seen = new Set<ModuleConfig>()
  const open: ModuleNode[] = [root]
  for (let module = open.pop(); module !== undefined; module = open.pop()) {
    open.push(...module.children.values())
    if (seen.has(module.config)) continue
    seen.add(module.config)
    found.push(...undeclared(module, session), ...inModule(module, session))
  }
  return found
}

function inModule(module: ModuleNode, session: Session): readonly Diagnostic[] {
  const { config } = module
  return [
    ...[...config.resources.values()].flatMap((one) => inResource(one, module, session)),
    ...[...config.calls.values()].flatMap((call) => [
      ...both(call.count, call.forEach),
      ...dependencies(call.dependsOn, module, session),
      ...passedProviderProblems(call, module),
    ]),
    ...[...config.outputs.values()].flatMap(({ dependsOn }) => dependencies(dependsOn, module, session)),
    ...config.checks.flatMap(({ asserts, headSpan }) =>
      asserts.length > 0
        ? []
        : [refuse('Zero assert blocks', 'Check blocks must have at least one assert block.', headSpan)],
    ),
    ...statementProblems(config),
  ]
}

/** Names that nothing declares; `try` and `can` do not catch these, nor does a condition that takes the other branch. */
function undeclared(module: ModuleNode, session: Session): readonly Diagnostic[] {
  const calls = [...module.config.calls.values()].flatMap((call) => {
    const absent = absentNames(call.count, call.forEach, true)
    return [...call.arguments.values()].flatMap((one) => problemsOf(mentionsOf(one), absent, module, session))
  })
  const nodes = nodesOf(module).flatMap((node) =>
    problemsOf(mentionsAt(node), absentAt(node), module, session),
  )
  return [...nodes, ...calls]
}

function problemsOf(
  mentions: readonly StaticReference[],
  absent: ReadonlySet<string>,
  module: ModuleNode,
  session: Session,
): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  for (const one of mentions) {
    // In JSON syntax nested blocks are seen as plain values, so names of theirs can't be told from references.
    if (one.tree.file.endsWith('.json')) continue
    const wrong = absent.has(one.root) ? outsideRepetition(one) : whatIsWrong(one, module, session)
    if (wrong !== undefined) found.push(diagnosticOf(wrong, spanOf(one.tree, one.node)))
  }
  return found
}

/** Which of `each`, `count` and `self` have no meaning at a node. Where `self` has one inside of a resource is told when it is read. */
function absentAt(node: GraphNode): ReadonlySet<string> {
  switch (node.kind) {
    case 'resource': {
      const { count, forEach } = metaOf(node.config)
      return absentNames(count, forEach, false)
    }
    case 'import':
    case 'check':
      return new Set()
    case 'variable':
    case 'validation':
    case 'local':
    case 'output':
    case 'expand':
      return absentNames(undefined, undefined, true)
  }
}

function absentNames(
  count: Attribute | undefined,
  forEach: Attribute | undefined,
  self: boolean,
): ReadonlySet<string> {
  return new Set([
    ...(count === undefined ? ['count'] : []),
    ...(forEach === undefined ? ['each'] : []),
    ...(self ? ['self'] : []),
  ])
}

/** The same for one expression in the scope of a module. */
export function staticProblems(
  session: Session,
  { node: module }: ModuleInstance,
  expression: Expression,
): readonly Diagnostic[] {
  return referencesOf(expression).flatMap((one) => {
    const { tree } = expression
    const wrong = isRepetition(one.root) ? outsideRepetition(one) : whatIsWrong(one, module, session)
    return wrong === undefined ? [] : [diagnosticOf(wrong, spanOf(tree, one.node))]
  })
}

function outsideRepetition({ root, names }: StaticReference): Problem {
  return names.length === 0 && root !== 'self' ? notDirectly(root) : repetitionProblem(root)
}

function isRepetition(root: string): boolean {
  return root === 'each' || root === 'count' || root === 'self'
}

const builtIn = new Set(['path', 'terraform', 'tofu'])
const always = new Set([...builtIn, 'each', 'count', 'self'])

/** What is wrong with a reference before anything is evaluated: a name that nothing declares, a key that is missing or too much. */
export function whatIsWrong(
  mention: StaticReference,
  { config, path }: ModuleNode,
  session: Session,
): Problem | undefined {
  const { root, names } = mention
  const [first, second] = names
  if (root === 'tofu' && !knowsTofu(session)) return ofOtherTool(mention)
  if (builtIn.has(root)) return builtInProblem(mention)
  if (always.has(root)) return undefined
  if (first === undefined) return incompleteReference(root)
  switch (root) {
    case 'var':
      return config.variables.has(first) ? undefined : undeclaredVariable(first, config)
    case 'local':
      return config.locals.has(first) ? undefined : undeclaredLocal(first, config)
    case 'module':
      return config.calls.has(first) ? undefined : undeclaredModule(first, config, whereOf(path))
    case 'data':
    case 'ephemeral':
    case 'resource':
      return second === undefined
        ? incompleteReference(root)
        : ofResource(mention, 2, { config, path, session })
    default:
      return ofResource(mention, 1, { config, path, session })
  }
}

/** Nobody writes `tofu.workspace` by accident: what was not asked to be Terraform's takes it. */
function knowsTofu({ version, options }: Session): boolean {
  return version.opentofu || options.language === 'auto'
}

function ofOtherTool({ names: [first] }: StaticReference): Problem {
  const said = first === undefined ? 'tofu' : `tofu.${first}`
  const instead = first === 'workspace' ? ' Write terraform.workspace, which both know.' : ''
  return problem('Reference to undeclared resource', `Only OpenTofu knows "${said}".${instead}`)
}

interface Place {
  readonly config: ModuleConfig
  readonly path: readonly string[]
  readonly session: Session
}

function whereOf(path: readonly string[]): string {
  return path.map((name) => `module.${name}`).join('.')
}

function ofResource(
  mention: StaticReference,
  used: number,
  { config, path, session }: Place,
): Problem | undefined {
  const { root, names, index } = mention
  const key = [...(root === 'resource' ? [] : [root]), ...names.slice(0, used)].join('.')
  const resource = config.resources.get(key)
  if (resource === undefined) {
    if (config.checks.some(({ data }) => data !== undefined && resourceKey(data) === key)) return undefined
    return undeclaredResource(key, config, whereOf(path))
  }
  const { count, forEach } = metaOf(resource)
  const repeated = count ?? forEach
  const attribute = names[used]
  if (repeated !== undefined && attribute !== undefined) {
    const detail = `Because ${key} has "${repeated.name}" set, its attributes must be accessed on specific instances. For example, to correlate with indices of a referring resource, use: ${key}[${repeated === count ? 'count.index' : 'each.key'}]`
    return problem('Missing resource instance key', detail)
  }
  if (repeated === undefined && attribute === undefined && index === 'constant') {
    const detail = `Because ${key} does not have "count" or "for_each" set, references to it must not include an index key. Remove the bracketed index to refer to the single instance of this resource.`
    return problem('Unexpected resource instance key', detail)
  }
  return resourceStepsProblem(mention, used, exactSchema(resource, config, session))
}

/** The provider's own schema; the tables that ship may be of another version, so nothing is refused for them. */
function exactSchema(
  resource: ResourceConfig,
  config: ModuleConfig,
  { schemas }: Session,
): BlockSchema | undefined {
  const provider = providerAddress(resource, config, 'registry.terraform.io')
  const known = schemas.of(provider, resource.mode, resource.type)
  return known?.exact === true ? known.schema : undefined
}

function inResource(config: ResourceConfig, module: ModuleNode, session: Session): readonly Diagnostic[] {
  const meta = metaOf(config)
  return [
    ...both(meta.count, meta.forEach),
    ...dependencies(meta.dependsOn, module, session),
    ...lifecycle(config, exactSchema(config, module.config, session)),
    ...providerOf(config, meta.provider, module),
  ]
}

function both(count: Attribute | undefined, forEach: Attribute | undefined): readonly Diagnostic[] {
  if (count === undefined || forEach === undefined) return []
  const detail =
    'The "count" and "for_each" meta-arguments are mutually-exclusive, only one should be used to be explicit about the number of resources to be created.'
  return [refuse('Invalid combination of "count" and "for_each"', detail, forEach.nameSpan)]
}

/** `depends_on` is a list of plain references to whole objects. */
function dependencies(
  attribute: Attribute | undefined,
  module: ModuleNode,
  session: Session,
): readonly Diagnostic[] {
  if (attribute === undefined) return []
  const items = dependenciesIn(attribute)
  const { tree, node } = attribute.expression
  const summary = 'Invalid expression'
  if (items === undefined)
    return [refuse(summary, 'A static list expression is required.', spanOf(tree, node))]
  const calculated = items
    .filter((item) => !isTraversal(item.tree, item.node))
    .map((item) =>
      refuse(
        summary,
        'A single static variable reference is required: only attribute access and indexing with constant keys. No calculations, function calls, template expressions, etc are allowed here.',
        spanOf(item.tree, item.node),
      ),
    )
  const named = mentionsOf(attribute).flatMap((one) => {
    const wrong =
      tooDeep(one) ?? (tree.file.endsWith('.json') ? whatIsWrong(one, module, session) : undefined)
    return wrong === undefined ? [] : [diagnosticOf(wrong, spanOf(one.tree, one.node))]
  })
  return [...calculated, ...named]
}

const pairs = new Set(['data', 'ephemeral', 'resource', 'module'])

function tooDeep({ root, names }: StaticReference): Problem | undefined {
  if (always.has(root) || names.length <= (pairs.has(root) ? 2 : 1)) return undefined
  return problem(
    'Invalid depends_on reference',
    'References in depends_on must be to a whole object (resource, etc), not to an attribute of an object.',
  )
}

const ownBlocks = new Set(['lifecycle', 'provisioner', 'connection'])

function lifecycle({ body }: ResourceConfig, schema: BlockSchema | undefined): readonly Diagnostic[] {
  const types = new Map([
    ['lifecycle', 0],
    ['dynamic', 1],
    ['provisioner', 1],
    ['connection', 0],
  ])
  const { blocks } = body.content(types)
  return blocks.flatMap((block) => {
    if (block.type === 'dynamic' && ownBlocks.has(block.labels[0] ?? '')) {
      const detail = `Blocks of type "${block.labels[0]}" are Terraform's own and cannot be made by a dynamic block.`
      return [refuse('Unsupported block type', detail, block.headSpan)]
    }
    if (block.type === 'provisioner') return provisioner(block)
    return block.type === 'lifecycle' ? [...literals(block), ...ignored(block, schema)] : []
  })
}

/** `create_before_destroy` and `prevent_destroy` decide before anything can be evaluated. */
function literals({ body }: Block): readonly Diagnostic[] {
  const { attributes } = body.content(
    new Map([
      ['precondition', 0],
      ['postcondition', 0],
    ]),
  )
  return ['create_before_destroy', 'prevent_destroy'].flatMap((name) => {
    const attribute = attributes.get(name)
    if (attribute === undefined || mentionsOf(attribute).length === 0) return []
    const { tree, node } = attribute.expression
    return [refuse('Variables not allowed', 'Variables may not be used here.', spanOf(tree, node))]
  })
}

/** `ignore_changes` names attributes that there are. */
function ignored({ body }: Block, schema: BlockSchema | undefined): readonly Diagnostic[] {
  const attribute = body
    .content(
      new Map([
        ['precondition', 0],
        ['postcondition', 0],
      ]),
    )
    .attributes.get('ignore_changes')
  if (attribute === undefined || schema === undefined) return []
  return mentionsOf(attribute)
    .filter(({ root }) => root !== 'all' && !schema.attributes.has(root) && !schema.blocks.has(root))
    .map(({ tree, node, root }) => {
      const detail = `This object has no argument, nested block, or exported attribute named "${root}".`
      return refuse('Unsupported attribute', detail, spanOf(tree, node))
    })
}

/** What runs when the resource is destroyed can only look at the resource itself. */
function provisioner(block: Block): readonly Diagnostic[] {
  const { attributes } = block.body.content(new Map([['connection', 0]]))
  const when = attributes.get('when')
  if (when === undefined || sourceOf(when.expression.tree, when.expression.node) !== 'destroy') return []
  const inside = { body: block.body } as ResourceConfig
  return mentionsIn(inside)
    .filter(
      ({ root }) =>
        !['self', 'count', 'each', 'path', 'terraform', 'destroy', 'fail', 'continue'].includes(root),
    )
    .map(({ tree, node }) =>
      refuse(
        'Invalid reference from destroy provisioner',
        'Destroy-time provisioners and their connection configurations may only reference attributes of the related resource, via "self", "count.index", or "each.key".',
        spanOf(tree, node),
      ),
    )
}

/** In a root module, `provider = aws.west` needs a provider block with that alias. */
function providerOf(
  config: ResourceConfig,
  written: Attribute | undefined,
  module: ModuleNode,
): readonly Diagnostic[] {
  if (written === undefined || module.parent !== undefined) return []
  const text = sourceOf(written.expression.tree, written.expression.node).replaceAll('"', '')
  const [, name, alias, index] = /^([^.[]+)\.([^.[]+)(\[)?/u.exec(text) ?? []
  if (alias === undefined) return []
  const known = module.config.providers.some(
    (one) =>
      one.name === name &&
      one.alias !== undefined &&
      textOf(one.alias) === alias &&
      // OpenTofu's `aws.by_region[each.key]` is one of several configurations.
      (index === undefined || one.forEach !== undefined),
  )
  if (known) return []
  const detail = `The provider configuration ${name}.${alias} that ${resourceKey(config)} asks for is not declared in the root module.`
  return [refuse('Provider configuration not present', detail, written.span)]
}
