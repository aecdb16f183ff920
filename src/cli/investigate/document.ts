import { z } from 'zod'
import { feedKinds } from '../../model/feed-change.ts'
import { measures, type Measure } from '../../model/service-signals.ts'

const Moment = z.iso.datetime().meta({ description: 'UTC' })
const MeasureName = z.enum(Object.keys(measures) as [Measure, ...Measure[]])

const Moved = z
  .object({
    node: z.string(),
    of: z.enum(['service', 'machine']),
    measure: MeasureName,
    since: Moment.optional(),
    until: Moment.optional().meta({ description: 'when it was as always again' }),
    before: z
      .number()
      .optional()
      .meta({ description: 'seconds, bytes, cores, shares of one, or numbers a step' }),
    during: z.number().optional(),
    spreads: z.number().meta({ description: 'the distance, in spreads of what is usual' }),
  })
  .meta({ id: 'Moved' })

const Origin = z
  .object({
    kind: z.enum(['source', 'metric', 'file']),
    address: z.string().optional(),
    path: z.string().optional(),
    metric: z.string().optional(),
    file: z.string().optional(),
    startLine: z.int().optional(),
    startColumn: z.int().optional(),
    endLine: z.int().optional(),
    endColumn: z.int().optional(),
  })
  .meta({ id: 'Origin', description: 'where it is known from that one calls another' })

const ChangedValue = z
  .object({
    root: z.string(),
    variant: z.string(),
    address: z.string(),
    path: z.string().meta({ description: 'empty when all of the resource came or went' }),
    kind: z.enum(['added', 'removed', 'changed', 'reordered']),
    before: z.json().optional(),
    after: z.json().optional(),
    secret: z.boolean(),
    line: z
      .object({
        file: z.string(),
        number: z.int(),
        before: z.string().optional(),
        after: z.string().optional(),
      })
      .optional(),
  })
  .meta({ id: 'ChangedValue' })

const Change = z
  .object({
    id: z.string().meta({ description: 'of a commit, its full name' }),
    kind: z.enum(feedKinds),
    time: Moment.optional(),
    author: z.string(),
    title: z.string(),
    link: z.string().optional(),
    nodes: z.array(z.string()),
    files: z.array(z.string()),
    values: z.array(ChangedValue),
    more: z.int().meta({ description: 'values beyond those that are listed' }),
  })
  .meta({ id: 'Change', description: 'the same members that a line of --changes has' })

/** `plumbline investigate --format json`. */
export const InvestigationDocument = z.object({
  outcome: z.enum([
    'change',
    'no change explains this',
    'no cause found',
    'nothing is wrong',
    'the symptom does not show',
    'nothing is measured',
    'too little is measured',
  ]),
  source: z.string(),
  stretch: z.object({ start: Moment, end: Moment, stepSeconds: z.number() }),
  known: z
    .object({ since: Moment, until: Moment })
    .optional()
    .meta({ description: 'from when to when anything of a service is measured' }),
  symptom: z
    .object({
      node: z.string(),
      measure: MeasureName.optional(),
      found: z.enum(['query', 'alert', 'measures']),
      name: z.string().optional().meta({ description: 'the alert or the query' }),
      since: Moment.optional(),
      until: Moment.optional().meta({ description: 'left out while it goes on' }),
      before: z.number().optional(),
      during: z.number().optional(),
    })
    .optional(),
  suspects: z
    .array(z.object({ node: z.string(), score: z.number(), why: z.string() }))
    .meta({ description: 'the likeliest first' }),
  way: z
    .array(
      z.object({ node: z.string(), measured: z.boolean(), moved: z.array(Moved), origins: z.array(Origin) }),
    )
    .meta({ description: 'from where it shows to the first suspect' }),
  changes: z
    .array(
      z.object({
        score: z.number(),
        confidence: z.enum(['likely', 'possible', 'weak']),
        why: z.string(),
        leadSeconds: z.int().meta({ description: 'from the change to when it shows first' }),
        nodes: z.array(z.string()),
        change: Change,
      }),
    )
    .meta({ description: 'the likeliest first' }),
  looked: z.object({
    changes: z.int().meta({ description: 'how many changes were looked at' }),
    after: z.int().meta({ description: 'how many of them came only afterwards' }),
  }),
  moved: z.array(Moved).meta({ description: 'every measure that is not as always, the earliest first' }),
  quiet: z.array(z.string()).meta({ description: 'services that are measured, and as always' }),
  unmeasured: z.array(z.string()),
  logs: z.array(
    z.object({
      template: z.string(),
      example: z.string(),
      level: z.string().optional(),
      new: z.boolean(),
      beforeAnHour: z.number(),
      duringAnHour: z.number(),
      count: z.int(),
    }),
  ),
  against: z.array(z.string()),
  disproof: z.array(z.string()),
  said: z.array(z.string()),
  commands: z.array(z.object({ line: z.string(), what: z.string() })),
  topology: z.object({
    nodes: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['service', 'entry', 'database', 'queue', 'storage', 'external']),
        namespace: z.string(),
        aliases: z.array(z.string()),
        addresses: z.array(z.string()).meta({ description: 'resources that are a part of it' }),
      }),
    ),
    edges: z.array(z.object({ from: z.string(), to: z.string(), origins: z.array(Origin) })),
  }),
  asked: z.array(
    z.object({ convention: z.string(), what: z.string(), expression: z.string(), series: z.int() }),
  ),
  diagnostics: z.array(
    z.object({
      code: z.string(),
      severity: z.enum(['error', 'warning']),
      summary: z.string(),
      detail: z.string(),
      file: z.string(),
    }),
  ),
})
