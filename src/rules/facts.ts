import type { OriginId } from '../kernel/origin.ts'
import type { Cause, Value } from '../kernel/value.ts'
import { choicesOf, withoutChoices } from '../model/choices.ts'
import type { Live } from '../model/live.ts'
import { covers } from '../model/live.ts'
import { scalarText } from '../model/scalar.ts'
import { parsePath, pathText, type PathStep } from '../model/path.ts'

/** A value at a path of a live resource: what every question is asked of. */
export interface Fact {
  readonly live: Live
  readonly path: string
  readonly value: Value
}

/** The answer to a question about a value. */
export type Answer = 'yes' | 'no' | 'undecided'

/** What a value that is no list or map may be compared with. */
export type Plain = string | number | boolean

/** The fact at a path below a live resource or another fact. What isn't there is absent; below an unknown it is unknown. */
export function at(of: Live | Fact, path: string): Fact {
  const isFact = 'live' in of
  const live = isFact ? of.live : of
  const whole = isFact ? joined(of.path, path) : path
  const value = stepped(isFact ? of.value : of.values, parsePath(path) ?? [])
  if (value.kind === 'absent' && isElsewhere(live, whole)) {
    return { live, path: whole, value: { ...value, kind: 'unknown', because: [elsewhere(live)] } }
  }
  return { live, path: whole, value }
}

/** The items of a list, each a fact. None when it is absent; itself when it is unknown or one value stands for a list. */
export function items(of: Fact): readonly Fact[] {
  const { live, path, value } = of
  if (value.kind === 'absent') return []
  if (value.kind === 'unknown') return [{ live, path, value: withoutLists(value) }]
  if (value.kind !== 'list') return [of]
  return value.items.map((item, position) => ({ live, path: `${path}[${position}]`, value: settled(item) }))
}

/** The entries of a map, each a fact with its key. None when it is absent. */
export function entries(of: Fact): readonly (readonly [string, Fact])[] {
  const { live, path, value } = of
  if (value.kind !== 'map') return []
  return [...value.entries].map(([key, one]) => [
    key,
    { live, path: joined(path, pathText([key])), value: settled(one) },
  ])
}

/** The text of a known scalar, as written; undefined for everything else. */
export function textOf({ value }: Fact): string | undefined {
  return scalarText(value)
}

/** The number of a known scalar that is one, or a text that says one. */
export function numberOf(fact: Fact): number | undefined {
  const text = textOf(fact)
  if (text === undefined || text.trim() === '') return undefined
  const number = Number(text)
  return Number.isNaN(number) ? undefined : number
}

/**
 * Whether the fact is this value. Languages differ in how they write booleans and numbers, so `"true"` is true and
 * `"22"` is 22. What is absent is not it.
 */
export function is(fact: Fact, wanted: Plain): Answer {
  if (fact.value.kind === 'unknown') return eachWay(fact, (one) => is(one, wanted), mayBe(fact.value, wanted))
  const text = textOf(fact)
  if (text === undefined) return 'no'
  if (typeof wanted === 'number') return answer(numberOf(fact) === wanted)
  // Terraform takes 1 and 0 for booleans too.
  if (typeof wanted === 'boolean')
    return answer([String(wanted), wanted ? '1' : '0'].includes(text.toLowerCase()))
  return answer(text === wanted)
}

/** Whether it is one of these values. */
export function isOneOf(fact: Fact, wanted: readonly Plain[]): Answer {
  const found = any(wanted.map((one) => is(fact, one)))
  return eachWay(fact, (one) => isOneOf(one, wanted), found)
}

/** Whether its text matches. */
export function matches(fact: Fact, pattern: RegExp): Answer {
  if (fact.value.kind === 'unknown') return eachWay(fact, (one) => matches(one, pattern))
  const text = textOf(fact)
  return answer(text !== undefined && pattern.test(text))
}

/** Whether it is a number of at least this size. */
export function atLeast(fact: Fact, least: number): Answer {
  if (fact.value.kind === 'unknown') return eachWay(fact, (one) => atLeast(one, least))
  const number = numberOf(fact)
  return answer(number !== undefined && number >= least)
}

/** Whether anything is there: not absent, not null, no empty text, list or map. An unknown that will be something counts as there. */
export function isSet(fact: Fact): Answer {
  const { value } = fact
  switch (value.kind) {
    case 'absent':
      return 'no'
    case 'scalar':
      return answer(value.scalar !== null && value.scalar !== '')
    case 'list':
      return answer(value.items.length > 0)
    case 'map':
      return answer(value.entries.size > 0)
    case 'unknown':
      // An attribute of another resource is never empty; an input may be null.
      return value.because.every(isGiven) || holdsText(value) ? 'yes' : eachWay(fact, isSet)
  }
}

/** Whether somebody wrote it, rather than the service giving it. */
export function isWritten(fact: Fact): Answer {
  if (fact.live.defaults.has(fact.path)) return 'no'
  return fact.value.kind === 'absent' ? 'no' : 'yes'
}

/** Whether a list, or one value that stands for a list, holds a value. */
export function has(fact: Fact, wanted: Plain): Answer {
  return any(items(fact).map((item) => is(item, wanted)))
}

/** Yes when one is yes; undecided when none is and one may be. */
export function any(answers: readonly Answer[]): Answer {
  if (answers.includes('yes')) return 'yes'
  return answers.includes('undecided') ? 'undecided' : 'no'
}

/** Yes when all are. */
export function all(answers: readonly Answer[]): Answer {
  if (answers.includes('no')) return 'no'
  return answers.includes('undecided') ? 'undecided' : 'yes'
}

export function not(one: Answer): Answer {
  if (one === 'undecided') return one
  return one === 'yes' ? 'no' : 'yes'
}

export function answer(holds: boolean): Answer {
  return holds ? 'yes' : 'no'
}

/** Why a fact, or something inside it, isn't known. */
export function becauseOf({ value }: Fact): readonly Cause[] {
  const found: Cause[] = []
  const open: Value[] = [value]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (one.kind === 'unknown') found.push(...one.because)
    else if (one.kind === 'list') open.push(...one.items)
    else if (one.kind === 'map') open.push(...one.entries.values())
  }
  return found
}

/** What holds whichever value an unknown condition chooses; where that differs, or nothing is known of it, the other answer. */
export function eachWay(fact: Fact, asked: (one: Fact) => Answer, otherwise: Answer = 'undecided'): Answer {
  const [first, ...more] = choicesOf(fact.value).map((one) => {
    const value = settled(one)
    // What holds of nothing is for the service to say.
    return value.kind === 'absent' ? 'undecided' : asked({ ...fact, value })
  })
  return first !== undefined && more.every((one) => one === first) ? first : otherwise
}

/** An unknown that stands for one item: a list that it may be has more than one. */
function withoutLists(value: Unknown): Unknown {
  const isOne = choicesOf(value).every((one) =>
    one.kind === 'unknown' ? withoutLists(one) === one : one.kind === 'scalar' || one.kind === 'map',
  )
  return isOne ? value : withoutChoices(value)
}

type Unknown = Extract<Value, { kind: 'unknown' }>

/** Whether an unknown value can still be the wanted one. */
function mayBe({ because, outline }: Unknown, wanted: Plain): Answer {
  // What another resource is given when it is made, or is looked up, names that one thing: it is never a wildcard.
  if (wildcards.has(String(wanted)) && because.every(isGiven)) return 'no'
  if (outline?.kind === 'text') return fits(outline.parts, String(wanted)) ? 'undecided' : 'no'
  return 'undecided'
}

/** Whether a value is missing only because somebody else than a person gives it: another resource, what is looked up, a clock. */
export function isGiven({ kind }: Cause): boolean {
  return given.has(kind)
}

const given: ReadonlySet<Cause['kind']> = new Set(['computed', 'random', 'data', 'time'])

/** Whether an unknown text has letters, whatever the unknown pieces are. */
function holdsText({ outline }: Unknown): boolean {
  if (outline?.kind === 'text') return outline.parts.some((part) => typeof part === 'string' && part !== '')
  return outline?.kind === 'json'
}

const wildcards: ReadonlySet<string> = new Set(['*', '0.0.0.0/0', '::/0'])

/** Whether the known pieces stand in a text in their order, the first at its start and the last at its end. */
function fits(parts: readonly (string | Value)[], text: string): boolean {
  const pieces = parts.map((part) => (typeof part === 'string' ? escaped(part) : '.*'))
  return new RegExp(`^${pieces.join('')}$`, 'su').test(text)
}

function escaped(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/gu, '\\$&')
}

function stepped(value: Value, steps: readonly PathStep[]): Value {
  let here = value
  for (const [place, step] of steps.entries()) {
    if (here.kind === 'unknown') return steppedEachWay(here, steps.slice(place))
    const next = child(here, step)
    if (next === undefined) return absent(here.origin)
    here = next
    if (here.kind === 'absent') return here
  }
  return settled(here)
}

/** Below what a condition chooses lies what it chooses from there; a text may be one that encodes more. */
function steppedEachWay(value: Unknown, steps: readonly PathStep[]): Value {
  const choices = choicesOf(value)
  if (choices.length === 0) return value
  if (choices.some((one) => one.kind === 'scalar' && one.scalar !== null)) return withoutChoices(value)
  return { ...value, outline: { kind: 'choice', values: choices.map((one) => stepped(one, steps)) } }
}

function child(value: Value, step: PathStep): Value | undefined {
  if (value.kind === 'map') return value.entries.get(String(step))
  if (value.kind !== 'list') return undefined
  if (typeof step === 'number') return value.items[step]
  const [first] = value.items
  return first === undefined ? undefined : child(first, step)
}

/** Null says that nothing is set. */
function settled(value: Value): Value {
  return value.kind === 'scalar' && value.scalar === null ? absent(value.origin) : value
}

function absent(origin: OriginId): Value {
  return { kind: 'absent', origin, marks: 0 }
}

function isElsewhere(live: Live, path: string): boolean {
  return live.partial && !live.madeOf.some((part) => covers(part.path, path))
}

function elsewhere(live: Live): Cause {
  return { kind: 'elsewhere', what: live.address }
}

function joined(above: string, below: string): string {
  if (above === '' || below === '') return above + below
  return below.startsWith('[') ? above + below : `${above}.${below}`
}
