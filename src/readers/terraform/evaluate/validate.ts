import type { Diagnostic } from '../../../kernel/diagnostic.ts'
import type { Span } from '../../../kernel/span.ts'
import type { Attribute, Block, Expression } from '../../../lang/hcl/body.ts'
import { diagnosticOf, isConstantKey, referencesOf, spanOf } from '../../../lang/hcl/evaluate/index.ts'
import { problem, type Problem } from '../../../lang/hcl/problem.ts'
import {
  childrenOf,
  firstChild,
  literalText,
  nodeKind,
  sourceOf,
  type Node,
  type Tree,
} from '../../../lang/hcl/tree.ts'
import type { ModuleConfig, ResourceConfig } from '../config/config.ts'
import { resourceKey } from '../config/load.ts'
import type { ModuleNode } from '../config/tree.ts'
import { refuse } from '../problems.ts'
import { mentionsAt, nodesOf } from './graph.ts'
import { mentionsIn, mentionsOf, type Mention } from './mentions.ts'
import { metaOf, providerAddress } from './resource.ts'
import type { BlockSchema } from '../schema/schema.ts'
import type { Schemas } from '../schemas.ts'
import { repetitionProblem } from './repetition-problem.ts'
import type { ModuleInstance, Session } from './session.ts'
import { undeclaredLocal, undeclaredModule, undeclaredResource, undeclaredVariable } from './undeclared.ts'

/** What Terraform refuses before it evaluates anything, in every module of a tree. */
export function validate(root: ModuleNode, { schemas }: Pick<Session, 'schemas'>): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const seen = new Set<ModuleConfig>()
  const open: ModuleNode[] = [root]
  for (let module = open.pop(); module !== undefined; module = open.pop()) {
    open.push(...module.children.values())
    if (seen.has(module.config)) continue
    seen.add(module.config)
    found.push(...undeclared(module, schemas), ...inModule(module, schemas))
  }
  return found
}

function inModule(module: ModuleNode, schemas: Schemas): readonly Diagnostic[] {
  const { config } = module
  return [
    ...[...config.resources.values()].flatMap((one) => inResource(one, module, schemas)),
    ...[...config.calls.values()].flatMap(({ count, forEach, dependsOn }) => [
      ...both(count, forEach),
      ...dependencies(dependsOn),
    ]),
    ...[...config.outputs.values()].flatMap(({ dependsOn }) => dependencies(dependsOn)),
    ...config.checks.flatMap(({ asserts, headSpan }) =>
      asserts.length > 0
        ? []
        : [refuse('Zero assert blocks', 'Check blocks must have at least one assert block.', headSpan)],
    ),
    ...moves(config),
    ...config.removed.flatMap((block) => removal(block, config)),
    ...config.imports.flatMap((block) => imported(block, config)),
  ]
}

/** Names that nothing declares; `try` and `can` do not catch these. */
function undeclared(module: ModuleNode, schemas: Schemas): readonly Diagnostic[] {
  const mentions = nodesOf(module).flatMap((node) => mentionsAt(node))
  for (const call of module.config.calls.values()) {
    for (const argument of call.arguments.values()) mentions.push(...mentionsOf(argument))
  }
  return mentions.flatMap((one) => {
    // In JSON syntax nested blocks are seen as plain values, so names of theirs can't be told from references.
    if (one.tree.file.endsWith('.json')) return []
    const wrong = whatIsWrong(one, module, schemas)
    return wrong === undefined ? [] : [diagnosticOf(wrong, spanOf(one.tree, one.node))]
  })
}

/** The same for one expression in the scope of a module. */
export function staticProblems(
  { schemas }: Session,
  { node: module }: ModuleInstance,
  expression: Expression,
): readonly Diagnostic[] {
  return referencesOf(expression).flatMap((one) => {
    const { tree } = expression
    const wrong = isRepetition(one.root)
      ? repetitionProblem(one.root)
      : whatIsWrong({ ...one, tree }, module, schemas)
    return wrong === undefined ? [] : [diagnosticOf(wrong, spanOf(tree, one.node))]
  })
}

function isRepetition(root: string): boolean {
  return root === 'each' || root === 'count' || root === 'self'
}

const always = new Set(['path', 'terraform', 'tofu', 'each', 'count', 'self'])

/** What is wrong with a reference before anything is evaluated: a name that nothing declares, a key that is missing or too much. */
export function whatIsWrong(
  mention: Mention,
  { config, path }: ModuleNode,
  schemas: Schemas,
): Problem | undefined {
  const { root, names } = mention
  const [first, second] = names
  const where = path.map((name) => `module.${name}`).join('.')
  if (always.has(root)) return undefined
  if (first === undefined) {
    const detail =
      'A reference to a resource type must be followed by at least one attribute access, specifying the resource name.'
    return problem('Invalid reference', detail)
  }
  switch (root) {
    case 'var':
      return config.variables.has(first) ? undefined : undeclaredVariable(first, config)
    case 'local':
      return config.locals.has(first) ? undefined : undeclaredLocal(first, config)
    case 'module':
      return config.calls.has(first) ? undefined : undeclaredModule(first, config, where)
    case 'data':
    case 'ephemeral':
      return second === undefined ? undefined : ofResource(mention, 2, { config, where, schemas })
    case 'resource':
      return second === undefined ? undefined : ofResource(mention, 2, { config, where, schemas })
    default:
      return ofResource(mention, 1, { config, where, schemas })
  }
}

interface Place {
  readonly config: ModuleConfig
  readonly where: string
  readonly schemas: Schemas
}

function ofResource(
  { root, names, index }: Mention,
  used: number,
  { config, where, schemas }: Place,
): Problem | undefined {
  const key = [...(root === 'resource' ? [] : [root]), ...names.slice(0, used)].join('.')
  const resource = config.resources.get(key)
  if (resource === undefined) {
    if (config.checks.some(({ data }) => data !== undefined && resourceKey(data) === key)) return undefined
    return undeclaredResource(key, config, where)
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
  return attribute === undefined ? undefined : undeclaredAttribute(resource, attribute, config, schemas)
}

/** An attribute that the provider's own schema does not have; the tables that ship may be of another version, so they don't count. */
function undeclaredAttribute(
  resource: ResourceConfig,
  name: string,
  config: ModuleConfig,
  schemas: Schemas,
): Problem | undefined {
  const schema = exactSchema(resource, config, schemas)
  if (schema === undefined || schema.attributes.has(name) || schema.blocks.has(name)) return undefined
  const detail = `This object has no argument, nested block, or exported attribute named "${name}".`
  return problem('Unsupported attribute', detail)
}

function exactSchema(
  resource: ResourceConfig,
  config: ModuleConfig,
  schemas: Schemas,
): BlockSchema | undefined {
  const provider = providerAddress(resource, config, 'registry.terraform.io')
  const known = schemas.of(provider, resource.mode, resource.type)
  return known?.exact === true ? known.schema : undefined
}

function inResource(config: ResourceConfig, module: ModuleNode, schemas: Schemas): readonly Diagnostic[] {
  const meta = metaOf(config)
  return [
    ...both(meta.count, meta.forEach),
    ...dependencies(meta.dependsOn),
    ...lifecycle(config, exactSchema(config, module.config, schemas)),
    ...providerOf(config, meta.provider, module),
  ]
}

function both(count: Attribute | undefined, forEach: Attribute | undefined): readonly Diagnostic[] {
  if (count === undefined || forEach === undefined) return []
  const detail =
    'The "count" and "for_each" meta-arguments are mutually-exclusive, only one should be used to be explicit about the number of resources to be created.'
  return [refuse('Invalid combination of "count" and "for_each"', detail, forEach.nameSpan)]
}

/** `depends_on` is a list of plain references. */
function dependencies(attribute: Attribute | undefined): readonly Diagnostic[] {
  if (attribute === undefined) return []
  const { tree, node } = attribute.expression
  if (tree.file.endsWith('.json')) return []
  if (tree.kinds[node] !== nodeKind.tuple) {
    return [refuse('Invalid expression', 'A static list expression is required.', spanOf(tree, node))]
  }
  return childrenOf(tree, node)
    .filter((item) => !isTraversal(tree, item))
    .map((item) =>
      refuse(
        'Invalid expression',
        'A single static variable reference is required: only attribute access and indexing with constant keys. No calculations, function calls, template expressions, etc are allowed here.',
        spanOf(tree, item),
      ),
    )
}

/** A name with attributes and constant indexes after it. */
function isTraversal(tree: Tree, item: Node): boolean {
  let node = item
  for (;;) {
    const kind = tree.kinds[node]
    if (kind === nodeKind.variable) return true
    if (kind === nodeKind.index && !isConstantKey(tree, node)) return false
    if (kind !== nodeKind.getAttribute && kind !== nodeKind.index && kind !== nodeKind.legacyIndex)
      return false
    node = firstChild(tree, node)
  }
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
  const [name, alias] = sourceOf(written.expression.tree, written.expression.node)
    .replaceAll('"', '')
    .split('.')
  if (alias === undefined) return []
  const known = module.config.providers.some(
    (one) => one.name === name && one.alias !== undefined && textOf(one.alias) === alias,
  )
  if (known) return []
  const detail = `The provider configuration ${name}.${alias} that ${resourceKey(config)} asks for is not declared in the root module.`
  return [refuse('Provider configuration not present', detail, written.span)]
}

function textOf({ expression: { tree, node } }: Attribute): string {
  return childrenOf(tree, node)
    .map((part) => literalText(tree, part))
    .join('')
}

interface Move {
  readonly from: string
  readonly to: string
  readonly span: Span
}

function moves(config: ModuleConfig): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const all: Move[] = []
  for (const block of config.moved) {
    const { attributes } = block.body.content(new Map())
    const from = addressIn(attributes.get('from'), block, 'from', found)
    const to = addressIn(attributes.get('to'), block, 'to', found)
    if (from !== undefined && to !== undefined) all.push({ from, to, span: block.headSpan })
  }
  for (const { from, to, span } of all) {
    if (from !== to && !to.startsWith(`${from}[`) && isDeclared(from, config)) {
      const detail = `This statement declares a move from ${from}, but that object is still declared. Change its name, or take the moved block out.`
      found.push(refuse('Moved object still exists', detail, span))
    }
  }
  const next = new Map(all.map(({ from, to }) => [from, to]))
  for (const { from, span } of all) {
    if (isRing(from, next)) {
      found.push(
        refuse(
          'Cyclic dependency in move statements',
          'The moved blocks lead in a circle, so no object has a final address.',
          span,
        ),
      )
      break
    }
  }
  return found
}

function isRing(start: string, next: ReadonlyMap<string, string>): boolean {
  let at = next.get(start)
  for (let steps = 0; at !== undefined && steps <= next.size; steps++) {
    if (at === start) return true
    at = next.get(at)
  }
  return false
}

/** The address that an argument names, or undefined after saying what is wrong with it. */
function addressIn(
  attribute: Attribute | undefined,
  block: Block,
  name: string,
  found: Diagnostic[],
): string | undefined {
  if (attribute === undefined) {
    found.push(
      refuse(
        'Missing required argument',
        `The argument "${name}" is required, but no definition was found.`,
        block.headSpan,
      ),
    )
    return undefined
  }
  const { tree, node } = attribute.expression
  if (tree.file.endsWith('.json'))
    return tree.kinds[node] === nodeKind.template ? textOf(attribute) : undefined
  if (isTraversal(tree, node)) return sourceOf(tree, node)
  found.push(
    refuse(
      'Invalid expression',
      'A single static variable reference is required: only attribute access and indexing with constant keys.',
      spanOf(tree, node),
    ),
  )
  return undefined
}

function isDeclared(address: string, config: ModuleConfig): boolean {
  if (address.includes('[')) return false
  const module = /^module\.([\w-]+)$/u.exec(address)
  return module === null ? config.resources.has(address) : config.calls.has(module[1] ?? '')
}

function removal(block: Block, config: ModuleConfig): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const { attributes } = block.body.content(
    new Map([
      ['lifecycle', 0],
      ['provisioner', 1],
      ['connection', 0],
    ]),
  )
  const from = addressIn(attributes.get('from'), block, 'from', found)
  if (from === undefined) return found
  if (from.includes('[')) {
    found.push(
      refuse(
        'Resource instance keys not allowed',
        'Resource address must be a resource (e.g. "test_instance.foo"), not a resource instance (e.g. "test_instance.foo[1]").',
        block.headSpan,
      ),
    )
  } else if (isDeclared(from, config)) {
    const detail = `This statement declares that ${from} was removed, but it is still declared. Remove it, or take the removed block out.`
    found.push(refuse('Removed resource still exists', detail, block.headSpan))
  }
  return found
}

function imported(block: Block, config: ModuleConfig): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const { attributes } = block.body.content(new Map())
  const to = attributes.get('to')
  if (to === undefined || (attributes.get('id') === undefined && attributes.get('identity') === undefined)) {
    const name = to === undefined ? 'to' : 'id'
    return [
      refuse(
        'Missing required argument',
        `The argument "${name}" is required, but no definition was found.`,
        block.headSpan,
      ),
    ]
  }
  const { tree, node } = to.expression
  const target = sourceOf(tree, node).replaceAll(/\[[^\]]*\]/gu, '')
  if (!target.startsWith('module.') && !tree.file.endsWith('.json') && !config.resources.has(target)) {
    const detail = `The configuration for the given import target ${target} does not exist. All target instances must have an associated configuration to be imported.`
    found.push(refuse('Configuration for import target does not exist', detail, spanOf(tree, node)))
  }
  return found
}
