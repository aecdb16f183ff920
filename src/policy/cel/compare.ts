import { is, type Fact } from '../../rules/facts.ts'
import { applyOperator } from './language.ts'
import { presence } from './access.ts'
import { plainOf, rangeOf, wholeOf } from './look.ts'
import { failed, isStopped, plain, stoppedBy, type Outcome, type Place } from './outcome.ts'
import { isPlain } from './logic.ts'

/** An operator that needs both sides whole, such as `<` or `+`. */
export function operation(operator: string, left: Outcome, right: Outcome, at: Place): Outcome {
  const sides = [wholeOf(left), wholeOf(right)] as const
  const stopped = stoppedBy(sides)
  if (stopped !== undefined) return stopped
  const [a, b] = sides
  const computed = applyOperator(operator, plainOf(a), plainOf(b))
  return computed.kind === 'error' ? failed(at, computed.what) : plain(computed.value, left.on ?? right.on)
}

/** `==`. A text that is known in part can be known to be another one. */
export function equality(left: Outcome, right: Outcome, at: Place): Outcome {
  const known = unlike(left, right) ?? unlike(right, left)
  return known === undefined ? operation('==', left, right, at) : plain(false, known.path)
}

function unlike(unknown: Outcome, other: Outcome): Fact | undefined {
  if (unknown.kind !== 'unknown' || other.kind !== 'plain') return undefined
  const wanted = typeof other.plain === 'bigint' ? Number(other.plain) : other.plain
  if (typeof wanted !== 'string' && typeof wanted !== 'number' && typeof wanted !== 'boolean')
    return undefined
  return is(unknown.fact, wanted) === 'no' ? unknown.fact : undefined
}

/** `in`: one equal item is enough, whatever the others are. */
export function membership(one: Outcome, of: Outcome, at: Place): Outcome {
  if (isStopped(of)) return of
  if (one.kind === 'failed') return one
  if (of.kind === 'map' || (of.kind === 'tree' && of.value.kind === 'map')) return keyIn(one, of, at)
  const range = of.kind === 'plain' ? undefined : rangeOf(of)
  const items = of.kind === 'plain' ? plainList(of.plain) : range
  if (items === undefined || 'kind' in items) return operation('in', one, of, at)
  const answers = items.map(({ outcome }) => equality(one, outcome, at))
  const yes = answers.find((answer) => isPlain(answer, true))
  return yes ?? stoppedBy(answers) ?? plain(false, one.on ?? of.on)
}

function plainList(list: unknown): readonly { readonly outcome: Outcome }[] | undefined {
  return Array.isArray(list) ? list.map((item: unknown) => ({ outcome: plain(item) })) : undefined
}

function keyIn(one: Outcome, of: Outcome, at: Place): Outcome {
  const key = wholeOf(one)
  if (isStopped(key)) return key
  return typeof key.plain === 'string' ? presence(of, key.plain, at) : plain(false, of.on)
}

/** What a text that is known in part answers; undefined where it depends on the rest. */
export function partly(method: string, receiver: Outcome, given: Outcome | undefined): Outcome | undefined {
  if (receiver.kind !== 'unknown' || given?.kind !== 'plain' || typeof given.plain !== 'string')
    return undefined
  const { value, path } = receiver.fact
  if (value.kind !== 'unknown' || value.outline?.kind !== 'text') return undefined
  const answer = answerOf(method, value.outline.parts, given.plain)
  return answer === undefined ? undefined : plain(answer, path)
}

function answerOf(method: string, parts: readonly unknown[], text: string): boolean | undefined {
  const [first] = parts
  const last = parts.at(-1)
  if (method === 'startsWith' && typeof first === 'string') {
    if (first.startsWith(text)) return true
    return text.startsWith(first) ? undefined : false
  }
  if (method === 'endsWith' && typeof last === 'string') {
    if (last.endsWith(text)) return true
    return text.endsWith(last) ? undefined : false
  }
  const isInside = parts.some((part) => typeof part === 'string' && part.includes(text))
  return method === 'contains' && isInside ? true : undefined
}
