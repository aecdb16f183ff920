/** How much there is of everything, over all projects: for those who keep the installation running. */
export interface Totals {
  readonly projects: number
  readonly sources: number
  /** Those that could not be fetched the last time. */
  readonly failingSources: number
  /** Events in all ledgers. */
  readonly events: number
  readonly commits: Readonly<Record<'queued' | 'running' | 'reviewed' | 'failed', number>>
  /** How long the commit that waits longest does. */
  readonly waitingSeconds: number
  readonly deliveries: Readonly<Record<'waiting' | 'delivered' | 'dead', number>>
  /** Commits of which a forge is still to be told, again or later. */
  readonly untold: number
  /** Workers that hold a lease. */
  readonly workers: number
  /** Connections to the database, and questions that wait for one. */
  readonly connections: Readonly<Record<'busy' | 'idle' | 'waiting', number>>
}
