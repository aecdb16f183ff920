import type { Answer } from '../contract/commands.ts'
import { refused, type ProblemCode, type Refusal } from '../contract/problem.ts'
import type { AskedOf, ReplyOf, Route } from '../contract/route.ts'
import type { Caller } from './caller.ts'

/** A route and who answers it. */
export interface Served {
  readonly route: Route
  handle(input: unknown, caller: Caller): Promise<unknown>
}

/** Binds a route to its handler: what comes in has been checked, and what goes out is what the route promises. */
export function serve<One extends Route>(
  route: One,
  handle: (input: AskedOf<One>, caller: Caller) => Promise<ReplyOf<One> | Refusal>,
): Served {
  return { route, handle: (input, caller) => handle(input as AskedOf<One>, caller) }
}

/** What was found, or the refusal that says there is nothing. */
export function found<What>(what: What | undefined, noun: string): What | Refusal {
  return what ?? refused('request/not-found', `There is no such ${noun} in this project.`)
}

const codes: Readonly<Record<'missing' | 'exists' | 'invalid' | 'conflict', ProblemCode>> = {
  missing: 'request/not-found',
  exists: 'request/conflict',
  invalid: 'request/invalid',
  conflict: 'request/conflict',
}

/** What the store did, or why it refused. */
export function done<What>(answer: Answer<What>): What | Refusal {
  return answer.kind === 'done' ? answer.value : refused(codes[answer.why], answer.detail)
}

/** The same for what has nothing to tell. */
export function doneOnly(answer: Answer<unknown>): Readonly<Record<string, never>> | Refusal {
  return answer.kind === 'done' ? {} : refused(codes[answer.why], answer.detail)
}
