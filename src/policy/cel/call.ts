import { applyFunction, applyMethod, applyMinus, type Computed } from './language.ts'
import { partly } from './compare.ts'
import { plainOf, sizeOf, wholeOf } from './look.ts'
import { failed, isStopped, plain, stoppedBy, type Outcome, type Place } from './outcome.ts'

/** A call of a function: all that it is given has to be known, but not what is inside of what only has its size taken. */
export function called(name: string, given: readonly Outcome[], at: Place): Outcome {
  const [first] = given
  if (name === 'dyn' && first !== undefined) return first
  const size = name === 'size' && first !== undefined ? sizeOf(first) : undefined
  return size ?? strictly(given, at, (plains) => applyFunction(name, plains))
}

/** A call of a method. */
export function methodCalled(name: string, receiver: Outcome, given: readonly Outcome[], at: Place): Outcome {
  if (receiver.kind === 'optional') return optionalMethod(name, receiver, given, at)
  const known = name === 'size' ? sizeOf(receiver) : partly(name, receiver, given[0])
  if (known !== undefined) return known
  return strictly([receiver, ...given], at, ([first, ...rest]) => applyMethod(name, first, rest))
}

/** The number with its sign turned. */
export function turned(number: Outcome, at: Place): Outcome {
  return strictly([number], at, ([one]) => applyMinus(one))
}

function strictly(
  given: readonly Outcome[],
  at: Place,
  compute: (plains: readonly unknown[]) => Computed,
): Outcome {
  const wholes = given.map(wholeOf)
  const stopped = stoppedBy(wholes)
  if (stopped !== undefined) return stopped
  const computed = compute(wholes.map(plainOf))
  if (computed.kind === 'error') return failed(at, computed.what)
  return plain(computed.value, given.find(({ on }) => on !== undefined)?.on)
}

type Optional = Extract<Outcome, { readonly kind: 'optional' }>

function optionalMethod(
  name: string,
  { inner, on }: Optional,
  given: readonly Outcome[],
  at: Place,
): Outcome {
  const [other] = given
  if (name === 'hasValue' && other === undefined) return plain(inner !== undefined, on)
  if (name === 'value' && other === undefined) return inner ?? failed(at, 'There is no value')
  if (name === 'orValue' && other !== undefined) return inner ?? withPlace(other, on)
  if (name === 'or' && other !== undefined) {
    return inner === undefined ? withPlace(other, on) : { kind: 'optional', inner, on }
  }
  return failed(at, `There is no ${name} of an optional value`)
}

/** A default was decided on by what is missing. */
function withPlace(other: Outcome, on: string | undefined): Outcome {
  return isStopped(other) || on === undefined ? other : { ...other, on }
}
