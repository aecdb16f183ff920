import type { OriginId } from '../../kernel/origin.ts'
import type { Span } from '../../kernel/span.ts'
import { marks, type Cause, type Marks, type Value } from '../../kernel/value.ts'
import { scalarText } from '../../model/scalar.ts'
import { problem } from './problems.ts'
import type { Session } from './scope.ts'
import type { Scalar } from './syntax/node.ts'

export function scalarValue(scalar: Scalar, origin: OriginId, mark: Marks = marks.none): Value {
  return { kind: 'scalar', scalar, origin, marks: mark }
}

export function unknownValue(
  because: readonly Cause[],
  origin: OriginId,
  mark: Marks = marks.none,
): Extract<Value, { readonly kind: 'unknown' }> {
  return { kind: 'unknown', because: eachOnce(because), origin, marks: mark }
}

/** The same value, come another way. */
export function withOrigin(value: Value, origin: OriginId): Value {
  return { ...value, origin }
}

/** All marks of some values, at the top of each. */
export function marksOf(values: readonly Value[]): Marks {
  return values.reduce((all, one) => all | one.marks, 0)
}

/** Why some values, or parts of them, aren't known. */
export function causesOf(values: readonly Value[]): readonly Cause[] {
  const found: Cause[] = []
  const open = [...values]
  for (let one = open.pop(); one !== undefined && found.length < mostCauses; one = open.pop()) {
    if (one.kind === 'unknown') found.push(...one.because)
    else if (one.kind === 'list') open.push(...one.items)
    else if (one.kind === 'map') open.push(...one.entries.values())
  }
  return found
}

/** An error has been told of; what depends on it isn't known. */
export function failed(span: Span, what: string, origin: OriginId): Value {
  return unknownValue([{ kind: 'error', what, site: span }], origin)
}

/** A part of a text that is put together. */
export type Part = string | Value

/** What a text may have beside its letters, and cost. */
const mostParts = 200
const mostCauses = 200
const keptCauses = 16
const longest = 1_000_000

/**
 * The text that some parts make. It isn't known when one of them isn't, but its known pieces stay; parts that are
 * lists or maps must have been refused before.
 */
export function textValue(session: Session, parts: readonly Part[], origin: OriginId, site: Span): Value {
  const pieces = piecesOf(parts)
  const values = parts.filter((part) => typeof part !== 'string')
  const mark = marksOf(values)
  const length = pieces.reduce((sum, piece) => sum + (typeof piece === 'string' ? piece.length : 0), 0)
  if (length > longest) {
    const detail = `The text would have more than ${longest.toLocaleString('en')} characters, more than a whole template may have, so it is not known. Look for a text that is put into itself.`
    session.diagnostics.push(problem('cloudformation/too-many', detail, site))
  }
  if (length > longest || !spend(session, length, site))
    return unknownValue([{ kind: 'error', what: 'the text is too long', site }], origin)
  const [first = ''] = pieces
  if (pieces.length < 2 && typeof first === 'string') return dynamic(first, origin, mark)
  const because = causesOf(values)
  const found = pieces.flatMap((piece) =>
    typeof piece === 'string' ? (resolvePattern.exec(piece) ?? []) : [],
  )
  const looked: readonly Cause[] =
    found[1] === undefined ? [] : [{ kind: 'data', what: `resolve:${found[1]}` }]
  const unknown = unknownValue([...looked, ...because], origin, mark)
  if (pieces.length > mostParts || looked.length > 0) return unknown
  return { ...unknown, outline: { kind: 'text', parts: pieces } }
}

/** A known text; one that asks for a secret or a parameter elsewhere isn't known. */
export function dynamic(text: string, origin: OriginId, mark: Marks = marks.none): Value {
  const found = text.includes('{{resolve:') ? resolvePattern.exec(text) : null
  if (found === null) return scalarValue(text, origin, mark)
  const [whole, service = '', rest = ''] = found
  const what = `resolve:${service}:${rest.replace(/\}\}.*$/su, '')}`
  const unknown = unknownValue([{ kind: 'data', what }], origin, mark)
  if (whole.length === text.length) return unknown
  const end = text.indexOf('}}', found.index)
  const pieces: readonly Part[] = [text.slice(0, found.index), unknown, end === -1 ? '' : text.slice(end + 2)]
  return { ...unknown, outline: { kind: 'text', parts: pieces.filter((piece) => piece !== '') } }
}

/** A dynamic reference: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html */
const resolvePattern = /\{\{resolve:(ssm|ssm-secure|secretsmanager):([^}]*)(?:\}\})?/u

/** Takes from what a reading may cost; false, and a diagnostic, once it is used up. */
export function spend(session: Session, cost: number, site: Span): boolean {
  const had = session.budget > 0
  session.budget -= cost
  if (session.budget > 0) return true
  if (had) {
    const detail =
      'Loops, nested stacks or texts of this template grow to far more than CloudFormation takes, so the rest is not known. Look for a loop or a nested stack that multiplies another.'
    session.diagnostics.push(problem('cloudformation/too-many', detail, site))
  }
  return false
}

/** Neighbours that are known are one piece; pieces of pieces are taken apart while there are few. */
function piecesOf(parts: readonly Part[]): readonly Part[] {
  const pieces: Part[] = []
  const add = (piece: Part): void => {
    const last = pieces.at(-1)
    if (typeof piece === 'string' && typeof last === 'string') pieces[pieces.length - 1] = last + piece
    else if (piece !== '') pieces.push(piece)
  }
  for (const part of parts) {
    const text = typeof part === 'string' ? part : scalarText(part)
    if (text !== undefined) add(text)
    else if (typeof part === 'string') continue
    else if (
      part.kind === 'unknown' &&
      part.outline?.kind === 'text' &&
      part.outline.parts.length < mostParts
    )
      part.outline.parts.forEach(add)
    else add(part)
  }
  return pieces
}

function eachOnce(causes: readonly Cause[]): readonly Cause[] {
  const seen = new Map<string, Cause>()
  for (const one of causes) {
    const key = `${one.kind} ${one.what}`
    if (!seen.has(key)) seen.set(key, one)
  }
  return [...seen]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .slice(0, keptCauses)
    .map(([, one]) => one)
}
