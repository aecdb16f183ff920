import { Agent, request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

/** Someone who reads: with an address and a connection of their own, and a token or a session. */
export interface Reader {
  readonly headers: Readonly<Record<string, string>>
  readonly agent: Agent
}

/** A reader of this number; on Linux all of 127/8 is this machine. */
export function reader(number: number, headers: Reader['headers']): Reader {
  const localAddress = `127.0.1.${number + 1}`
  return { headers, agent: new Agent({ keepAlive: true, maxSockets: 1, localAddress }) }
}

export interface Heard {
  /** Milliseconds, in order of size. */
  readonly times: readonly number[]
  readonly statuses: readonly number[]
  /** How long it took in all. */
  readonly milliseconds: number
}

/**
 * All of them ask, each so often. With a pause each asks at moments that lie so far apart, as people and pages do;
 * without one as soon as the answer before is there.
 */
export async function heard(
  readers: readonly Reader[],
  urlOf: (reader: number, round: number) => string,
  { rounds, pause }: { readonly rounds: number; readonly pause: number },
): Promise<Heard> {
  const times: number[] = []
  const statuses = new Set<number>()
  const begin = performance.now()
  await Promise.all(
    readers.map(async (one, at) => {
      for (let round = 0; round < rounds; round++) {
        // Spread evenly over the pause.
        const due = begin + (round + at / readers.length) * pause
        if (pause > 0) await wait(Math.max(0, due - performance.now()))
        const start = performance.now()
        statuses.add(await asked(one, urlOf(at, round)))
        times.push(performance.now() - start)
      }
    }),
  )
  const milliseconds = performance.now() - begin
  return { times: times.toSorted((one, other) => one - other), statuses: [...statuses], milliseconds }
}

/** The time that this share of the answers took at most. */
export function within({ times }: Heard, share: number): number {
  return times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
}

async function asked(who: Reader, url: string): Promise<number> {
  // A connection that nobody used may be closed at the moment of its use; then another is taken.
  return (await statusOf(who, url)) ?? (await statusOf(who, url)) ?? 0
}

function statusOf({ agent, headers }: Reader, url: string): Promise<number | undefined> {
  return new Promise((take) => {
    request(url, { agent, headers }, (reply) => {
      reply.resume()
      reply.on('end', () => take(reply.statusCode))
    })
      .on('error', () => take(undefined))
      .end()
  })
}
