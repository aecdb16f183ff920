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

/**
 * Whether an alert always fires, so that somebody notices when alerts don't come any more: it tells of nothing that is
 * wrong. kube-prometheus' Watchdog and InfoInhibitor have the severity none.
 */
export function isHeartbeat({
  name,
  labels,
  expression,
}: Pick<AlertSignal, 'name' | 'labels' | 'expression'>): boolean {
  if (/^(?:watchdog|dead_?mans?_?(?:switch|snitch)|heartbeat)$/iu.test(name)) return true
  return labels['severity'] === 'none' || /^vector\(\s*\d+\s*\)$/u.test(expression?.trim() ?? '')
}
