import { Buffer } from 'node:buffer'
import type { OriginId } from '../../../kernel/origin.ts'
import type { Value } from '../../../kernel/value.ts'
import { printJson } from '../../../model/json-text.ts'
import { scalarText } from '../../../model/scalar.ts'
import { valueJson } from '../../../model/value-json.ts'
import type { Scope } from '../scope.ts'
import { asList } from '../syntax/node.ts'
import { marksOf, scalarValue, spend, textValue, unknownValue, causesOf, type Part } from '../values.ts'
import { isOpen, missing, refused, type Called } from './intrinsic.ts'

/** `Fn::Join`: the items of a list as one text, with another between them. */
export function join(call: Called, scope: Scope): Value {
  const { session } = scope.stack
  const [first, second, ...more] = asList(call.argument)?.items ?? []
  if (first === undefined || second === undefined || more.length > 0) return joinRefused(call, scope)
  const between = scope.stack.evaluate(first, scope)
  const list = scope.stack.evaluate(second, scope)
  if (between.kind === 'unknown' || list.kind === 'unknown') return missing(call, scope, [between, list])
  const text = scalarText(between)
  if (text === undefined || list.kind !== 'list') return joinRefused(call, scope)
  const parts: Part[] = []
  for (const [at, item] of list.items.entries()) {
    if (item.kind === 'list' || item.kind === 'map') return joinRefused(call, scope)
    if (at > 0) parts.push(text)
    parts.push(item)
  }
  const inputs = [between.origin, ...list.items.map(({ origin }) => origin)]
  const origin = session.origins.at('template', call.span, { inputs, under: scope.under })
  return textValue(session, parts, origin, call.span)
}

function joinRefused(call: Called, scope: Scope): Value {
  return refused(
    call,
    scope,
    'Fn::Join takes a list of a text that goes between and of a list of texts. Write [ "-", [ a, b ] ].',
  )
}

/** `Fn::Split`: the pieces of a text as a list. */
export function split(call: Called, scope: Scope): Value {
  const { session } = scope.stack
  const [first, second, ...more] = asList(call.argument)?.items ?? []
  const wrong = 'Fn::Split takes a list of a text to split at and of the text to split. Write [ ",", text ].'
  if (first === undefined || second === undefined || more.length > 0) return refused(call, scope, wrong)
  const at = scope.stack.evaluate(first, scope)
  const whole = scope.stack.evaluate(second, scope)
  if (at.kind === 'unknown' || whole.kind === 'unknown') return missing(call, scope, [at, whole])
  const delimiter = scalarText(at)
  const text = scalarText(whole)
  if (delimiter === undefined || delimiter === '' || text === undefined) return refused(call, scope, wrong)
  const pieces = text.split(delimiter)
  if (!spend(session, pieces.length, call.span)) return missing(call, scope, [at, whole])
  return listFrom(call, scope, { pieces, inputs: [at, whole] })
}

/** A list of texts that were worked out, each from the same inputs. */
export function listFrom(
  { span }: Called,
  { stack, under }: Scope,
  { pieces, inputs }: { readonly pieces: readonly string[]; readonly inputs: readonly Value[] },
): Value {
  const { origins } = stack.session
  const from: readonly OriginId[] = inputs.map(({ origin }) => origin)
  const mark = marksOf(inputs)
  const origin = origins.at('call', span, { inputs: from, under })
  return { kind: 'list', items: pieces.map((piece) => scalarValue(piece, origin, mark)), origin, marks: mark }
}

/** `Fn::Base64`: a text in base 64. */
export function base64(call: Called, scope: Scope): Value {
  const { session } = scope.stack
  const value = scope.stack.evaluate(call.argument, scope)
  if (value.kind === 'unknown')
    return { ...missing(call, scope, [value]), outline: { kind: 'base64', value } }
  const text = scalarText(value)
  if (text === undefined) return refused(call, scope, 'Fn::Base64 takes a text. Write the text to encode.')
  const origin = session.origins.at('call', call.span, { inputs: [value.origin], under: scope.under })
  if (!spend(session, text.length, call.span)) return missing(call, scope, [value])
  return scalarValue(Buffer.from(text, 'utf8').toString('base64'), origin, value.marks)
}

/** `Fn::ToJsonString`: a list or a map as JSON. */
export function toJsonString(call: Called, scope: Scope): Value {
  const { session } = scope.stack
  const value = scope.stack.evaluate(call.argument, scope)
  if (value.kind === 'unknown') return missing(call, scope, [value])
  if (value.kind !== 'list' && value.kind !== 'map')
    return refused(
      call,
      scope,
      'Fn::ToJsonString takes a list or a map. Write one, or leave the function out.',
    )
  const origin = session.origins.at('call', call.span, { inputs: [value.origin], under: scope.under })
  const outline = { kind: 'json', value } as const
  if (isOpen(value)) {
    const unknown = unknownValue(causesOf([value]), origin, value.marks)
    return { ...unknown, outline }
  }
  const text = printJson(valueJson(value, true) ?? null)
  if (!spend(session, text.length, call.span)) return missing(call, scope, [value])
  return { kind: 'scalar', scalar: text, origin, marks: value.marks, outline }
}
