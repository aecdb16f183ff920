import type { OriginId } from '../../kernel/origin.ts'
import type { Span } from '../../kernel/span.ts'
import { unreachable } from '../../kernel/unreachable.ts'
import { marks, type Value } from '../../kernel/value.ts'
import { expandedEntry, substituted } from './for-each.ts'
import { intrinsics } from './intrinsics/index.ts'
import { meant, problem, shown } from './problems.ts'
import type { Scope } from './scope.ts'
import {
  callOf,
  isFunction,
  isLoop,
  type Call,
  type ListNode,
  type MapNode,
  type Node,
} from './syntax/node.ts'
import { dynamic, failed, scalarValue, spend, unknownValue } from './values.ts'

/** As deep as an evaluation may go through values, functions and the definitions that they name. */
export const deepest = 250
/** What one value costs of all that a reading may do. */
const perValue = 20

/** The value of a node: functions worked out, every part with its origin. Total. */
export function evaluate(node: Node, scope: Scope): Value {
  const { session } = scope.stack
  if (session.nesting >= deepest) return tooDeep(node.span, scope)
  if (!spend(session, perValue, node.span))
    return failed(node.span, 'too much', session.origins.at('literal', node.span))
  session.nesting++
  const value = evaluated(node, scope)
  session.nesting--
  return value
}

function evaluated(node: Node, scope: Scope): Value {
  const { origins } = scope.stack.session
  const { under } = scope
  switch (node.kind) {
    case 'scalar': {
      if (typeof node.scalar === 'string' && scope.loops.size > 0)
        return inLoop(node.scalar, node.span, scope)
      const origin = origins.at(node.given === true ? 'builtin' : 'literal', node.span, { under })
      return typeof node.scalar === 'string' ? dynamic(node.scalar, origin) : scalarValue(node.scalar, origin)
    }
    case 'list':
      return listOf(node, scope)
    case 'map': {
      const call = callOf(node)
      return call === undefined ? mapOf(node, scope) : called(call, node.span, scope)
    }
    case 'hop': {
      const losers = node.losers.map((one) => evaluate(one, scope).origin)
      const value = evaluate(node.node, scope)
      const origin = origins.at(node.step, node.span, { inputs: [value.origin], under, losers })
      return { ...value, origin }
    }
    case 'broken':
      return unknownValue(
        [{ kind: node.because, what: node.what, site: node.span }],
        origins.at('literal', node.span, { under }),
      )
    default:
      return unreachable(node)
  }
}

/** A text in a loop: what stands for the loop's items is replaced everywhere in it. */
function inLoop(text: string, span: Span, { stack, loops, under }: Scope): Value {
  const { origins } = stack.session
  const literal = origins.at('literal', span, { under })
  const { text: made, used } = substituted(text, loops)
  if (used.length === 0) return dynamic(made, literal)
  const inputs: OriginId[] = [literal, ...used.map(({ origin }) => origin)]
  return dynamic(made, origins.at('template', span, { inputs, under }))
}

function listOf(node: ListNode, scope: Scope): Value {
  const items: Value[] = []
  for (const one of node.items) {
    const item = evaluate(one, scope)
    if (item.kind !== 'absent') items.push(item)
  }
  const inputs = items.map(({ origin }) => origin)
  const origin = scope.stack.session.origins.at('construct', node.span, { inputs, under: scope.under })
  return { kind: 'list', items, origin, marks: marks.none }
}

function mapOf(node: MapNode, scope: Scope): Value {
  const { session } = scope.stack
  const entries = new Map<string, Value>()
  for (const entry of node.entries.values()) {
    const { key, keySpan, value } = entry
    if (isFunction(key)) return besideOthers(key, keySpan, node, scope)
    if (!isLoop(key)) entries.set(substituted(key, scope.loops).text, evaluate(value, scope))
    else for (const one of expandedEntry(entry, scope)) entries.set(one.key, evaluate(one.value, one.scope))
  }
  const inputs = Array.from(entries.values(), ({ origin }) => origin)
  const origin = session.origins.at('construct', node.span, { inputs, under: scope.under })
  return { kind: 'map', entries, origin, marks: marks.none }
}

/** A function gives the whole value; only what a transform puts in goes beside other keys. */
function besideOthers(key: string, keySpan: Span, node: MapNode, scope: Scope): Value {
  const { session } = scope.stack
  const origin = session.origins.at('call', node.span, { under: scope.under })
  if (key === 'Fn::Transform')
    return unknownValue([{ kind: 'elsewhere', what: 'Fn::Transform', site: keySpan }], origin)
  const detail = `${shown(key)} stands beside other keys, but a function is the whole value. Take the other keys out, or put the function in one of them.`
  session.diagnostics.push(problem('cloudformation/invalid-arguments', detail, keySpan))
  return failed(keySpan, shown(key), origin)
}

function called(call: Call, span: Span, scope: Scope): Value {
  const { session } = scope.stack
  const work = intrinsics.get(call.name)
  if (work !== undefined) return work({ ...call, span }, scope)
  const origin = session.origins.at('call', span, { under: scope.under })
  const { name, nameSpan } = call
  // Another tool puts something in before CloudFormation sees it: https://aws-cloudformation.github.io/rain/
  if (name.startsWith('Fn::Rain::'))
    return unknownValue([{ kind: 'elsewhere', what: name.slice('Fn::'.length), site: nameSpan }], origin)
  const detail = `There is no function "${shown(name)}" in templates.${meant(name, intrinsics.keys())} Use one that CloudFormation has.`
  session.diagnostics.push(problem('cloudformation/unknown-function', detail, nameSpan))
  return failed(nameSpan, shown(name), origin)
}

function tooDeep(span: Span, { stack: { session }, under }: Scope): Value {
  const code = 'cloudformation/too-deep'
  if (!session.diagnostics.some((one) => one.code === code)) {
    const detail = `Values, functions and the definitions that they name go more than ${deepest} levels deep here; what lies deeper is not known. Take out some of the levels.`
    session.diagnostics.push(problem(code, detail, span))
  }
  return failed(span, 'nested too deeply', session.origins.at('literal', span, { under }))
}
