import { z } from 'zod'
import type { AlertSignal } from '../../model/alert-signal.ts'
import { seriesId } from '../../model/series.ts'

/** What the webhook and the API say of an alert alike. */
export const Told = z.object({
  labels: z.record(z.string(), z.string()).default({}),
  annotations: z.record(z.string(), z.string()).default({}),
  startsAt: z.string().default(''),
  endsAt: z.string().default(''),
  generatorURL: z.string().default(''),
  fingerprint: z.string().default(''),
})

/** The alert as everybody else knows it. */
export function alertSignal(
  { labels, annotations, startsAt, endsAt, generatorURL, fingerprint }: z.infer<typeof Told>,
  state: AlertSignal['state'],
): AlertSignal {
  return {
    name: labels['alertname'] ?? '',
    state,
    labels,
    annotations,
    since: timeOf(startsAt),
    until: state === 'resolved' ? timeOf(endsAt) : undefined,
    fingerprint: fingerprint || seriesId(labels),
    link: /^https?:\/\//u.test(generatorURL) ? generatorURL : '',
    expression: expressionOf(generatorURL),
  }
}

/** RFC 3339 as seconds; the year 1, which Go prints of no time, is none. */
function timeOf(text: string): number | undefined {
  const time = Date.parse(text) / 1000
  return Number.isFinite(time) && time > 0 ? time : undefined
}

/** The expression of a rule stands in the link that Prometheus gives. */
function expressionOf(link: string): string | undefined {
  return URL.canParse(link) ? (new URL(link).searchParams.get('g0.expr') ?? undefined) : undefined
}
