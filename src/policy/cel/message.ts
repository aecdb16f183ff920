import { marks, type Value } from '../../kernel/value.ts'
import type { Live } from '../../model/live.ts'
import { sensitiveText, withoutCredentials } from '../../model/without-credentials.ts'
import { evaluate } from './evaluate.ts'
import { parseCel, type Node } from './language.ts'
import { wholeOf } from './look.ts'

/** A text with expressions in it, in order. */
export type Message = readonly (string | Node)[]

/** What is wrong with which part of a message. */
export interface BadMessage {
  readonly what: string
  readonly start: number
  readonly end: number
}

/** Reads a message in which `{{ … }}` holds an expression. */
export function parseMessage(text: string): Message | BadMessage {
  const parts: (string | Node)[] = []
  let from = 0
  for (let open = text.indexOf('{{'); open !== -1; open = text.indexOf('{{', from)) {
    parts.push(text.slice(from, open))
    const found = expressionAt(text, open + 2)
    if ('what' in found) return found
    parts.push(found.node)
    from = found.end
  }
  return [...parts, text.slice(from)]
}

/** The expression that begins here: the shortest before `}}` that is one, as a map may end in braces too. */
function expressionAt(
  text: string,
  start: number,
): { readonly node: Node; readonly end: number } | BadMessage {
  let bad: BadMessage = { what: 'What {{ begins has no }} to end it.', start: start - 2, end: start }
  let isFirst = true
  for (let end = text.indexOf('}}', start); end !== -1; end = text.indexOf('}}', end + 1)) {
    const parsed = parseCel(text.slice(start, end))
    if (parsed.kind === 'parsed') return { node: parsed.node, end: end + 2 }
    if (isFirst) bad = { what: parsed.what, start: start + parsed.start, end: start + parsed.end }
    isFirst = false
  }
  return bad
}

/** The message for a resource. It never sees what is sensitive, whatever it does with it. */
export function messageFor(message: Message, live: Live): string {
  if (message.every((part) => typeof part === 'string')) return message.join('')
  const { madeOf, defaults } = live
  const masked: Live = { ...live, madeOf, defaults, values: maskedOf(withoutCredentials(live.values)) }
  return message.map((part) => (typeof part === 'string' ? part : shown(part, masked))).join('')
}

function shown(node: Node, live: Live): string {
  const outcome = wholeOf(evaluate(node, live))
  if (outcome.kind === 'unknown') return '(unknown)'
  if (outcome.kind === 'failed') return '(not set)'
  return textOf(outcome.plain)
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join(', ')}]`
  if (value instanceof Map) {
    return `{${[...value].map(([key, one]) => `${textOf(key)}: ${textOf(one)}`).join(', ')}}`
  }
  return String(value)
}

function maskedOf(value: Value): Value {
  if (value.kind !== 'absent' && value.kind !== 'unknown' && (value.marks & marks.sensitive) !== 0) {
    return { kind: 'scalar', scalar: sensitiveText, origin: value.origin, marks: marks.none }
  }
  if (value.kind === 'list') return { ...value, items: value.items.map(maskedOf) }
  if (value.kind !== 'map') return value
  return { ...value, entries: new Map([...value.entries].map(([key, one]) => [key, maskedOf(one)])) }
}
