import { addressOf, type InputOf, type ReplyOf, type Route } from '../../../src/contract/route.ts'

/** The server said no. The message is its detail: what, why, what to do. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, detail: string) {
    super(detail)
    this.name = 'Refusal'
    this.status = status
    this.code = code
  }
}

/** Asks the server for what a route gives. Fails with a `Refusal`. */
export async function ask<One extends Route>(
  route: One,
  input: InputOf<One>,
  signal?: AbortSignal,
): Promise<ReplyOf<One>> {
  const { url, body } = addressOf(route, input)
  const isWrite = route.method !== 'GET'
  const known = isWrite ? undefined : answers.get(url)
  const reply = await fetch(url, {
    method: route.method,
    headers: {
      accept: 'application/json',
      ...(known && { 'if-none-match': known.tag }),
      ...(isWrite && {
        'content-type': 'application/json',
        'x-plumbline-csrf': csrf,
        'idempotency-key': crypto.randomUUID(),
      }),
    },
    ...(isWrite && { body: JSON.stringify(body ?? {}) }),
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    if (signal?.aborted === true) throw error
    throw new Refusal(0, 'network', 'The server does not answer. Is `plumbline up` still running?')
  })
  // What an address gave is what its route gives.
  if (reply.status === 304 && known !== undefined) return known.value as ReplyOf<One>
  const text = await reply.text()
  const tag = reply.headers.get('etag')
  if (reply.ok && tag !== null) return remembered(url, tag, JSON.parse(text)) as ReplyOf<One>
  if (reply.ok) return (text === '' ? undefined : JSON.parse(text)) as ReplyOf<One>
  throw refusalOf(reply.status, text)
}

/** What the session gave us to send with each write. Another session may be another person's. */
export function setCsrf(given: string): void {
  if (given !== csrf) answers.clear()
  csrf = given
}

interface Known {
  readonly tag: string
  readonly value: unknown
}

/** Answers that the server need not send again while they are the same; those asked for last. */
const answers = new Map<string, Known>()
const mostAnswers = 60

function remembered(url: string, tag: string, value: unknown): unknown {
  answers.delete(url)
  answers.set(url, { tag, value })
  const [oldest] = answers.keys()
  if (answers.size > mostAnswers && oldest !== undefined) answers.delete(oldest)
  return value
}

let csrf = ''

function refusalOf(status: number, text: string): Refusal {
  try {
    const { code, detail } = JSON.parse(text) as { readonly code: string; readonly detail: string }
    return new Refusal(status, code, detail)
  } catch {
    return new Refusal(status, 'unknown', `The server answered with status ${status} and no reason.`)
  }
}
