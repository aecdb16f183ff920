import { Fault } from '../../kernel/fault.ts'
import type { Live } from '../../model/live.ts'
import { at } from '../../rules/facts.ts'
import type { Rule, Verdict } from '../../rules/rule.ts'
import { undecided, violated } from '../../rules/verdicts.ts'
import { evaluate } from './evaluate.ts'
import type { Node } from './language.ts'
import { isPlain, junction } from './logic.ts'
import { messageFor, type Message } from './message.ts'
import type { Outcome } from './outcome.ts'

/** A condition, and how to say where a part of its text stands. */
export interface Condition {
  readonly node: Node
  place(this: void, offset: number): string
}

/** What a rule in YAML asks of a resource. */
export interface Asked {
  readonly when: Condition | undefined
  readonly violated: Condition
  readonly message: Message
  /** The path that findings point at; undefined for the value that decided. */
  readonly at: string | undefined
}

/** The check of a rule whose conditions are CEL. */
export function checkOf(asked: Asked): Rule['check'] {
  return function* check(live) {
    const verdict = verdictOf(asked, live)
    if (verdict !== undefined) yield verdict
  }
}

function verdictOf(asked: Asked, live: Live): Verdict | undefined {
  const when = asked.when && evaluate(asked.when.node, live)
  const bad = (): Outcome => evaluate(asked.violated.node, live)
  const outcome = when === undefined ? bad() : junction(false, when, bad, asked.violated.node)
  if (outcome.kind === 'failed') {
    throw failure(outcome.what, outcome === when ? asked.when : asked.violated, outcome.at.start)
  }
  if (outcome.kind === 'unknown') return undecided(messageFor(asked.message, live), outcome.fact)
  if (isPlain(outcome, false)) return undefined
  if (!isPlain(outcome, true)) throw failure('The condition is neither true nor false', asked.violated, 0)
  return violated(messageFor(asked.message, live), at(live, asked.at ?? outcome.on ?? ''))
}

function failure(what: string, condition: Condition | undefined, offset: number): Fault {
  return new Fault('policy/failed', { what, where: condition?.place(offset) ?? '' })
}
