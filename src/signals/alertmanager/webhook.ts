import { z } from 'zod'
import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import type { AlertSignal } from '../../model/alert-signal.ts'
import type { Labels } from '../../model/series.ts'
import { alertSignal, Told } from './alert.ts'

/** What Alertmanager sends to a webhook: a group of alerts. */
export interface Notification {
  /** Tells the group from others; the same in every message about it. */
  readonly group: string
  readonly receiver: string
  /** `firing` while at least one of the alerts is. */
  readonly status: 'firing' | 'resolved'
  readonly groupLabels: Labels
  readonly commonLabels: Labels
  readonly commonAnnotations: Labels
  /** The address of Alertmanager itself. */
  readonly link: string
  /** Alerts that were left out because there were more than it may send. */
  readonly truncated: number
  readonly alerts: readonly AlertSignal[]
}

/** The body of a webhook, version 4: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
export function readWebhook(file: FilePath, text: string): Outcome<Notification | undefined> {
  const found = Payload.safeParse(jsonOf(text))
  if (!found.success) return { value: undefined, diagnostics: [refusal(file, text, found.error)] }
  const { groupKey, truncatedAlerts, externalURL, alerts, version: _, ...rest } = found.data
  const value = {
    ...rest,
    group: groupKey,
    link: externalURL,
    truncated: truncatedAlerts,
    alerts: alerts.map((one) => alertSignal(one, one.status)),
  }
  return { value, diagnostics: [] }
}

const Texts = z.record(z.string(), z.string()).default({})
const Payload = z.object({
  version: z.literal('4'),
  groupKey: z.string(),
  truncatedAlerts: z.number().default(0),
  status: z.enum(['firing', 'resolved']),
  receiver: z.string(),
  groupLabels: Texts,
  commonLabels: Texts,
  commonAnnotations: Texts,
  externalURL: z.string().default(''),
  alerts: z.array(Told.extend({ status: z.enum(['firing', 'resolved']) })),
})

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // What is no JSON is refused like JSON of another form.
    return undefined
  }
}

function refusal(file: FilePath, text: string, { issues }: z.ZodError): Diagnostic {
  const at = issues[0]?.path.map(String).join('.') || 'the whole'
  return {
    code: 'alertmanager/bad-webhook',
    severity: 'error',
    summary: 'The message is not what Alertmanager sends',
    detail: `It should be JSON of a webhook's version 4; ${at} is not as it should be. Point a \`webhook_configs\` of Alertmanager here, without a template of its own.`,
    span: { file, start: 0, end: Math.min(1, text.length) },
  }
}
