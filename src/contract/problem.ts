import { z } from 'zod'

/** Every code a problem document may have: its HTTP status and what it means, in words that never vary. */
export const problems = {
  'request/invalid': { status: 400, title: 'The request could not be understood.' },
  'request/unauthenticated': { status: 401, title: 'Nobody is signed in.' },
  'request/bad-signature': { status: 401, title: 'The signature of the message is not right.' },
  'request/forbidden': { status: 403, title: 'This needs a permission that you do not have.' },
  'request/cross-site': { status: 403, title: 'The request comes from another site.' },
  'request/vetoed': { status: 403, title: 'A hook has refused this.' },
  'request/not-found': { status: 404, title: 'There is nothing here that you may see.' },
  'request/conflict': { status: 409, title: 'The state of things does not allow this now.' },
  'request/replayed': { status: 409, title: 'The message was received before.' },
  'request/too-large': { status: 413, title: 'The request is larger than it may be.' },
  'request/wrong-media': { status: 415, title: 'The body is not of a kind that is understood here.' },
  'request/key-reused': { status: 422, title: 'The idempotency key was used for another request.' },
  'request/locked': { status: 423, title: 'Somebody else holds this.' },
  'request/too-many': { status: 429, title: 'There were too many requests in too short a time.' },
  'server/failed': { status: 500, title: 'Something went wrong in Plumbline.' },
  'server/not-set-up': { status: 501, title: 'This is not set up on this server.' },
  'server/unavailable': { status: 503, title: 'Plumbline cannot answer now.' },
} as const

/** A code from the closed list of `problems`. */
export type ProblemCode = keyof typeof problems

/** What an error is said as: https://www.rfc-editor.org/rfc/rfc9457 */
export const Problem = z.object({
  type: z.string().meta({ description: 'a name for the kind of problem, made from the code' }),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]),
  detail: z.string().meta({ description: 'what, why, and what to do' }),
  requestId: z.string(),
  errors: z
    .array(z.object({ path: z.string(), message: z.string() }))
    .optional()
    .meta({ description: 'which parts of the input were not understood' }),
})
export type Problem = z.infer<typeof Problem>

/** What a handler answers with when it has no reply to give. */
export interface Refusal {
  readonly kind: 'refused'
  readonly code: ProblemCode
  readonly detail: string
}

/** Says no, and why, in full sentences. */
export function refused(code: ProblemCode, detail: string): Refusal {
  return { kind: 'refused', code, detail }
}

/** Whether an answer is a refusal. */
export function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === 'object' && answer !== null && 'kind' in answer && answer.kind === 'refused'
}

/** Which parts of an input were not understood. */
export type ProblemErrors = readonly { readonly path: string; readonly message: string }[]

/** The document of a problem. */
export function problemOf(
  { code, detail }: Omit<Refusal, 'kind'>,
  requestId: string,
  errors?: ProblemErrors,
): Problem {
  const { status, title } = problems[code]
  const type = `urn:plumbline:problem:${code.replace('/', ':')}`
  return { type, title, status, code, detail, requestId, ...(errors && { errors: [...errors] }) }
}
