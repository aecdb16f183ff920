import type { ClaimedDelivery, HookCommands } from '../../contract/commands.ts'
import type { Delivery } from '../../contract/nouns.ts'
import type { LogLine } from '../parts.ts'
import type { HookPorts } from './ports.ts'
import { signedHeaders } from './signature.ts'

/** After these many seconds it is tried again; then it is given up, and can be replayed. */
const pauses = [5, 30, 120, 600, 1800, 7200, 18_000, 36_000, 86_400]
const patience = 20_000
/** As long as a claim holds: longer than any delivery takes, so that no two workers send the same at once. */
const claimSeconds = 60
const atOnce = 16

/** Delivers what is due until it is closed. Any number of workers may do so beside each other. */
export function startDeliveries(
  hooks: HookCommands,
  ports: HookPorts,
  log: (line: LogLine) => void,
): { readonly close: () => Promise<void> } {
  const ending = new AbortController()
  const loop = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      const some = await deliverDue(hooks, ports, ending.signal).catch((error: unknown) => {
        const facts = { error: error instanceof Error ? error.name : 'unknown' }
        log({ level: 'warning', message: 'deliveries to hooks could not be looked up', facts })
        return 0
      })
      if (some === 0) await ports.wait(1000, ending.signal)
    }
  }
  const ended = loop()
  return {
    close: async () => {
      ending.abort()
      await ended
    },
  }
}

/** Delivers what is due now; gives how many there were. */
export async function deliverDue(
  hooks: HookCommands,
  ports: HookPorts,
  signal: AbortSignal,
): Promise<number> {
  const due = await hooks.claim(claimSeconds, atOnce)
  await Promise.all(due.map((one) => deliver(one, hooks, ports, signal)))
  return due.length
}

async function deliver(
  claimed: ClaimedDelivery,
  hooks: HookCommands,
  ports: HookPorts,
  signal: AbortSignal,
): Promise<void> {
  const { project, delivery } = claimed
  const secret = (await hooks.secretOf(project, claimed.hook.id)) ?? ''
  const sent = await send(claimed, secret, ports, AbortSignal.any([signal, AbortSignal.timeout(patience)]))
  // Asked to stop: the claim runs out, and another worker sends it.
  if (signal.aborted && sent.problem !== undefined) return
  await hooks.settle(project, delivery.id, outcomeOf(sent, delivery.attempts, ports.now()))
}

interface Sent {
  readonly status: number | undefined
  readonly problem: string | undefined
  readonly isFinal: boolean
  /** Seconds that the receiver wants to have. */
  readonly retryAfter: number | undefined
}

async function send(
  { hook, event }: ClaimedDelivery,
  secret: string,
  ports: HookPorts,
  signal: AbortSignal,
): Promise<Sent> {
  const body = JSON.stringify(event)
  if (hook.to.kind === 'command') {
    const ran = await ports.run(hook.to.command, body, signal)
    const problem =
      ran.kind === 'silent' ? ran.why : ran.code === 0 ? undefined : `It ended with code ${ran.code}.`
    return { status: undefined, problem, isFinal: false, retryAfter: undefined }
  }
  // The id stays the same over all attempts: receivers tell repeats by it.
  const headers = signedHeaders(secret, { id: event.id, seconds: Math.floor(ports.now() / 1000), body })
  const reply = await ports.post(hook.to.url, headers, body, signal)
  if (reply.kind === 'silent')
    return { status: undefined, problem: reply.why, isFinal: false, retryAfter: undefined }
  const { status, retryAfter } = reply
  if (status >= 200 && status < 300)
    return { status, problem: undefined, isFinal: false, retryAfter: undefined }
  // 410: the receiver wants no more.
  return { status, problem: `It answered ${status}.`, isFinal: status === 410, retryAfter }
}

function outcomeOf(
  { status, problem, isFinal, retryAfter }: Sent,
  attempts: number,
  now: number,
): Pick<Delivery, 'state' | 'status' | 'problem' | 'nextAt'> {
  if (problem === undefined) return { state: 'delivered', status, problem, nextAt: undefined }
  const pause = pauses[attempts - 1]
  if (isFinal || pause === undefined) return { state: 'dead', status, problem, nextAt: undefined }
  const seconds = Math.max(pause, Math.min(retryAfter ?? 0, 3600))
  return { state: 'waiting', status, problem, nextAt: new Date(now + seconds * 1000).toISOString() }
}
