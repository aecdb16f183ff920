import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import type { LedgerEvent } from '../../contract/nouns.ts'
import type { ChangeSignals, EventQueries } from '../../contract/queries.ts'
import { channel } from '../ledger/append.ts'

/** How long it takes at most until an event is seen of which nobody was told. */
const patience = 5000

/**
 * Tells those who follow a project of its new events. One connection listens for all of them; while it is broken, and
 * behind poolers that don't hand on what is told, they look for themselves from time to time.
 */
export class Signals implements ChangeSignals {
  readonly #pool: pg.Pool
  readonly #events: EventQueries
  readonly #waiting = new Map<string, Set<() => void>>()
  readonly #closed = new AbortController()
  #isListening = false

  constructor(pool: pg.Pool, events: EventQueries) {
    this.#pool = pool
    this.#events = events
  }

  async *follow(project: string, signal: AbortSignal): AsyncGenerator<LedgerEvent> {
    if (!this.#isListening) void this.#listen()
    const ended = AbortSignal.any([signal, this.#closed.signal])
    const newest = await this.#events.list(project, {}, { limit: 1 })
    let next = Number(newest.items[0]?.sequence ?? 0) + 1
    while (!ended.aborted) {
      const told = this.#told(project, ended)
      const { items } = await this.#events.list(project, { fromSequence: next }, { limit: 100 })
      for (const event of items) {
        next = Number(event.sequence) + 1
        yield event
      }
      if (items.length === 0) await told
    }
  }

  close(): void {
    this.#closed.abort()
  }

  async #told(project: string, signal: AbortSignal): Promise<void> {
    const waiting = this.#waiting.get(project) ?? new Set()
    this.#waiting.set(project, waiting)
    const awake = new AbortController()
    const wake = (): void => awake.abort()
    waiting.add(wake)
    // Ends in one of three ways, none of which is a failure.
    await wait(patience, undefined, { signal: AbortSignal.any([signal, awake.signal]) }).catch(
      () => undefined,
    )
    waiting.delete(wake)
    if (waiting.size === 0) this.#waiting.delete(project)
  }

  async #listen(): Promise<void> {
    this.#isListening = true
    while (!this.#closed.signal.aborted) {
      await this.#hear().catch(() => undefined)
      await wait(1000, undefined, { signal: this.#closed.signal }).catch(() => undefined)
    }
  }

  async #hear(): Promise<void> {
    const client = await this.#pool.connect()
    const closed = this.#closed.signal
    try {
      client.on('notification', ({ payload }) => {
        for (const wake of this.#waiting.get(payload ?? '') ?? []) wake()
      })
      await client.query(`listen ${channel}`)
      await new Promise<void>((ended) => {
        client.once('error', () => ended())
        client.once('end', () => ended())
        closed.addEventListener('abort', () => ended(), { once: true })
      })
    } finally {
      client.release(true)
    }
  }
}
