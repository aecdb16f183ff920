import { steps } from '../../../kernel/origin.ts'
import type { Value } from '../../../kernel/value.ts'
import { scalarText } from '../../../model/scalar.ts'
import { shown } from '../problems.ts'
import type { Scope } from '../scope.ts'
import { asList } from '../syntax/node.ts'
import { scalarValue, spend, unknownValue, withOrigin } from '../values.ts'
import { missing, refused, type Called } from './intrinsic.ts'
import { listFrom } from './text.ts'
import { subnetsOf } from './cidr.ts'

/** `Fn::Select`: an item of a list by its number. */
export function select(call: Called, scope: Scope): Value {
  const { session } = scope.stack
  const [first, second, ...more] = asList(call.argument)?.items ?? []
  const wrong = 'Fn::Select takes a list of a number and of a list to select from. Write [ 0, list ].'
  if (first === undefined || second === undefined || more.length > 0) return refused(call, scope, wrong)
  const at = scope.stack.evaluate(first, scope)
  const list = scope.stack.evaluate(second, scope)
  if (at.kind === 'unknown' || list.kind === 'unknown') return missing(call, scope, [at, list])
  const text = scalarText(at)
  if (list.kind !== 'list' || text === undefined || !/^\d+$/u.test(text)) return refused(call, scope, wrong)
  const item = list.items[Number(text)]
  if (item === undefined) {
    const detail = `Fn::Select asks for item ${shown(text)} of a list of ${list.items.length}; items are counted from 0. Ask for one that is there.`
    return refused(call, scope, detail)
  }
  const origin = session.origins.at('select', call.span, {
    inputs: [item.origin],
    through: list.origin,
    under: guardOf(at, scope),
  })
  return withOrigin(item, origin)
}

/** What is chosen by something that isn't written right here exists because of what that comes from. */
export function guardOf(chooser: Value, { stack, under }: Scope): number {
  const { origins } = stack.session
  if (origins.step(chooser.origin) === 'literal') return under
  let from = chooser.origin
  while (steps[origins.step(from)].identity) {
    const [next] = origins.inputs(from)
    if (next === undefined) break
    from = next
  }
  return origins.at('select', origins.site(from), { inputs: [chooser.origin], under })
}

/** `Fn::Length`: how many items a list has. */
export function length(call: Called, scope: Scope): Value {
  const list = scope.stack.evaluate(call.argument, scope)
  if (list.kind === 'unknown') return missing(call, scope, [list])
  if (list.kind !== 'list') return refused(call, scope, 'Fn::Length takes a list. Write one, or name one.')
  const { origins } = scope.stack.session
  const origin = origins.at('shape', call.span, { inputs: [list.origin], under: scope.under })
  return scalarValue(list.items.length, origin, list.marks)
}

/** `Fn::Cidr`: equal parts of a block of addresses. */
export function cidr(call: Called, scope: Scope): Value {
  const items = asList(call.argument)?.items ?? []
  const wrong =
    'Fn::Cidr takes a list of a block of addresses, of how many parts to make (1 to 256), and of how many bits of an address each part keeps. Write [ 10.0.0.0/16, 4, 8 ].'
  if (items.length < 2 || items.length > 3) return refused(call, scope, wrong)
  const values = items.map((one) => scope.stack.evaluate(one, scope))
  if (values.some((one) => one.kind === 'unknown')) return missing(call, scope, values)
  const [block, count, bits] = values.map((one) => scalarText(one) ?? '')
  if (bits === undefined) return missing(call, scope, values)
  const pieces = subnetsOf(block ?? '', count ?? '', bits)
  if (pieces === undefined) return refused(call, scope, wrong)
  if (!spend(scope.stack.session, pieces.length, call.span)) return missing(call, scope, values)
  return listFrom(call, scope, { pieces, inputs: values })
}

/** `Fn::GetAZs`: the zones of a region, which only the account knows. */
export function getAZs(call: Called, scope: Scope): Value {
  const region = scope.stack.evaluate(call.argument, scope)
  const { origins } = scope.stack.session
  const origin = origins.at('call', call.span, { inputs: [region.origin], under: scope.under })
  const name = scalarText(region)
  const of = name === undefined || name === '' ? 'AWS::Region' : shown(name)
  return unknownValue([{ kind: 'data', what: `Fn::GetAZs ${of}`, site: call.nameSpan }], origin)
}
