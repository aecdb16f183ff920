import { failed, isStopped, plain, stoppedBy, type Outcome, type Place } from './outcome.ts'

/**
 * `&&` and `||` of CEL, which know no order: the side that decides does so whatever the other is, also when that isn't
 * known or fails. `decider` is false for `&&` and true for `||`.
 * See https://github.com/google/cel-spec/blob/master/doc/langdef.md#logical-operators
 */
export function junction(decider: boolean, left: Outcome, right: () => Outcome, at: Place): Outcome {
  if (isPlain(left, decider)) return left
  const other = right()
  if (isPlain(other, decider)) return other
  const stopped = stoppedBy([left, other])
  if (stopped !== undefined) return stopped
  const odd = [left, other].some((one) => !isPlain(one, !decider))
  if (odd) return failed(at, `Both sides of ${decider ? '||' : '&&'} are true or false`)
  return plain(!decider, other.on ?? left.on)
}

/** The other truth. */
export function negation(one: Outcome, at: Place): Outcome {
  if (isStopped(one)) return one
  if (one.kind === 'plain' && typeof one.plain === 'boolean') return plain(!one.plain, one.on)
  return failed(at, 'Only true and false can be negated')
}

/** One of two, of which only the chosen one is looked at. */
export function choice(
  condition: Outcome,
  then: () => Outcome,
  otherwise: () => Outcome,
  at: Place,
): Outcome {
  if (isStopped(condition)) return condition
  if (isPlain(condition, true)) return then()
  if (isPlain(condition, false)) return otherwise()
  return failed(at, 'What stands before ? is true or false')
}

export function isPlain(outcome: Outcome, value: boolean): boolean {
  return outcome.kind === 'plain' && outcome.plain === value
}
