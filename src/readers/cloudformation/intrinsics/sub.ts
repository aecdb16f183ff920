import type { Span } from '../../../kernel/span.ts'
import { marks, type Value } from '../../../kernel/value.ts'
import { scalarText } from '../../../model/scalar.ts'
import { substituted } from '../for-each.ts'
import { shown } from '../problems.ts'
import type { Scope } from '../scope.ts'
import { asList, asMap, bare, type MapNode, type Node } from '../syntax/node.ts'
import { dynamic, textValue, withOrigin, type Part } from '../values.ts'
import { refused, type Called } from './intrinsic.ts'
import { attributeOf, refTo } from './reference.ts'

/** A piece of the text that Fn::Sub is given. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string; readonly span: Span }

/**
 * `Fn::Sub`: a text with the values of names in it, and with a map names of its own.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-sub.html
 */
export function sub(call: Called, scope: Scope): Value {
  const given = subArguments(call)
  const text = given === undefined ? undefined : writtenText(given.text)
  if (given === undefined || text === undefined) {
    return refused(
      call,
      scope,
      'Fn::Sub takes a text, or a list of a text and a map of names. Write the text itself, or such a list.',
    )
  }
  const { session } = scope.stack
  const pieces = piecesOf(text, given.text.span, scope)
  const literal = session.origins.at('literal', given.text.span, { under: scope.under })
  const [only] = pieces
  if (pieces.length === 1 && only?.kind === 'text' && only.text === text) return dynamic(text, literal)
  const values = new Map<string, Value>()
  const parts = pieces.map((piece) => {
    if (piece.kind === 'text') return piece.text
    const value = values.get(piece.name) ?? valueOf(piece, given.names, scope)
    values.set(piece.name, value)
    return value
  })
  const wrong = parts.findIndex(
    (part) => typeof part !== 'string' && (part.kind === 'list' || part.kind === 'map'),
  )
  const piece = pieces[wrong]
  if (piece !== undefined) return wrongKind(call, scope, piece)
  return put(
    call,
    scope,
    parts.filter((part) => typeof part === 'string' || part.kind !== 'absent'),
    literal,
  )
}

function put(call: Called, { stack, under }: Scope, parts: readonly Part[], literal: number): Value {
  const { session } = stack
  const [first] = parts
  // A name alone hands its value on.
  if (parts.length === 1 && first !== undefined && typeof first !== 'string') {
    const origin = session.origins.at('reference', call.span, { inputs: [first.origin], under })
    const isText = first.kind === 'unknown' || (first.kind === 'scalar' && typeof first.scalar === 'string')
    return isText ? withOrigin(first, origin) : textValue(session, parts, origin, call.span)
  }
  const inputs = [literal, ...parts.flatMap((part) => (typeof part === 'string' ? [] : [part.origin]))]
  return textValue(session, parts, session.origins.at('template', call.span, { inputs, under }), call.span)
}

function wrongKind(call: Called, scope: Scope, piece: Piece): Value {
  const name = piece.kind === 'name' ? piece.name : ''
  return refused(
    call,
    scope,
    `"\${${shown(name)}}" is a list or a map, which Fn::Sub cannot put into a text. Join it to a text with Fn::Join first.`,
  )
}

/** What Fn::Sub is given: its text, and its own names. */
export function subArguments({
  argument,
}: Pick<Called, 'argument'>): { readonly text: Node; readonly names: MapNode | undefined } | undefined {
  const list = asList(argument)
  if (list === undefined) return { text: argument, names: undefined }
  const [text, names] = list.items
  const map = asMap(names)
  if (text === undefined || list.items.length > 2 || (names !== undefined && map === undefined))
    return undefined
  return { text, names: map }
}

/** The text of a scalar that is written as a text. */
export function writtenText(node: Node): string | undefined {
  const here = bare(node)
  if (here.kind !== 'scalar' || here.scalar === null) return undefined
  return scalarText({ kind: 'scalar', scalar: here.scalar, origin: 0, marks: marks.none })
}

/** A text at its `${Names}`; `${!Literal}` stands for itself without the mark. */
export function piecesOf(text: string, span: Span, { loops }: Pick<Scope, 'loops'>): readonly Piece[] {
  const made = substituted(text, loops).text
  const pieces: Piece[] = []
  const add = (one: string): void => {
    if (one !== '') pieces.push({ kind: 'text', text: one })
  }
  let from = 0
  for (const found of made.matchAll(/\$\{([^{}]*)\}/gu)) {
    const [whole, inner = ''] = found
    const name = inner.trim()
    if (name.startsWith('!')) add(`${made.slice(from, found.index)}\${${name.slice(1)}}`)
    else if (!/^[\w.:-]+$/u.test(name)) continue
    else {
      add(made.slice(from, found.index))
      pieces.push({ kind: 'name', name, span })
    }
    from = found.index + whole.length
  }
  add(made.slice(from))
  return pieces
}

function valueOf(
  { name, span }: Extract<Piece, { kind: 'name' }>,
  names: MapNode | undefined,
  scope: Scope,
): Value {
  const own = names?.entries.get(name)
  if (own !== undefined) return scope.stack.evaluate(own.value, scope)
  const dot = name.indexOf('.')
  if (dot <= 0 || scope.loops.has(name)) return refTo(name, span, scope)
  return attributeOf(name.slice(0, dot), name.slice(dot + 1), span, scope)
}
