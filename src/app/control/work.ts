import type { Tracing } from '../../kernel/tracing.ts'
import type { LogLine } from '../../server/parts.ts'
import { startDeliveries } from '../../server/hooks/deliveries.ts'
import type { Store } from '../../store/store.ts'
import type { ConfiguredForge } from './configuration.ts'
import { asker } from './asking.ts'
import { ports } from './hook-ports.ts'
import { startReviewing } from './reviewing.ts'
import { keptDays } from './sweeping.ts'
import { teller } from './telling.ts'

export interface Working {
  readonly store: Store
  readonly url: string
  readonly state: string
  readonly forges: readonly ConfiguredForge[]
  /** Where reports lead to. */
  readonly address: string
  readonly concurrency: number
  readonly allowsPrivateHooks: boolean
  readonly tracing: Tracing
  log(line: LogLine): void
}

/** Does what is to be done: follows sources, reviews commits, delivers to hooks. */
export async function startWork(working: Working): Promise<{ close(): Promise<void> }> {
  const toHooks = ports({ allowsPrivate: working.allowsPrivateHooks })
  const deliveries = startDeliveries(working.store.commands.hooks, toHooks, (line) => working.log(line))
  const reviewing = await startReviewing({
    store: working.store,
    url: working.url,
    state: working.state,
    concurrency: working.concurrency,
    tracing: working.tracing,
    ask: asker(working.store, toHooks),
    forges: working.forges,
    keepDays: keptDays(process.env),
    address: working.address,
    report: teller(working.store, { ...working, log: (line) => working.log(line) }),
    log: (level, message) => working.log({ level: level === 'warn' ? 'warning' : level, message, facts: {} }),
  })
  return {
    close: async () => {
      await reviewing.close()
      await deliveries.close()
    },
  }
}
