import { isPlain } from './logic.ts'
import type { Item } from './look.ts'
import { decidedOn, failed, isStopped, plain, stoppedBy, type Outcome, type Place } from './outcome.ts'

/** A comprehension over the items of a range; `on` is where the range was read. */
export interface Comprehension {
  readonly items: readonly Item[]
  readonly on: string | undefined
  readonly at: Place
}

type Predicate = (item: Outcome) => Outcome

/** `exists` with true, `all` with false: the first item that decides does so whatever is known of the others. */
export function quantifier(
  decider: boolean,
  { items, on, at }: Comprehension,
  predicate: Predicate,
): Outcome {
  const stopped: Outcome[] = []
  for (const { outcome: item, open } of items) {
    const answer = truth(predicate(item), at)
    if (isPlain(answer, decider) && open === undefined) return decidedOn(answer, item.on)
    // A key that may not be there decides nothing, but nor does one that wouldn't matter.
    if (isStopped(answer)) stopped.push(answer)
    else if (isPlain(answer, decider) && open !== undefined) stopped.push(open)
  }
  return stoppedBy(stopped) ?? plain(!decider, on)
}

/** `exists_one`: every item has to be known. */
export function exactlyOne({ items, on, at }: Comprehension, predicate: Predicate): Outcome {
  const answers = items.map(({ outcome }) => truth(predicate(outcome), at))
  const stopped = stoppedBy([...answers, ...opens(items)])
  if (stopped !== undefined) return stopped
  return plain(answers.filter((one) => isPlain(one, true)).length === 1, on)
}

/** `filter`, and `map` with three arguments: which items are in has to be known, what they are needs not. */
export function filtered(
  { items, on, at }: Comprehension,
  predicate: Predicate | undefined,
  transform: (item: Outcome) => Outcome,
): Outcome {
  const kept: Outcome[] = []
  const stopped: Outcome[] = [...opens(items)]
  for (const { outcome: item } of items) {
    const answer = predicate === undefined ? plain(true) : truth(predicate(item), at)
    if (isStopped(answer)) stopped.push(answer)
    else if (isPlain(answer, true)) kept.push(transform(item))
  }
  const failures = kept.filter((one) => one.kind === 'failed')
  return stoppedBy([...stopped, ...failures]) ?? { kind: 'list', items: kept, on }
}

function opens(items: readonly Item[]): readonly Outcome[] {
  return items.flatMap(({ open }) => open ?? [])
}

function truth(answer: Outcome, at: Place): Outcome {
  if (isStopped(answer) || isPlain(answer, true) || isPlain(answer, false)) return answer
  return failed(at, 'What is asked of each item is true or false')
}
