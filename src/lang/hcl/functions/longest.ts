import { failed } from './failure.ts'
import type { Problem } from '../problem.ts'

/**
 * As long as a text may become by repeating or padding: 16 million characters. Terraform has no such bound, and takes
 * the memory; nothing that people write comes near it.
 */
export const longest = 16_000_000

/** The problem of a text that would be longer. */
export function tooLong(): Problem {
  return failed(`the result would be longer than ${longest} characters`)
}
