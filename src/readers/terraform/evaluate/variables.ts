import type { FilePath } from '../../../kernel/brand.ts'
import { filePath } from '../../../kernel/brand.ts'
import type { OriginId, Step } from '../../../kernel/origin.ts'
import type { Span } from '../../../kernel/span.ts'
import { marks } from '../../../kernel/value.ts'
import { convert } from '../../../lang/hcl/convert.ts'
import { applyDefaults } from '../../../lang/hcl/defaults.ts'
import {
  evaluate,
  isProblem,
  scopeOf,
  spanOf,
  typeConstraintOf,
  withConversions,
  withLostDefaults,
  withOrigin,
  type TypeConstraint,
  type World,
} from '../../../lang/hcl/evaluate/index.ts'
import type { Attribute } from '../../../lang/hcl/body.ts'
import { marksDeep, withMarks } from '../../../lang/hcl/mark.ts'
import { problem } from '../../../lang/hcl/problem.ts'
import { literalString, nativeBody, parseHcl, parseHclExpression } from '../../../lang/hcl/syntax/index.ts'
import { jsonBody } from '../../../lang/hcl/syntax/json-body.ts'
import { parseHclJson } from '../../../lang/hcl/syntax/json.ts'
import { parseNumber } from '../../../lang/hcl/number.ts'
import {
  childrenOf,
  firstChild,
  literalText,
  nextSibling,
  nodeKind,
  sourceOf,
  type Node,
  type Tree,
} from '../../../lang/hcl/tree.ts'
import { withoutOptional } from '../../../lang/hcl/type-relation.ts'
import { dynamicType } from '../../../lang/hcl/types.ts'
import { bool, nullOf, number, object, string, tuple, unknown, type Val } from '../../../lang/hcl/value.ts'
import type { VariableConfig } from '../config/config.ts'
import { within } from '../config/files.ts'
import { refuse, warn } from '../problems.ts'
import type { Session } from './session.ts'

/** A value given to a root variable by one of the layers. */
export interface Given {
  /** Text of the command line or environment; its meaning depends on the variable's type. */
  readonly text: string | undefined
  readonly attribute: Attribute | undefined
  readonly span: Span
  readonly step: Step
}

/** The values given for each root variable, weakest first. Whole values win; nothing is merged. */
export type Layers = ReadonlyMap<string, readonly Given[]>

/**
 * TF_VAR_ < terraform.tfvars < terraform.tfvars.json < *.auto.tfvars(.json) by name < -var and -var-file in order.
 * Source: Terraform's documentation, "variable definition precedence".
 */
export function layersOf(session: Session, declared: ReadonlyMap<string, VariableConfig>): Layers {
  const layers = new Map<string, Given[]>()
  const give = (name: string, given: Given): void => {
    const before = layers.get(name)
    if (before === undefined) layers.set(name, [given])
    else before.push(given)
  }
  for (const [name, text] of session.options.environment) {
    if (declared.has(name)) give(name, textGiven(session, `TF_VAR_${name}`, text, 'environment'))
  }
  for (const file of automaticFiles(session)) fromFile(session, file, declared, give)
  for (const layer of session.options.layers) {
    if (layer.kind === 'file') fromFile(session, layer.file, declared, give, true)
    else option(session, layer, declared, give)
  }
  return layers
}

type Give = (name: string, given: Given) => void

function option(
  session: Session,
  { name, text }: { readonly name: string; readonly text: string },
  declared: ReadonlyMap<string, VariableConfig>,
  give: Give,
): void {
  const given = textGiven(session, `-var ${name}`, text, 'option')
  if (declared.has(name)) give(name, given)
  else {
    const detail = `A variable named "${name}" was given on the command line, but the root module does not declare a variable of that name.`
    session.diagnostics.push(refuse('Value for undeclared variable', detail, given.span))
  }
}

/** The command line and the environment are places too: a text with a name, so that a caret can point into it. */
function textGiven(session: Session, place: string, text: string, step: Step): Given {
  const file = filePath(`<${place}>`)
  session.texts.set(file, text)
  return { text, attribute: undefined, span: { file, start: 0, end: text.length }, step }
}

function automaticFiles({ snapshot, root }: Session): readonly FilePath[] {
  const names = (snapshot.list(root) ?? []).filter(({ kind }) => kind === 'file').map(({ name }) => name)
  const present = new Set(names)
  const fixed = ['terraform.tfvars', 'terraform.tfvars.json'].filter((name) => present.has(name))
  const automatic = names.filter((name) => /\.auto\.tfvars(?:\.json)?$/u.test(name)).toSorted()
  return [...fixed, ...automatic].map((name) => within(root, name))
}

function fromFile(
  session: Session,
  file: FilePath,
  declared: ReadonlyMap<string, VariableConfig>,
  give: Give,
  asked = false,
): void {
  const text = session.snapshot.text(file)
  if (text === undefined) {
    if (asked) {
      const detail = `The variables file "${file}" does not exist or is not a text file.`
      session.diagnostics.push(refuse('Failed to read variables file', detail, { file, start: 0, end: 0 }))
    }
    return
  }
  const json = file.endsWith('.json')
  const { value: tree, diagnostics } = json ? parseHclJson(file, text) : parseHcl(file, text)
  const body = json ? jsonBody(tree) : nativeBody(tree)
  const content = body.content(new Map())
  session.diagnostics.push(...diagnostics, ...content.diagnostics)
  for (const { type, headSpan } of content.blocks) {
    const detail = `Blocks are not allowed in a variables file; "${type}" begins one. To set a variable write ${type} = value.`
    session.diagnostics.push(refuse('Unexpected block', detail, headSpan))
  }
  for (const attribute of content.attributes.values()) {
    if (declared.has(attribute.name)) {
      give(attribute.name, { text: undefined, attribute, span: attribute.span, step: 'variable' })
      continue
    }
    const detail = `The root module does not declare a variable named "${attribute.name}" but a value was found in file "${file}".`
    session.diagnostics.push(warn('Value for undeclared variable', detail, attribute.nameSpan))
  }
}

/** A world for values that must be constant: tfvars, defaults, type constraints. */
export function constantWorld(session: Session, functions: World['functions']): World {
  const none = problem('Variables not allowed', 'Variables may not be used here.')
  return {
    origins: session.origins,
    version: session.version,
    functions,
    functionNamed: () => problem('Function calls not allowed', 'Functions may not be called here.'),
    reference: () => none,
  }
}

/** By reading: the defaults in a type have their origins in the table of one. */
const constraints = new WeakMap<Session, Map<VariableConfig, TypeConstraint>>()

export function constraintOf(config: VariableConfig, constant: World, session: Session): TypeConstraint {
  const kept = constraints.get(session) ?? new Map<VariableConfig, TypeConstraint>()
  constraints.set(session, kept)
  const known = kept.get(config)
  if (known !== undefined) return known
  const made =
    config.type === undefined
      ? { type: dynamicType, defaults: undefined }
      : typeConstraintOf(config.type.expression, constant, session.diagnostics)
  kept.set(config, made)
  return made
}

/** The value of a root variable from its layers. */
export function rootVariable(session: Session, config: VariableConfig, layers: Layers, constant: World): Val {
  const given = layers.get(config.name) ?? []
  const winner = given.at(-1)
  const fallback = defaultOf(session, config, constant)
  const losers = given
    .slice(0, -1)
    .toReversed()
    .map(({ span, step }) => session.origins.at(step, span))
  if (winner === undefined && fallback === undefined) warnRequired(session, config)
  if (winner === undefined) return finished(session, config, fallback ?? missing(session, config), 0, [])
  const value = givenValue(session, config, winner, constant)
  const beaten = [...losers, ...(fallback === undefined ? [] : [fallback.origin])]
  return prepared(session, config, { value, span: winner.span, fallback }, constant, beaten)
}

/** The value of a module's variable from the call's argument; `argument` is undefined when the call has none. */
export function moduleVariable(
  session: Session,
  config: VariableConfig,
  argument: { readonly value: Val; readonly span: Span } | undefined,
  constant: World,
  call: Span,
): Val {
  const fallback = defaultOf(session, config, constant)
  if (argument !== undefined) {
    refuseEphemeral(session, config, argument)
    const losers = fallback === undefined ? [] : [fallback.origin]
    return prepared(session, config, { ...argument, fallback }, constant, losers)
  }
  if (fallback !== undefined) return finished(session, config, fallback, 0, [])
  const detail = `The argument "${config.name}" is required, but no definition was found.`
  session.diagnostics.push(refuse('Missing required argument', detail, call))
  return finished(session, config, missing(session, config), 0, [])
}

/** What does not outlive a run goes only where the module says that it may. */
function refuseEphemeral(
  session: Session,
  config: VariableConfig,
  { value, span }: { readonly value: Val; readonly span: Span },
): void {
  const isDeclared = config.ephemeral !== undefined && isTrue(config.ephemeral)
  if (isDeclared || (marksDeep(value) & marks.ephemeral) === 0) return
  const detail = `The variable "${config.name}" is not declared as ephemeral, so it cannot be set to a result derived from an ephemeral value.`
  session.diagnostics.push(refuse('Ephemeral value not allowed', detail, span))
}

interface Raw {
  readonly value: Val
  readonly span: Span
  readonly fallback: Val | undefined
}

/** Defaults of optional attributes, conversion to the type, null to the default where null isn't allowed. */
function prepared(
  session: Session,
  config: VariableConfig,
  { value, span, fallback }: Raw,
  constant: World,
  losers: readonly OriginId[],
): Val {
  const nullable = config.nullable === undefined || isTrue(config.nullable)
  const guard = value.kind === 'null' ? whatNullMeans(session, config, value) : 0
  if (value.kind === 'null' && !nullable) {
    if (fallback !== undefined) return finished(session, config, fallback, guard, [])
    const detail = `The variable "${config.name}" may not be null, and it has no default.`
    session.diagnostics.push(refuse('Required variable not set', detail, span))
    return finished(session, config, missing(session, config), 0, [])
  }
  const { type, defaults } = constraintOf(config, constant, session)
  const complete = defaults === undefined || value.kind === 'null' ? value : applyDefaults(value, defaults)
  const converted = convert(complete, type)
  if (!isProblem(converted)) {
    const { origins } = session
    const said = withLostDefaults(conversions(session, config, value, converted), defaults, (winner, loser) =>
      origins.at('attribute', origins.site(winner), { inputs: [winner], losers: [loser] }),
    )
    return finished(session, config, said, guard, losers)
  }
  const detail = `The given value is not suitable for variable "${config.name}" declared at ${config.nameSpan.file}: ${converted.detail}.`
  session.diagnostics.push(refuse('Invalid value for input variable', detail, span))
  return finished(session, config, unknown(type, [{ kind: 'error', what: `var.${config.name}` }]), 0, [])
}

/** Whether null stays null is said by `nullable`. */
function whatNullMeans({ origins }: Session, { nullable }: VariableConfig, { origin }: Val): OriginId {
  if (nullable === undefined) return 0
  const { tree, node } = nullable.expression
  const said = origins.at('literal', spanOf(tree, node))
  return origins.at('conditional', nullable.span, { inputs: origin === 0 ? [said] : [said, origin] })
}

/** A value as it leaves the variable: with its marks, and an origin that goes through the declaration. */
function finished(
  session: Session,
  config: VariableConfig,
  value: Val,
  guard: OriginId,
  losers: readonly OriginId[],
): Val {
  const inputs = value.origin === 0 ? [] : [value.origin]
  const origin = session.origins.at('variable', config.nameSpan, { inputs, losers, under: guard })
  const sensitive = config.sensitive !== undefined && isTrue(config.sensitive) ? marks.sensitive : 0
  const ephemeral = config.ephemeral !== undefined && isTrue(config.ephemeral) ? marks.ephemeral : 0
  return withOrigin(withMarks(value, sensitive | ephemeral), origin)
}

/** Terraform asks or stops here; a reader goes on, and says what it waits for. */
function warnRequired(session: Session, config: VariableConfig): void {
  const detail = `The root module variable "${config.name}" is not set and has no default, so what depends on it is not known. Give it with --var or --var-file.`
  session.diagnostics.push(warn('No value for required variable', detail, config.nameSpan))
}

function missing(session: Session, config: VariableConfig): Val {
  const type = withoutOptional(constraints.get(session)?.get(config)?.type ?? dynamicType)
  const origin = session.origins.at('variable', config.nameSpan)
  return unknown(
    type,
    [{ kind: 'variable', what: `var.${config.name}`, site: config.nameSpan }],
    undefined,
    origin,
  )
}

/** The declared default, converted to the variable's type. */
function defaultOf(session: Session, config: VariableConfig, constant: World): Val | undefined {
  const constraint = constraintOf(config, constant, session)
  if (config.fallback === undefined) return undefined
  const found: typeof session.diagnostics = []
  const { tree, node } = config.fallback.expression
  const value = tree.file.endsWith('.json')
    ? plainJson(tree, node, session, 0)
    : evaluate({ tree, node }, scopeOf(constant, found))
  session.diagnostics.push(...found)
  if (value.kind === 'null' && config.nullable !== undefined && !isTrue(config.nullable)) {
    const detail = `The variable "${config.name}" may not be null, so null cannot be its default.`
    session.diagnostics.push(refuse('Invalid default value for variable', detail, config.fallback.span))
  }
  const { type, defaults } = constraint
  const complete = defaults === undefined || value.kind === 'null' ? value : applyDefaults(value, defaults)
  const converted =
    value.kind === 'null' ? nullOf(withoutOptional(type), value.origin) : convert(complete, type)
  const overridden =
    config.fallback.overridden?.map(({ span }) => session.origins.at('attribute', span)) ?? []
  if (!isProblem(converted)) {
    const said = conversions(session, config, value, converted)
    const inputs = said.origin === 0 ? [] : [said.origin]
    return withOrigin(
      said,
      session.origins.at('default', config.fallback.span, { inputs, losers: overridden }),
    )
  }
  const detail = `This default value is not compatible with the variable's type constraint: ${converted.detail}.`
  session.diagnostics.push(refuse('Invalid default value for variable', detail, config.fallback.span))
  return unknown(type, [{ kind: 'error', what: `var.${config.name}` }])
}

/** Says of each scalar that the variable's type has changed that it was converted there. */
function conversions(session: Session, config: VariableConfig, given: Val, converted: Val): Val {
  const site = config.type?.span ?? config.nameSpan
  return withConversions(given, converted, (from) => session.origins.at('convert', site, { inputs: [from] }))
}

function givenValue(session: Session, config: VariableConfig, given: Given, constant: World): Val {
  const found: typeof session.diagnostics = []
  if (given.attribute !== undefined) {
    const { expression } = given.attribute
    // In JSON variable files strings are plain text, never templates.
    if (given.span.file.endsWith('.json')) return plainJson(expression.tree, expression.node, session, 0)
    const value = evaluate(expression, scopeOf(constant, found))
    session.diagnostics.push(...found)
    return value
  }
  const text = given.text ?? ''
  const { type } = constraintOf(config, constant, session)
  const { file } = given.span
  const isText = config.type === undefined || ['string', 'number', 'bool'].includes(type.kind)
  const literal = session.origins.at('literal', given.span)
  if (isText) return string(text.normalize('NFC'), literal)
  const { value: tree, diagnostics } = parseHclExpression(file, text)
  session.diagnostics.push(...diagnostics)
  if (diagnostics.length > 0) return unknown(type, [{ kind: 'error', what: `var.${config.name}` }])
  const value = evaluate({ tree, node: tree.root }, scopeOf(constant, found))
  session.diagnostics.push(...found)
  return value
}

/** A value of a JSON file where only constants may stand: strings are plain text. */
function plainJson(tree: Tree, node: Node, session: Session, depth: number): Val {
  const origin = session.origins.add('literal', tree.file, tree.starts[node] ?? 0, tree.ends[node] ?? 0)
  switch (tree.kinds[node]) {
    case nodeKind.number:
      return number(parseNumber(sourceOf(tree, node)) ?? 0, origin)
    case nodeKind.true:
    case nodeKind.false:
      return bool(tree.kinds[node] === nodeKind.true, origin)
    case nodeKind.tuple:
    case nodeKind.object:
      return depth > 1000
        ? unknown(dynamicType, [{ kind: 'error', what: 'nested too deeply' }])
        : container(tree, node, session, depth)
    case nodeKind.null:
      return nullOf(dynamicType, origin)
    default:
      return string((literalString(tree, node) ?? '').normalize('NFC'), origin)
  }
}

function container(tree: Tree, node: Node, session: Session, depth: number): Val {
  const add = (inputs: readonly OriginId[]): OriginId =>
    session.origins.add('construct', tree.file, tree.starts[node] ?? 0, tree.ends[node] ?? 0, { inputs })
  if (tree.kinds[node] === nodeKind.tuple) {
    const items = childrenOf(tree, node).map((item) => plainJson(tree, item, session, depth + 1))
    return tuple(items, add(items.map(({ origin }) => origin)))
  }
  const entries = new Map<string, Val>()
  for (const item of childrenOf(tree, node)) {
    const key = firstChild(tree, item)
    const name =
      tree.kinds[key] === nodeKind.identifier ? literalText(tree, key) : (literalString(tree, key) ?? '')
    entries.set(name, plainJson(tree, nextSibling(tree, key), session, depth + 1))
  }
  return object(entries, add([...entries.values()].map(({ origin }) => origin)))
}

/** A literal `true`; these arguments take no expressions. */
export function isTrue(attribute: Attribute): boolean {
  const { tree, node } = attribute.expression
  return /^"?true"?$/u.test(tree.text.slice(tree.starts[node], tree.ends[node]))
}
