import type { Wanted } from '../model/finding.ts'
import { becauseOf, is, isOneOf, isSet, type Answer, type Fact, type Plain } from './facts.ts'
import type { Verdict } from './rule.ts'

/** The rule is broken here. */
export function violated(message: string, fact: Fact, more: Pick<Verdict, 'wanted' | 'via'> = {}): Verdict {
  return { kind: 'violated', message, fact, ...more }
}

/** It depends on what isn't known: the fact's causes say on what. */
export function undecided(message: string, fact: Fact): Verdict {
  return { kind: 'undecided', message, fact }
}

/** Good on yes, violated on no, else undecided; the message says what is wrong when it is. */
export function* must(
  holds: Answer,
  message: string,
  fact: Fact,
  wanted?: Wanted['value'],
): Generator<Verdict> {
  if (holds === 'yes') return
  const more = wanted === undefined ? {} : { wanted: { path: fact.path, value: wanted } }
  if (holds === 'no') yield violated(message, fact, more)
  else yield undecided(message, fact)
}

/** The bad thing: violated on yes, good on no, else undecided. */
export function* mustNot(
  holds: Answer,
  message: string,
  fact: Fact,
  wanted?: Wanted['value'],
): Generator<Verdict> {
  if (holds === 'undecided') yield* must('undecided', message, fact)
  else yield* must(holds === 'yes' ? 'no' : 'yes', message, fact, wanted)
}

/**
 * What is said unless an exception holds. Where it may hold, what would be violated hangs on the exception's fact. What
 * only other code could say of the exception excuses nothing here.
 */
export function* unless(excepted: Answer, fact: Fact, said: Iterable<Verdict>): Generator<Verdict> {
  if (excepted === 'yes') return
  const hangs = excepted === 'undecided' && !isElsewhere(undecided('', fact))
  for (const one of said) {
    yield hangs && one.kind === 'violated' ? undecided(one.message, fact) : one
  }
}

/** The fact is this value. */
export function mustBe(fact: Fact, wanted: Plain, message: string): Generator<Verdict> {
  return must(is(fact, wanted), message, fact, wanted)
}

/** The fact is one of these; the first is the one to choose. */
export function mustBeOneOf(fact: Fact, wanted: readonly Plain[], message: string): Generator<Verdict> {
  return must(isOneOf(fact, wanted), message, fact, wanted[0])
}

/** Something is set. */
export function mustBeSet(fact: Fact, message: string): Generator<Verdict> {
  return must(isSet(fact), message, fact)
}

/** Whether a verdict hangs only on what is set outside the code, so that nothing can be said of it here. */
export function isElsewhere({ kind, fact }: Verdict): boolean {
  if (kind !== 'undecided') return false
  const because = becauseOf(fact)
  return because.length > 0 && because.every((one) => one.kind === 'elsewhere')
}
