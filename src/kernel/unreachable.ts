import { Fault } from './fault.ts'

/** Ends a switch over a closed union: a new member breaks the build where it must be handled. */
export function unreachable(one: never): never {
  throw new Fault('internal/unreachable', { value: JSON.stringify(one) })
}
