import { applyIndex } from './language.ts'
import { itemAt, memberOf, wholeOf } from './look.ts'
import { decidedOn, failed, isStopped, plain, type Outcome, type Place } from './outcome.ts'

/** What is at a key or position. `open` says that it may be there: what it is then, is unknown. */
type Found =
  | { readonly kind: 'there'; readonly outcome: Outcome }
  | { readonly kind: 'nowhere'; readonly on: string | undefined }
  | { readonly kind: 'open' | 'stopped'; readonly outcome: Outcome }

/** `value.key` and `value[key]`. What isn't there is an error, as CEL has it. */
export function select(value: Outcome, key: unknown, at: Place): Outcome {
  if (value.kind === 'optional') return maybe(value, key, at)
  const found = find(value, key, at)
  return found.kind === 'nowhere' ? failed(at, noSuchKey(key)) : found.outcome
}

/** `value.?key` and `value[?key]`: nothing where it isn't there. */
export function maybe(value: Outcome, key: unknown, at: Place): Outcome {
  const inner = value.kind === 'optional' ? value.inner : value
  if (inner === undefined) return value
  const found = find(inner, key, at)
  if (found.kind === 'nowhere') return { kind: 'optional', inner: undefined, on: found.on }
  if (found.kind !== 'there') return found.outcome
  return { kind: 'optional', inner: found.outcome, on: found.outcome.on }
}

/** `has(value.key)`. */
export function presence(value: Outcome, key: string, at: Place): Outcome {
  const inner = value.kind === 'optional' ? value.inner : value
  if (inner === undefined) return plain(false, value.on)
  const found = find(inner, key, at)
  if (found.kind === 'nowhere') return plain(false, found.on)
  return found.kind === 'there' ? plain(true, found.outcome.on) : found.outcome
}

function find(value: Outcome, key: unknown, at: Place): Found {
  if (isStopped(value)) return { kind: 'stopped', outcome: value }
  switch (value.kind) {
    case 'tree':
      return value.value.kind === 'list' ? position(value, key, at) : member(value, key)
    case 'list':
      return item(value.items[positionOf(key) ?? -1], value.on)
    case 'map':
      return item(value.entries.get(key), value.on)
    case 'plain':
    case 'optional':
      return inPlain(value, key, at)
  }
}

type Tree = Extract<Outcome, { readonly kind: 'tree' }>

function member(tree: Tree, key: unknown): Found {
  if (typeof key !== 'string') return { kind: 'nowhere', on: tree.on }
  const found = memberOf(tree, key)
  if (found.kind === 'missing') return { kind: 'nowhere', on: found.on }
  return found.kind === 'present' ? { kind: 'there', outcome: found.outcome } : found
}

function position(tree: Tree, key: unknown, at: Place): Found {
  const index = positionOf(key)
  if (index === undefined) return stopped(at, 'What is in a list is named by its position')
  return item(itemAt(tree, index), tree.on)
}

function item(outcome: Outcome | undefined, on: string | undefined): Found {
  return outcome === undefined ? { kind: 'nowhere', on } : { kind: 'there', outcome: decidedOn(outcome, on) }
}

function positionOf(key: unknown): number | undefined {
  if (typeof key !== 'bigint' && typeof key !== 'number') return undefined
  const index = Number(key)
  return Number.isInteger(index) && index >= 0 ? index : undefined
}

/** What the library holds; it says itself what isn't there. */
function inPlain(value: Outcome, key: unknown, at: Place): Found {
  const whole = wholeOf(value)
  if (isStopped(whole)) return { kind: 'stopped', outcome: whole }
  const computed = applyIndex(whole.plain, key)
  if (computed.kind === 'value') return { kind: 'there', outcome: plain(computed.value, value.on) }
  const isMissing = /^(?:No such key|index out of)/iu.test(computed.what)
  return isMissing ? { kind: 'nowhere', on: value.on } : stopped(at, computed.what)
}

function stopped(at: Place, what: string): Found {
  return { kind: 'stopped', outcome: failed(at, what) }
}

function noSuchKey(key: unknown): string {
  return `No such key: ${String(key)}. Ask has(…) first, or read it with .? and .orValue(…)`
}
