import type { Value } from '../../../kernel/value.ts'
import { scalarText } from '../../../model/scalar.ts'
import { shown } from '../problems.ts'
import type { Scope } from '../scope.ts'
import { asText, member } from '../syntax/node.ts'
import { unknownValue } from '../values.ts'
import { and, choose, equals, not, or } from './conditions.ts'
import { findInMap } from './find-in-map.ts'
import type { Called, Intrinsic } from './intrinsic.ts'
import { cidr, getAZs, length, select } from './lists.ts'
import { getAtt, ref } from './reference.ts'
import { sub } from './sub.ts'
import { base64, join, split, toJsonString } from './text.ts'

/**
 * Every function of the template language.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 */
export const intrinsics: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
  ['Ref', ref],
  ['Fn::And', and],
  ['Fn::Base64', base64],
  ['Fn::Cidr', cidr],
  ['Fn::Equals', equals],
  ['Fn::FindInMap', findInMap],
  ['Fn::GetAZs', getAZs],
  ['Fn::GetAtt', getAtt],
  ['Fn::If', choose],
  ['Fn::ImportValue', importValue],
  ['Fn::Join', join],
  ['Fn::Length', length],
  ['Fn::Not', not],
  ['Fn::Or', or],
  ['Fn::Select', select],
  ['Fn::Split', split],
  ['Fn::Sub', sub],
  ['Fn::ToJsonString', toJsonString],
  ['Fn::Transform', transform],
])

/** `Fn::ImportValue`: what another stack gives out under a name. */
function importValue(call: Called, scope: Scope): Value {
  const name = scope.stack.evaluate(call.argument, scope)
  const text = scalarText(name)
  const what = text === undefined ? 'Fn::ImportValue' : `Fn::ImportValue ${shown(text)}`
  const { origins } = scope.stack.session
  const origin = origins.at('call', call.span, { inputs: [name.origin], under: scope.under })
  return unknownValue([{ kind: 'elsewhere', what, site: call.nameSpan }], origin)
}

/** `Fn::Transform`: what a macro of an account makes of its parameters. */
function transform(call: Called, { stack, under }: Scope): Value {
  const name = asText(member(call.argument, 'Name'))
  const what = name === undefined ? 'Fn::Transform' : `Fn::Transform ${shown(name)}`
  const origin = stack.session.origins.at('call', call.span, { under })
  return unknownValue([{ kind: 'elsewhere', what, site: call.nameSpan }], origin)
}
