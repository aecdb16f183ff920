import { z } from 'zod'
import type { AlertSignal } from '../../model/alert-signal.ts'
import { seriesId, type Labels } from '../../model/series.ts'

/** Something that Prometheus reads. */
export interface Target {
  readonly job: string
  readonly instance: string
  readonly labels: Labels
  readonly health: 'up' | 'down' | 'unknown'
  /** Empty while all is well. */
  readonly lastError: string
  /** When it was read last, in seconds since 1970; undefined before the first time. */
  readonly lastScrape: number | undefined
}

/** A rule that Prometheus evaluates again and again. */
export interface Rule {
  readonly kind: 'alerting' | 'recording'
  readonly name: string
  readonly group: string
  readonly expression: string
  readonly labels: Labels
  readonly annotations: Labels
  /** How long it must be true, in seconds. */
  readonly holds: number
  readonly health: string
  readonly lastError: string
  readonly alerts: readonly AlertSignal[]
}

const Texts = z.record(z.string(), z.string()).default({})
const Alert = z.object({
  labels: Texts,
  annotations: Texts,
  state: z.enum(['pending', 'firing', 'inactive']),
  activeAt: z.string().optional(),
})
const Alerts = z.object({ alerts: z.array(Alert) })
const Targets = z.object({
  activeTargets: z.array(
    z.object({
      labels: Texts,
      health: z.enum(['up', 'down', 'unknown']).catch('unknown'),
      lastError: z.string().default(''),
      lastScrape: z.string().optional(),
    }),
  ),
})
const Rules = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(
        z.object({
          type: z.enum(['alerting', 'recording']),
          name: z.string(),
          query: z.string(),
          labels: Texts,
          annotations: Texts,
          duration: z.number().default(0),
          health: z.string().default('unknown'),
          lastError: z.string().default(''),
          alerts: z.array(Alert).nullish(),
        }),
      ),
    }),
  ),
})

export function labelSetsOf(data: unknown): readonly Labels[] | undefined {
  return z.array(z.record(z.string(), z.string())).safeParse(data).data
}

export function textsOf(data: unknown): readonly string[] | undefined {
  return z.array(z.string()).safeParse(data).data
}

export function targetsOf(data: unknown): readonly Target[] | undefined {
  return Targets.safeParse(data).data?.activeTargets.map(({ labels, health, lastError, lastScrape }) => ({
    job: labels['job'] ?? '',
    instance: labels['instance'] ?? '',
    labels,
    health,
    lastError,
    lastScrape: timeOf(lastScrape),
  }))
}

export function rulesOf(data: unknown): readonly Rule[] | undefined {
  return Rules.safeParse(data).data?.groups.flatMap(({ name: group, rules }) =>
    rules.map(({ type, name, query, duration, alerts, ...rest }) => ({
      ...rest,
      kind: type,
      name,
      group,
      expression: query,
      holds: duration,
      alerts: (alerts ?? []).flatMap((one) => alertOf(one, query)),
    })),
  )
}

export function alertsOf(data: unknown): readonly AlertSignal[] | undefined {
  return Alerts.safeParse(data).data?.alerts.flatMap((one) => alertOf(one, undefined))
}

function alertOf(
  { labels, annotations, state, activeAt }: z.infer<typeof Alert>,
  expression: string | undefined,
): readonly AlertSignal[] {
  if (state === 'inactive') return []
  return [
    {
      name: labels['alertname'] ?? '',
      state,
      labels,
      annotations,
      since: timeOf(activeAt),
      until: undefined,
      fingerprint: seriesId(labels),
      link: '',
      expression,
    },
  ]
}

/** RFC 3339 as seconds; the year 1, which Go prints of no time, is none. */
function timeOf(text: string | undefined): number | undefined {
  const time = Date.parse(text ?? '') / 1000
  return Number.isFinite(time) && time > 0 ? time : undefined
}
