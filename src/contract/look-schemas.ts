import { z } from 'zod'

const LookUnit = z.enum(['number', 'bytes', 'cores', 'seconds', 'share'])
const Seconds = z.number().meta({ description: 'since 1970' })
const Values = z.array(z.number().nullable())

export const SignalsAskable = z
  .object({
    watched: z.array(
      z.object({
        title: z.string(),
        convention: z.string().meta({ description: 'by which it is measured' }),
        query: z.string(),
        unit: LookUnit,
      }),
    ),
    metrics: z.array(z.string()),
  })
  .meta({ id: 'SignalsAskable', description: 'what a source of signals can be asked' })

export const LookedSignals = z
  .object({
    query: z.string(),
    unit: LookUnit,
    start: Seconds,
    step: z.number().meta({ description: 'seconds from one value to the next' }),
    count: z.int(),
    series: z.array(
      z.object({
        id: z.string(),
        labels: z.record(z.string(), z.string()),
        values: Values.meta({ description: 'one for each time; null where there is none' }),
        example: z
          .object({ text: z.string(), level: z.string().optional(), lines: z.int() })
          .optional()
          .meta({ description: 'of a message in logs, its first line, masked; and how many there were' }),
      }),
    ),
    leftOut: z.int().meta({ description: 'how many more series there are' }),
    notes: z.array(z.string()),
  })
  .meta({ id: 'LookedSignals', description: 'what a query gave over a stretch, the largest series first' })

export const LearnedSignal = z
  .object({
    id: z.string(),
    start: Seconds,
    step: z.number(),
    ahead: z.int().meta({ description: 'how many of the values lie behind the end' }),
    level: z.number().meta({ description: 'the share of values that should lie inside of the band' }),
    expected: Values,
    lower: Values,
    upper: Values,
    seasons: z.array(z.number()).meta({ description: 'in seconds' }),
    taught: z.int().meta({ description: 'how many values before the stretch it was learned from' }),
    anomalies: z.array(
      z.object({ at: Seconds, value: z.number().nullable(), score: z.number(), why: z.string() }),
    ),
    changes: z.array(
      z.object({
        at: Seconds,
        kind: z.enum(['level', 'slope', 'spread']),
        before: z
          .number()
          .meta({ description: 'the middle, the rise in an hour, or the usual distance to the middle' }),
        after: z.number(),
      }),
    ),
  })
  .meta({ id: 'LearnedSignal', description: 'what was usual of a series, what is not, and what comes' })
