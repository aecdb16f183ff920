import type { Context } from 'hono'
import { problemOf, problems, type ProblemErrors, type Refusal } from '../contract/problem.ts'

/** What goes along with a request inside of the server. */
export interface Env {
  readonly Bindings: { readonly peer?: string | undefined }
  readonly Variables: { requestId: string; caller: string; route: string; trace: string }
}

/** Answers with a problem document. */
export function problemReply(c: Context<Env>, refusal: Refusal, errors?: ProblemErrors): Response {
  const { status } = problems[refusal.code]
  const body = JSON.stringify(problemOf(refusal, c.get('requestId'), errors))
  const wait = status === 429 || status === 503 ? { 'retry-after': '1' } : {}
  const who = status === 401 ? { 'www-authenticate': 'Bearer realm="plumbline"' } : {}
  return c.body(body, status, { 'content-type': 'application/problem+json', ...wait, ...who })
}
