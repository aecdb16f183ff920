import type { Span } from '../../../kernel/span.ts'
import type { Value } from '../../../kernel/value.ts'
import { scalarText } from '../../../model/scalar.ts'
import { attributeProperty, nameProperty } from '../names.ts'
import { meant, problem, shown } from '../problems.ts'
import { addressIn, type Scope, type Stack } from '../scope.ts'
import { asList, asName, bare, type Node } from '../syntax/node.ts'
import { failed, unknownValue, withOrigin } from '../values.ts'
import { refused, type Called } from './intrinsic.ts'

/** `Ref`: a parameter's value, a pseudo parameter, or what a resource is known by once it is there. */
export function ref(call: Called, scope: Scope): Value {
  const name = asName(call.argument)
  if (name === undefined)
    return refused(call, scope, 'Ref takes the name of a parameter or of a resource. Write that name.')
  return refTo(name, call.span, scope)
}

/** The value behind a name. */
export function refTo(written: string, span: Span, scope: Scope): Value {
  const { stack, loops, under } = scope
  const { origins } = stack.session
  const found = loops.get(written) ?? stack.parameter(written) ?? stack.pseudo(written)
  if (found !== undefined)
    return withOrigin(found, origins.at('reference', span, { inputs: inputOf(found), under }))
  const declared = stack.declared.get(written)
  if (declared !== undefined) {
    const path = nameProperty(declared.type)
    return named(written, path, addressIn(stack, written), { span, scope })
  }
  const base = stack.declared.get(written.split('.')[0] ?? '')
  // SAM gives names to what it makes of a resource, such as `Function.Version`.
  if (base !== undefined && written.includes('.')) return computed(addressIn(stack, written), span, scope)
  return nothing(written, span, scope)
}

/** `Fn::GetAtt`: an attribute of a resource, or an output of a nested stack. */
export function getAtt(call: Called, scope: Scope): Value {
  const parts = attributeParts(call, scope)
  if (parts === undefined) {
    return refused(
      call,
      scope,
      'Fn::GetAtt takes the logical ID of a resource and the name of an attribute. Write them as a list of two texts or as Resource.Attribute.',
    )
  }
  if ('unknown' in parts) {
    const origin = scope.stack.session.origins.at('reference', call.span, { under: scope.under })
    return unknownValue([{ kind: 'computed', what: `${addressIn(scope.stack, parts.id)}.*` }], origin)
  }
  return attributeOf(parts.id, parts.attribute, call.span, scope)
}

/** An attribute of a resource. */
export function attributeOf(id: string, attribute: string, span: Span, scope: Scope): Value {
  const { stack, under } = scope
  const declared = stack.declared.get(id)
  const address = `${addressIn(stack, id)}.${attribute}`
  if (declared === undefined) {
    stack.session.diagnostics.push(unknownReference(id, span, stack))
    // Only resources have attributes: it would be given by the one that is missing.
    return computed(address, span, scope)
  }
  if (declared.type === 'AWS::CloudFormation::Stack' && attribute.startsWith('Outputs.'))
    return outputOf(id, attribute.slice('Outputs.'.length), span, scope)
  if (declared.type === 'AWS::CloudFormation::Stack' || attribute === '')
    return computed(address, span, { ...scope, under })
  return named(id, attributeProperty(declared.type, attribute), address, { span, scope })
}

/** The resource and the attribute that a call names; the attribute alone may be unknown. */
export type AttributeParts =
  | { readonly id: string; readonly attribute: string }
  | { readonly id: string; readonly unknown: true }

/** What a call of Fn::GetAtt names; undefined where it is given something else. */
export function attributeParts(
  { argument }: Pick<Called, 'argument'>,
  scope: Scope,
): AttributeParts | undefined {
  const list = asList(argument)
  if (list !== undefined) return partsOfList(list.items, scope)
  const value = bare(argument).kind === 'scalar' ? scope.stack.evaluate(argument, scope) : undefined
  const text = value === undefined ? undefined : scalarText(value)
  const [, id = '', attribute = ''] = /^([^.]+)\.(.+)$/su.exec(text ?? '') ?? []
  return id === '' ? undefined : { id, attribute }
}

function partsOfList([first, second, ...more]: readonly Node[], scope: Scope): AttributeParts | undefined {
  if (first === undefined || second === undefined || more.length > 0) return undefined
  const id = scalarText(scope.stack.evaluate(first, scope))
  const attribute = scope.stack.evaluate(second, scope)
  const text = scalarText(attribute)
  if (id === undefined) return undefined
  if (text !== undefined) return { id, attribute: text }
  return attribute.kind === 'unknown' ? { id, unknown: true } : undefined
}

function outputOf(id: string, output: string, span: Span, scope: Scope): Value {
  const { stack, under } = scope
  const address = `${addressIn(stack, id)}.Outputs.${output}`
  const nested = stack.nested(id)
  if (nested === undefined) return computed(address, span, scope)
  const value = nested.output(output)
  if (value === undefined) {
    const detail = `The template of the nested stack "${shown(id)}" has no output "${shown(output)}".${meant(output, nested.outputs.keys())} Add the output there, or name one that it has.`
    stack.session.diagnostics.push(problem('cloudformation/unknown-output', detail, span))
    return failed(span, address, stack.session.origins.at('output', span, { under }))
  }
  return withOrigin(value, stack.session.origins.at('output', span, { inputs: [value.origin], under }))
}

/** The property that decides a name, where it is known; else what the service gives when the resource is made. */
function named(
  id: string,
  path: readonly string[] | undefined,
  address: string,
  { span, scope }: { readonly span: Span; readonly scope: Scope },
): Value {
  const value = path === undefined ? undefined : scope.stack.property(id, path)
  if (value === undefined || scalarText(value) === undefined) return computed(address, span, scope)
  const { origins } = scope.stack.session
  return withOrigin(value, origins.at('reference', span, { inputs: [value.origin], under: scope.under }))
}

/** What nobody has given has no origin. */
function inputOf({ origin }: Value): readonly number[] {
  return origin === 0 ? [] : [origin]
}

function computed(what: string, span: Span, { stack, under }: Scope): Value {
  const origin = stack.session.origins.at('reference', span, { under })
  return unknownValue([{ kind: 'computed', what, site: span }], origin)
}

function nothing(name: string, span: Span, { stack, under }: Scope): Value {
  const { session } = stack
  session.diagnostics.push(unknownReference(name, span, stack))
  return failed(span, shown(name), session.origins.at('reference', span, { under }))
}

/** There is no such parameter or resource. */
export function unknownReference(name: string, span: Span, stack: Stack): ReturnType<typeof problem> {
  const known = [...stack.declared.keys(), ...stack.template.parameters.keys(), ...pseudoNames]
  const detail = `The template declares no parameter or resource "${shown(name)}".${meant(name, known)} Declare it, or name one that there is.`
  return problem('cloudformation/unknown-reference', detail, span)
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
export const pseudoNames: readonly string[] = [
  'AWS::AccountId',
  'AWS::NoValue',
  'AWS::NotificationARNs',
  'AWS::Partition',
  'AWS::Region',
  'AWS::StackId',
  'AWS::StackName',
  'AWS::URLSuffix',
]
