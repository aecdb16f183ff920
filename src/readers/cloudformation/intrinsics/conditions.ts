import type { OriginId } from '../../../kernel/origin.ts'
import type { Value } from '../../../kernel/value.ts'
import { scalarText } from '../../../model/scalar.ts'
import { substituted } from '../for-each.ts'
import { meant, problem, shown } from '../problems.ts'
import type { Scope } from '../scope.ts'
import { asList, asName, callOf, member, type Node } from '../syntax/node.ts'
import { causesOf, failed, marksOf, scalarValue, unknownValue, withOrigin } from '../values.ts'
import { missing, refused, type Called } from './intrinsic.ts'

/**
 * `Fn::If`: one of two values. With a condition that isn't known neither is the value.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-conditions.html
 */
export function choose(call: Called, scope: Scope): Value {
  const [first, yes, no, ...more] = asList(call.argument)?.items ?? []
  const name = asName(first)
  if (first === undefined || name === undefined || yes === undefined || no === undefined || more.length > 0) {
    return refused(
      call,
      scope,
      'Fn::If takes a list of the name of a condition and of two values. Write [ Condition, value if true, value if false ].',
    )
  }
  const { origins } = scope.stack.session
  const condition = conditionNamed(name, first, scope)
  const under = origins.at('reference', first.span, { inputs: [condition.origin], under: scope.under })
  const inner: Scope = { ...scope, under }
  if (condition.kind === 'scalar') {
    const value = scope.stack.evaluate(condition.scalar === true ? yes : no, inner)
    return withOrigin(value, origins.at('conditional', call.span, { inputs: [value.origin], under }))
  }
  const values = [yes, no].map((one) => scope.stack.evaluate(one, inner))
  const inputs = values.map(({ origin }) => origin)
  const origin = origins.at('conditional', call.span, { inputs, under })
  const unknown = unknownValue(causesOf([condition]), origin, marksOf(values))
  return { ...unknown, outline: { kind: 'choice', values } }
}

/** The value of a condition: true, false or unknown. */
export function conditionNamed(written: string, node: Node, scope: Scope): Value {
  const { stack } = scope
  const name = substituted(written, scope.loops).text
  const condition = stack.condition(name)
  if (condition !== undefined) return condition
  const detail = `The template declares no condition "${shown(name)}".${meant(name, stack.conditions.keys())} Declare it in Conditions, or name one that there is.`
  stack.session.diagnostics.push(problem('cloudformation/unknown-condition', detail, node.span))
  return failed(
    node.span,
    shown(name),
    stack.session.origins.at('reference', node.span, { under: scope.under }),
  )
}

/** The value of a node that says a condition: the name of another one, or a function of conditions. */
export function conditionValue(node: Node, scope: Scope): Value {
  const named = member(node, 'Condition')
  const name = asName(named)
  const { session } = scope.stack
  if (named !== undefined && name !== undefined) {
    const value = conditionNamed(name, named, scope)
    const links = { inputs: [value.origin], under: scope.under }
    return withOrigin(value, session.origins.at('reference', named.span, links))
  }
  const value = scope.stack.evaluate(node, scope)
  if (value.kind === 'unknown') return value
  const text = scalarText(value)?.toLowerCase()
  const isFunction = callOf(node) !== undefined
  if (isFunction && (text === 'true' || text === 'false'))
    return scalarValue(text === 'true', value.origin, value.marks)
  const detail =
    'A condition is made of Fn::Equals, Fn::And, Fn::Or, Fn::Not and of { Condition: Name }; this is something else. Compare it with a value: Fn::Equals: [ this, value ].'
  session.diagnostics.push(problem('cloudformation/invalid-arguments', detail, node.span))
  return failed(node.span, 'Conditions', value.origin)
}

/** `Fn::Equals`: whether two values are the same. */
export function equals(call: Called, scope: Scope): Value {
  const [left, right, ...more] = asList(call.argument)?.items ?? []
  if (left === undefined || right === undefined || more.length > 0)
    return refused(call, scope, 'Fn::Equals takes a list of two values. Write [ one, other ].')
  const values = [left, right].map((one) => scope.stack.evaluate(one, scope))
  const same = sameness(values)
  if (same === undefined) return missing(call, scope, values)
  return decided(same, values, call, scope)
}

/** Numbers and booleans are the texts that they are written as; undefined when it can't be known. */
function sameness([left, right]: readonly Value[]): boolean | undefined {
  if (left === undefined || right === undefined) return undefined
  if (left.kind === 'unknown' || right.kind === 'unknown') return undefined
  if (left.kind === 'scalar' || right.kind === 'scalar')
    return left.kind === right.kind && scalarText(left) === scalarText(right)
  const others = partsOf(right)
  const own = partsOf(left)
  if (own.length !== others.length || left.kind !== right.kind) return false
  const all = own.map(([key, value], at) => {
    const [name, other] = others[at] ?? []
    return other !== undefined && name === key ? sameness([value, other]) : false
  })
  if (all.includes(false)) return false
  return all.includes(undefined) ? undefined : true
}

function partsOf(value: Value): readonly (readonly [string, Value])[] {
  if (value.kind === 'list') return value.items.map((item) => ['', item])
  if (value.kind !== 'map') return []
  return [...value.entries].toSorted(([left], [right]) => (left < right ? -1 : 1))
}

/** `Fn::And`: one that is false decides; else one that isn't known leaves it open. */
export function and(call: Called, scope: Scope): Value {
  return several(call, scope, false)
}

/** `Fn::Or`: one that is true decides; else one that isn't known leaves it open. */
export function or(call: Called, scope: Scope): Value {
  return several(call, scope, true)
}

function several(call: Called, scope: Scope, decisive: boolean): Value {
  const items = asList(call.argument)?.items ?? []
  if (items.length < 2 || items.length > 10)
    return refused(
      call,
      scope,
      `${call.name} takes a list of 2 to 10 conditions. Write so many, or join some of them first.`,
    )
  const values = items.map((one) => conditionValue(one, scope))
  const deciding = values.filter((one) => one.kind === 'scalar' && one.scalar === decisive)
  if (deciding.length > 0) return decided(decisive, deciding, call, scope)
  if (values.some((one) => one.kind === 'unknown')) return missing(call, scope, values)
  return decided(!decisive, values, call, scope)
}

/** `Fn::Not`: the other one. */
export function not(call: Called, scope: Scope): Value {
  const [item, ...more] = asList(call.argument)?.items ?? []
  if (item === undefined || more.length > 0)
    return refused(call, scope, 'Fn::Not takes a list of one condition. Write [ condition ].')
  const value = conditionValue(item, scope)
  if (value.kind !== 'scalar') return missing(call, scope, [value])
  return decided(value.scalar !== true, [value], call, scope)
}

function decided(holds: boolean, inputs: readonly Value[], { span }: Called, { stack, under }: Scope): Value {
  const from: readonly OriginId[] = inputs.map(({ origin }) => origin)
  const origin = stack.session.origins.at('operator', span, { inputs: from, under })
  return scalarValue(holds, origin)
}
