import { problem, type Problem } from '../problem.ts'

/**
 * What a function says is wrong with its arguments together, without a full stop. `callFunction` frames it:
 * `Call to function "length" failed: …`
 */
export function failed(detail: string): Problem {
  return problem('Error in function call', detail)
}

/**
 * What a function says is wrong with the argument at a position, without a full stop. `callFunction` frames it:
 * `Invalid value for "list" parameter: …`
 */
export function badArgument(position: number, detail: string): Problem {
  return problem('Invalid function argument', detail, position)
}
