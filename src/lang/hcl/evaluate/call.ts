import type { OriginId } from '../../../kernel/origin.ts'
import { callFunction, countProblem } from '../functions/call.ts'
import type { HclFunction } from '../functions/function.ts'
import { isWhollyKnown } from '../mark.ts'
import { problem, type Problem } from '../problem.ts'
import { childrenOf, firstChild, literalText, nodeKind, type Node, type Tree } from '../tree.ts'
import { boolType, dynamicType } from '../types.ts'
import { bool, unknown, type Val, type ValOf } from '../value.ts'
import { causesOf } from './because.ts'
import { guardBehind, isFixed } from './fixed.ts'
import { originsOf } from './construct.ts'
import { evaluateConvert } from './convert-call.ts'
import { fail, isProblem, originAt, spanOf, valueOf, withOrigin, type Scope } from './scope.ts'

/** `f(a, b...)`. */
export function evaluateCall(tree: Tree, node: Node, scope: Scope): Val {
  const nameNode = firstChild(tree, node)
  const name = literalText(tree, nameNode)
  const special = specialNamed(name, scope)
  if (special !== undefined) return special(tree, node, scope)
  const fn = scope.world.functionNamed(name)
  if ('kind' in fn) return fail(scope, tree, nameNode, fn)

  const nodes = childrenOf(tree, node).slice(1)
  const misuse = templateMisuse(tree, name, nodes[0], scope)
  if (misuse !== undefined) return fail(scope, tree, nodes[0] ?? node, misuse)
  const isExpanded = tree.extras[node] === 1
  // The arguments are counted before any of them is evaluated.
  const miscounted = isExpanded ? undefined : countProblem(fn, nodes.length, name)
  if (miscounted !== undefined) return fail(scope, tree, placeOf(miscounted, node, nodes), miscounted)
  const errors = scope.run.diagnostics.length
  const given = nodes.map((argument) => valueOf(tree, argument, scope))
  const args = isExpanded ? expanded(tree, nodes, given, scope) : given
  if (args === undefined) return failedCall(tree, node, { fn, given }, scope)
  if (!Array.isArray(args)) return args as Val
  const before = scope.run.diagnostics.length
  const within = isExpanded ? insideOf(tree, nodes, given, scope) : scope
  const result = called(tree, [node, nodes], { fn, name }, args as readonly Val[], within)
  if (before === errors) return result
  // After an argument went wrong what the call finds wrong follows from that, but what it knows of a text holds.
  scope.run.diagnostics.length = before
  const outline = result.kind === 'unknown' ? result.outline : undefined
  const failed = failedCall(tree, node, { fn, given }, scope)
  return outline === undefined ? failed : { ...failed, outline }
}

function failedCall(
  tree: Tree,
  node: Node,
  { fn, given }: { readonly fn: HclFunction; readonly given: readonly Val[] },
  scope: Scope,
): ValOf<'unknown'> {
  const because = [{ kind: 'error', what: `${fn.name}()` } as const]
  return unknown(dynamicType, because, undefined, failureAt(tree, node, given, scope))
}

/** Calls whose arguments may fail, or are no values. */
function specialNamed(
  name: string,
  scope: Scope,
): ((tree: Tree, node: Node, scope: Scope) => Val) | undefined {
  switch (name.startsWith('core::') ? name.slice('core::'.length) : name) {
    case 'try':
      return evaluateTry
    case 'can':
      return evaluateCan
    case 'convert':
      return scope.world.version.opentofu ? evaluateConvert : undefined
    default:
      return undefined
  }
}

/** In Terraform the template of templatestring must be a reference: a literal one could be written as it is. */
function templateMisuse(
  tree: Tree,
  name: string,
  template: Node | undefined,
  scope: Scope,
): Problem | undefined {
  if (name !== 'templatestring' || template === undefined || scope.world.version.opentofu) return undefined
  let root = template
  const steps: readonly (number | undefined)[] = [nodeKind.getAttribute, nodeKind.index, nodeKind.legacyIndex]
  while (steps.includes(tree.kinds[root])) root = firstChild(tree, root)
  if (tree.kinds[root] === nodeKind.variable) return undefined
  const isLiteral = tree.kinds[root] === nodeKind.template || tree.kinds[root] === nodeKind.heredoc
  const why = isLiteral
    ? 'templatestring is only for rendering templates retrieved dynamically from elsewhere, and so does not support providing a literal template; consider using a template string expression instead'
    : 'must be a direct reference to a single string from elsewhere, containing valid Terraform template syntax'
  return problem(
    'Invalid function argument',
    `Invalid value for "template" parameter: invalid template expression: ${why}.`,
    0,
  )
}

function called(
  tree: Tree,
  [node, nodes]: [Node, readonly Node[]],
  { fn, name }: { readonly fn: HclFunction; readonly name: string },
  args: readonly Val[],
  scope: Scope,
): Val {
  const plain = scope.world.functions
  const context = fn.overrides === true ? { ...plain, overriding: overridingAt(tree, node, scope) } : plain
  const result = callFunction(fn, args, context, name)
  if (isProblem(result)) {
    return withOrigin(
      fail(scope, tree, placeOf(result, node, nodes), result),
      failureAt(tree, node, args, scope),
    )
  }
  const isNew = result.origin === 0 || fn.step === 'call'
  const step = isNew ? stepOf(fn, args) : 'select'
  const inputs = isNew ? originsOf(args) : [result.origin]
  const because = result.kind === 'unknown' && result.because.length === 0 ? causesOf(args) : undefined
  const value =
    because === undefined || result.kind !== 'unknown'
      ? result
      : { ...result, because: because.length > 0 ? because : [ofCall(tree, node, fn)] }
  const under = isNew ? scope.under : guardOf(tree, node, { fn, args }, scope)
  return withOrigin(value, originAt(scope, step, tree, node, { inputs, under }))
}

/** The argument that is at fault, or the call. */
function placeOf({ argument }: Problem, node: Node, nodes: readonly Node[]): Node {
  return argument === undefined ? node : (nodes[Math.min(argument, nodes.length - 1)] ?? node)
}

/** What `try` and `can` make of a failure comes from what has failed. */
function failureAt(tree: Tree, node: Node, args: readonly Val[], scope: Scope): OriginId {
  return originAt(scope, 'call', tree, node, { inputs: originsOf(args), under: scope.under })
}

/** The length of a text depends on the text itself, not only on its shape. */
function stepOf({ step = 'call' }: HclFunction, args: readonly Val[]): 'shape' | 'call' {
  return args.some(({ kind }) => kind === 'string') ? 'call' : step
}

/**
 * A function that hands on one of its arguments chose it by looking at the others; one that gives what is written in a file, by
 * the file's name, unless that name is written too.
 */
function guardOf(
  tree: Tree,
  node: Node,
  { fn, args }: { readonly fn: HclFunction; readonly args: readonly Val[] },
  scope: Scope,
): OriginId {
  const inputs = originsOf(args)
  const { origins } = scope.world
  if (fn.gives === 'a text of a file' && inputs.every((one) => isFixed(origins, one))) return scope.under
  if (fn.gives === 'what a text says') return guardBehind(origins, inputs[0] ?? 0) || scope.under
  return originAt(scope, 'call', tree, node, { inputs, under: scope.under })
}

function ofCall(
  tree: Tree,
  node: Node,
  fn: HclFunction,
): { kind: 'computed'; what: string; site: ReturnType<typeof spanOf> } {
  return { kind: 'computed', what: `${fn.name}()`, site: spanOf(tree, node) }
}

function overridingAt(tree: Tree, node: Node, scope: Scope) {
  return (winner: Val, losers: readonly OriginId[]): Val => {
    const links = { inputs: winner.origin === 0 ? [] : [winner.origin], losers }
    return withOrigin(winner, originAt(scope, 'merge', tree, node, links))
  }
}

function expanded(
  tree: Tree,
  nodes: readonly Node[],
  given: readonly Val[],
  scope: Scope,
): readonly Val[] | Val | undefined {
  const last = given.at(-1)
  const node = nodes.at(-1)
  if (last === undefined || node === undefined) return given
  const summary = 'Invalid expanding argument value'
  if (last.kind === 'null') {
    fail(scope, tree, node, problem(summary, 'The expanding argument (indicated by ...) must not be null.'))
    return undefined
  }
  if (last.kind === 'unknown') {
    const { kind } = last.type
    if (kind === 'dynamic' || kind === 'list' || kind === 'set' || kind === 'tuple') {
      return unknown(dynamicType, last.because, undefined, last.origin, last.marks)
    }
  }
  if (!('items' in last)) {
    const detail = 'The expanding argument (indicated by ...) must be of a tuple, list, or set type.'
    fail(scope, tree, node, problem(summary, detail))
    return undefined
  }
  const items = last.items.map((item) => ({
    ...item,
    marks: item.marks | last.marks,
    origin: item.origin === 0 ? last.origin : item.origin,
  }))
  return [...given.slice(0, -1), ...items]
}

/** How many arguments there are, and which, comes from the sequence that they are the items of. */
function insideOf(tree: Tree, nodes: readonly Node[], given: readonly Val[], scope: Scope): Scope {
  const [node, sequence] = [nodes.at(-1), given.at(-1)]
  if (node === undefined || sequence === undefined) return scope
  const links = { inputs: originsOf([sequence]), under: scope.under }
  return { ...scope, under: originAt(scope, 'loop', tree, node, links) }
}

/** The first argument that has no error; wholly unknown as soon as one before it might still fail. */
function evaluateTry(tree: Tree, node: Node, scope: Scope): Val {
  const args = childrenOf(tree, node).slice(1)
  if (args.length === 0) {
    return fail(
      scope,
      tree,
      node,
      problem('Error in function call', 'Call to function "try" failed: at least one argument is required.'),
    )
  }
  if (tree.extras[node] === 1) return evaluateExpandedTry(tree, node, args, scope)
  const failures: string[] = []
  const passed: OriginId[] = []
  for (const arg of args) {
    const { value, problems } = attempt(tree, arg, scope)
    if (problems.length > 0) {
      failures.push(...problems.map(({ summary, detail }) => `${summary}: ${detail}`))
      passed.push(...originsOf([value]))
      continue
    }
    if (!isWhollyKnown(value)) return unknown(dynamicType, causesOf([value]), undefined, value.origin)
    const under = originAt(scope, 'call', tree, node, { inputs: passed, under: scope.under })
    const inputs = originsOf([value])
    return withOrigin(value, originAt(scope, 'select', tree, node, { inputs, under }))
  }
  const detail = `Call to function "try" failed: no expression succeeded:\n${failures.map((one) => `- ${one}`).join('\n')}\n\nAt least one expression must produce a successful result.`
  return fail(scope, tree, node, problem('Error in function call', detail))
}

/** `try(list...)`: its values are there already, so the first one is taken. */
function evaluateExpandedTry(tree: Tree, node: Node, nodes: readonly Node[], scope: Scope): Val {
  const args = expanded(
    tree,
    nodes,
    nodes.map((one) => valueOf(tree, one, scope)),
    scope,
  )
  if (args === undefined) return unknown(dynamicType, [{ kind: 'error', what: 'try()' }])
  if (!Array.isArray(args)) return args as Val
  const [first] = args as readonly Val[]
  if (first !== undefined) return isWhollyKnown(first) ? first : unknown(dynamicType, causesOf([first]))
  return fail(
    scope,
    tree,
    node,
    problem('Error in function call', 'Call to function "try" failed: at least one argument is required.'),
  )
}

function evaluateCan(tree: Tree, node: Node, scope: Scope): Val {
  const [arg, more] = childrenOf(tree, node).slice(1)
  if (arg === undefined || more !== undefined) {
    const many = more === undefined ? 'Not enough' : 'Too many'
    const detail = `Function "can" expects only 1 argument(s).`
    return fail(scope, tree, node, problem(`${many} function arguments`, detail))
  }
  const { value, problems } = attempt(tree, arg, scope)
  const origin = originAt(scope, 'call', tree, node, { inputs: originsOf([value]), under: scope.under })
  if (problems.length > 0) return bool(false, origin)
  if (!isWhollyKnown(value)) return unknown(boolType, causesOf([value]), undefined, origin)
  return bool(true, origin)
}

function attempt(tree: Tree, node: Node, scope: Scope) {
  const run = { diagnostics: [], depth: scope.run.depth }
  const value = valueOf(tree, node, { ...scope, run })
  return { value, problems: run.diagnostics as readonly { summary: string; detail: string }[] }
}
