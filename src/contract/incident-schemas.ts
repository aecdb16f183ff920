import { z } from 'zod'
import { CredentialRef, Plain } from './schemas.ts'

const Instant = z.string().meta({ description: 'ISO 8601' })
const Confidence = z.enum(['likely', 'possible', 'weak'])

export const SignalCredential = z
  .object({ scheme: z.enum(['bearer', 'basic']), from: CredentialRef })
  .meta({ id: 'SignalCredential', description: 'where a token, or USER:PASSWORD, is' })

const Label = z
  .string()
  .max(100)
  .regex(/^[A-Za-z_]\w*$/u, 'A label is letters, digits and _')

export const SignalLabels = z
  .object({ service: z.array(Label).max(10).default([]), namespace: z.array(Label).max(10).default([]) })
  .meta({
    id: 'SignalLabels',
    description: 'labels that hold the names of services and namespaces; they come before the usual ones',
  })

export const SignalSource = z
  .object({
    id: z.string(),
    kind: z.enum(['prometheus', 'logs']),
    name: z.string(),
    source: z.string(),
    url: z.string().meta({
      description: 'of logs, a folder of the server as file:///…; empty where lines are sent',
    }),
    credential: SignalCredential.optional(),
    everySeconds: z.int().optional().meta({ description: 'missing when only alerts make us look' }),
    allowsPrivate: z.boolean(),
    labels: SignalLabels,
    createdAt: Instant,
    createdBy: z.string(),
    checkedAt: Instant.optional(),
    problem: z.string().optional().meta({ description: 'why it could not be asked the last time' }),
  })
  .meta({
    id: 'SignalSource',
    description: 'a Prometheus that measures what a source describes, or logs of it',
  })

const cause = {
  id: z.string().meta({ description: 'of a commit, its full name' }),
  kind: z.string(),
  title: z.string(),
  author: z.string(),
  confidence: Confidence,
}

const incident = {
  id: z.string(),
  signals: z.string(),
  source: z.string(),
  name: z.string().meta({ description: 'the alert, or what was found' }),
  since: Instant,
  until: Instant.optional().meta({ description: 'missing while it goes on' }),
  headline: z.string().optional(),
  service: z.string().optional().meta({ description: 'where it shows' }),
  suspect: z.string().optional().meta({ description: 'where it comes from' }),
  change: z.object(cause).optional(),
  reportedAt: Instant.optional(),
  problem: z.string().optional().meta({ description: 'why it could not be looked into the last time' }),
}

export const Incident = z
  .object(incident)
  .meta({ id: 'Incident', description: 'something that was or is wrong' })

const HeardAlert = z.object({
  fingerprint: z.string(),
  name: z.string(),
  state: z.enum(['firing', 'resolved']),
  since: Instant,
  until: Instant.optional(),
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()),
  link: z.string(),
  expression: z.string().optional(),
})

const Move = z.object({
  measure: z.string(),
  title: z.string(),
  since: Instant.optional(),
  until: Instant.optional(),
  before: z.string(),
  during: z.string(),
})

const Value = z.object({
  address: z.string(),
  path: z.string(),
  kind: z.enum(['added', 'removed', 'changed', 'reordered']),
  before: Plain.optional(),
  after: Plain.optional(),
  isSecret: z.boolean(),
  line: z.object({ file: z.string(), number: z.int(), source: z.string().optional() }).optional(),
})

const IncidentReport = z
  .object({
    asked: z.string(),
    sha: z.string(),
    outcome: z.string(),
    headline: z.string(),
    summary: z.string(),
    suspects: z.array(z.object({ node: z.string(), score: z.number(), why: z.string() })),
    way: z.array(
      z.object({
        node: z.string(),
        isMeasured: z.boolean(),
        moved: z.array(Move),
        origins: z.array(z.string()),
      }),
    ),
    changes: z.array(
      z.object({
        ...cause,
        at: Instant,
        why: z.string(),
        score: z.number(),
        link: z.string().optional(),
        files: z.array(z.string()),
        values: z.array(Value),
      }),
    ),
    logs: z
      .array(
        z.object({
          template: z.string(),
          example: z.string(),
          level: z.string().optional(),
          isNew: z.boolean(),
          before: z.number().meta({ description: 'lines in an hour' }),
          during: z.number(),
          count: z.int(),
        }),
      )
      .optional(),
    looked: z.object({ changes: z.int(), after: z.int() }),
    quiet: z.array(z.string()),
    unmeasured: z.array(z.string()),
    against: z.array(z.string()),
    disproof: z.array(z.string()),
    said: z.array(z.string()),
    series: z.array(
      z.object({
        node: z.string(),
        measure: z.string(),
        title: z.string(),
        unit: z.string(),
        times: z.array(z.number()),
        values: z.array(z.number().nullable()),
      }),
    ),
  })
  .meta({ id: 'IncidentReport', description: 'what came of looking into an incident' })

export const IncidentDetail = z
  .object({ ...incident, alerts: z.array(HeardAlert), report: IncidentReport.optional() })
  .meta({ id: 'IncidentDetail' })

/** As far as it is described; members that are not known are let be. */
export const AlertmanagerMessage = z
  .looseObject({
    version: z.literal('4'),
    groupKey: z.string(),
    status: z.enum(['firing', 'resolved']),
    alerts: z.array(z.looseObject({ status: z.enum(['firing', 'resolved']) })),
  })
  .meta({ id: 'AlertmanagerMessage', description: 'what Alertmanager sends to a webhook' })
