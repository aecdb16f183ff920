import type { Labels } from './series.ts'

/** An alert as a monitoring system tells it. */
export interface AlertSignal {
  /** Its label `alertname`; empty where it has none. */
  readonly name: string
  /** `pending` is true but not yet long enough; `suppressed` is silenced or inhibited. */
  readonly state: 'pending' | 'firing' | 'suppressed' | 'resolved'
  readonly labels: Labels
  readonly annotations: Labels
  /** Since when, in seconds since 1970; undefined where it isn't told. */
  readonly since: number | undefined
  /** When it ended; undefined while it goes on. */
  readonly until: number | undefined
  /** What tells it from others: Alertmanager's fingerprint, else its labels. */
  readonly fingerprint: string
  /** A page of the system that says more; empty where it isn't told. */
  readonly link: string
  /** The expression it comes from, where that is known. */
  readonly expression: string | undefined
}
