import { setTimeout as wait } from 'node:timers/promises'
import { Fault } from '../../kernel/fault.ts'
import type { Store } from '../../store/store.ts'
import type { Log, Runs } from '../../workflows/runtime/runtime.ts'

const usualDays = 30
const hour = 3_600_000

/** How many days runs and deliveries are kept; none when they are kept for ever. */
export function keptDays(env: Readonly<Record<string, string | undefined>>): number | undefined {
  const text = env['PLUMBLINE_KEEP_RUNS_DAYS'] ?? ''
  if (text === '') return usualDays
  if (!/^\d{1,5}$/u.test(text))
    throw new Fault('server/setting', {
      PLUMBLINE_KEEP_RUNS_DAYS: text,
      help: 'give a whole number of days, or 0 to keep them for ever',
    })
  return Number(text) === 0 ? undefined : Number(text)
}

export interface Sweeping {
  readonly store: Pick<Store, 'sweep'> & { readonly revertWork: Pick<Store['revertWork'], 'expire'> }
  readonly runs: Pick<Runs, 'forget'>
  /** Undefined where runs and deliveries are kept for ever. */
  readonly days: number | undefined
  readonly log: Log
}

/** Once at the start and then each hour, until it is told to end. Several workers may do it at once. */
export async function sweeping(what: Sweeping, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await sweepOnce(what, Date.now())
    } catch (error) {
      if (!signal.aborted) what.log('warn', `What is old could not be removed: ${String(error)}`)
    }
    await wait(hour, undefined, { signal }).catch(() => undefined)
  }
}

export async function sweepOnce({ store, runs, days, log }: Sweeping, now: number): Promise<void> {
  const plans = await store.revertWork.expire(now)
  if (plans > 0) log('info', `Removed ${plans} plans that nobody had approved in time.`)
  if (days === undefined) return
  const forgotten = await runs.forget(new Date(now - days * 24 * hour).toISOString())
  const rows = await store.sweep(days)
  if (forgotten + rows > 0) log('info', `Removed ${forgotten} runs and ${rows} other rows that were old.`)
}
