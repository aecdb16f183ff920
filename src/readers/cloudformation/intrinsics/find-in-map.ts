import type { Value } from '../../../kernel/value.ts'
import { scalarText } from '../../../model/scalar.ts'
import { meant, problem, shown } from '../problems.ts'
import type { Scope } from '../scope.ts'
import { asList, asMap, member, type Node } from '../syntax/node.ts'
import { failed, withOrigin } from '../values.ts'
import { missing, refused, type Called } from './intrinsic.ts'
import { guardOf } from './lists.ts'

/**
 * `Fn::FindInMap`: what a mapping says for two keys, or a default.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-findinmap.html
 */
export function findInMap(call: Called, scope: Scope): Value {
  const [map, top, second, last, ...more] = asList(call.argument)?.items ?? []
  const fallback = member(last, 'DefaultValue')
  const isWrong = more.length > 0 || (last !== undefined && fallback === undefined)
  if (map === undefined || top === undefined || second === undefined || isWrong) return wrong(call, scope)
  const keys = [map, top, second].map((one) => scope.stack.evaluate(one, scope))
  if (keys.some((key) => key.kind === 'unknown')) return missing(call, scope, keys)
  const names = keys.map((key) => scalarText(key))
  if (names.includes(undefined)) return wrong(call, scope)
  const found = lookedUp(names.map(String), scope)
  if (typeof found === 'string')
    return fallback === undefined ? absentKey(found, call, scope) : handed(fallback, keys, call, scope)
  return handed(found, keys, call, scope)
}

function wrong(call: Called, scope: Scope): Value {
  return refused(
    call,
    scope,
    'Fn::FindInMap takes a list of the name of a mapping and of two keys, and perhaps { DefaultValue: … }. Write [ Mapping, Key, Name ].',
  )
}

/** The node of the mapping, or what there is not. */
function lookedUp([map = '', ...keys]: readonly string[], { stack }: Scope): Node | string {
  const { mappings } = stack.template
  const mapping = member(mappings, map)
  if (mapping === undefined) return `no mapping "${shown(map)}".${meant(map, namesIn(mappings))}`
  let here = mapping
  let name = map
  for (const key of keys) {
    const next = member(here, key)
    if (next === undefined) return `no key "${shown(key)}" in ${shown(name)}.${meant(key, namesIn(here))}`
    here = next
    name = `${name}.${key}`
  }
  return here
}

function namesIn(node: Node | undefined): Iterable<string> {
  return asMap(node)?.entries.keys() ?? []
}

function handed(node: Node, keys: readonly Value[], call: Called, scope: Scope): Value {
  const guard = keys.reduce((under, key) => guardOf(key, { ...scope, under }), scope.under)
  const inner = { ...scope, under: guard }
  const value = scope.stack.evaluate(node, inner)
  const { origins } = scope.stack.session
  return withOrigin(value, origins.at('select', call.span, { inputs: [value.origin], under: guard }))
}

function absentKey(what: string, { span, nameSpan }: Called, { stack, under }: Scope): Value {
  const { session } = stack
  const detail = `The template has ${what} Add it to Mappings, or give Fn::FindInMap a DefaultValue.`
  session.diagnostics.push(problem('cloudformation/unknown-mapping', detail, nameSpan))
  return failed(nameSpan, 'Fn::FindInMap', session.origins.at('select', span, { under }))
}
