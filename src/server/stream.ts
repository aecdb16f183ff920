import type { Context } from 'hono'
import { streamSSE, type SSEStreamingApi } from 'hono/streaming'
import { inputReader } from '../contract/input.ts'
import type { LedgerEvent } from '../contract/nouns.ts'
import { isRefusal, refused } from '../contract/problem.ts'
import { api } from '../contract/routes.ts'
import { hookOf } from '../contract/hook-of.ts'
import { admit } from './dispatch.ts'
import type { Metrics } from './metrics.ts'
import type { Parts } from './parts.ts'
import { problemReply, type Env } from './reply.ts'

const route = api.events.stream
const mostStreams = 500
/** A comment is sent this often, so that what stands between doesn't take us for dead. */
const beat = 15_000

/** Events as they happen. */
export class Streams {
  readonly #parts: Parts
  readonly #read = inputReader(route)
  #open = 0

  constructor(parts: Parts, metrics: Metrics) {
    this.#parts = parts
    metrics.gauge('plumbline_streams', 'Open streams of events.', () => this.#open)
  }

  async serve(c: Context<Env>): Promise<Response> {
    c.set('route', route.id)
    const admitted = await admit(c, route, this.#parts)
    if (isRefusal(admitted)) return problemReply(c, admitted)
    const input = this.#read({
      named: c.req.param() as Record<string, string>,
      query: c.req.queries(),
      body: undefined,
    })
    if (input.kind === 'invalid')
      return problemReply(c, refused('request/invalid', 'Only `hook` may be asked for.'))
    if (this.#open >= mostStreams)
      return problemReply(c, refused('request/too-many', 'Too many streams are open here; ask again later.'))
    const { project, hook } = input.value as { readonly project: string; readonly hook?: string }
    const last = Number(c.req.header('last-event-id') ?? Number.NaN)
    c.header('x-accel-buffering', 'no')
    return streamSSE(c, async (stream) => {
      this.#open++
      const ending = new AbortController()
      stream.onAbort(() => ending.abort())
      // A role that is taken away ends the stream too.
      const heart = setInterval(() => void this.#heartbeat(c, stream, ending), beat)
      try {
        for await (const event of this.#events(project, last, ending.signal)) {
          if (hook !== undefined && hookOf(event.type) !== hook) continue
          await stream.writeSSE({
            id: String(Number(event.sequence)),
            data: JSON.stringify(event),
          })
        }
      } finally {
        clearInterval(heart)
        ending.abort()
        this.#open--
      }
    })
  }

  async #heartbeat(c: Context<Env>, stream: SSEStreamingApi, ending: AbortController): Promise<void> {
    try {
      if (isRefusal(await admit(c, route, this.#parts))) ending.abort()
      else await stream.write(': still here\n\n')
    } catch {
      // The browser asks again, and goes on where it was.
      ending.abort()
    }
  }

  /** What came after the last event that was seen, then what comes: each once, in the order of the chain. */
  async *#events(project: string, last: number, signal: AbortSignal): AsyncIterable<LedgerEvent> {
    const { events, changes } = this.#parts.queries
    const coming = changes.follow(project, signal)[Symbol.asyncIterator]()
    // Asked for before the past is read, so that nothing falls between.
    let next = coming.next()
    let seen = last
    if (Number.isInteger(last)) {
      let after: string | undefined
      do {
        const page = await events.list(project, { fromSequence: last + 1 }, { after, limit: 200 })
        for (const event of page.items) {
          seen = Number(event.sequence)
          yield event
        }
        after = page.next
      } while (after !== undefined && !signal.aborted)
    }
    for (let one = await next; one.done !== true; one = await next) {
      next = coming.next()
      const sequence = Number(one.value.sequence)
      if (sequence <= seen) continue
      seen = sequence
      yield one.value
    }
  }
}
