import { z } from 'zod'
import { Span } from './documents.ts'

const Edge = z.object({ level: z.number(), time: z.number().nullable() }).meta({ id: 'Edge' })

/** `plumbline forecast --format json`. */
export const ForecastDocument = z.object({
  query: z.string().meta({ description: 'as it was given; empty for all of a file' }),
  source: z.string().meta({ description: 'the address or file that the series come from' }),
  leftOut: z.int().meta({ description: 'series that are not forecast because there were too many' }),
  series: z.array(
    z.object({
      id: z.string(),
      labels: z.record(z.string(), z.string()),
      stepSeconds: z.number(),
      history: z.object({
        start: z.number().nullable().meta({ description: 'seconds since 1970, as all times are' }),
        end: z.number().nullable(),
        values: z.int(),
        gaps: z.int(),
        last: z.number().nullable(),
      }),
      times: z.array(z.number()),
      mean: z.array(z.number()),
      intervals: z.array(
        z.object({ level: z.number(), lower: z.array(z.number()), upper: z.array(z.number()) }),
      ),
      seasonsSeconds: z.array(z.number()),
      mix: z.array(z.object({ id: z.string(), share: z.number() })),
      backtest: z.object({
        stretches: z.int(),
        error: z.number().nullable().meta({ description: 'mean absolute error in the unit of the series' }),
        naiveError: z.number().nullable().meta({ description: 'that of repeating the last season' }),
      }),
      limit: z
        .object({
          value: z.number(),
          direction: z.enum(['above', 'below']),
          already: z.boolean(),
          expected: z
            .number()
            .nullable()
            .meta({ description: 'when the forecast itself is beyond it first' }),
          earliest: z.array(Edge).meta({ description: 'when the near edge of a band is' }),
          latest: z.array(Edge).meta({ description: 'when even the far edge is' }),
        })
        .nullable(),
    }),
  ),
})

const Amounts = z.object({ request: z.number().nullable(), limit: z.number().nullable() })
const Check = z
  .object({
    hours: z.int().meta({ description: 'hours that the request was not made from' }),
    slack: z.number().meta({ description: 'the part of the request that stood idle, from 0 to 1' }),
    overruns: z.number().meta({ description: 'the share of hours in which more was used' }),
  })
  .meta({ id: 'Check' })

/** `plumbline rightsize --format json`. */
export const RightsizeDocument = z.object({
  source: z.string(),
  containers: z.array(
    z.object({
      root: z.string(),
      variant: z.string(),
      address: z.string(),
      container: z.string(),
      pods: z.int().meta({ description: 'pods that were measured at one time, at most' }),
      resources: z.array(
        z.object({
          kind: z.enum(['cpu', 'memory']).meta({ description: 'in cores, in bytes' }),
          verdict: z.enum(['fits', 'too little', 'too much', 'missing']),
          now: Amounts,
          recommended: Amounts.extend({
            text: z.object({ request: z.string(), limit: z.string().nullable() }),
          }),
          lower: z.number().meta({ description: 'below it a request is too little' }),
          upper: z.number().meta({ description: 'above it a request is too much' }),
          floor: z.boolean().meta({
            description:
              'use asks for less than the least that is ever recommended: the request is that least, or the present one if it is smaller',
          }),
          kills: z.int().meta({ description: 'kills for lack of memory' }),
          backtest: z.object({ recommended: Check, present: Check.nullable() }).nullable(),
          why: z.string(),
          changes: z.array(
            z.object({
              address: z.string(),
              path: z.string(),
              value: z.string(),
              exact: z.boolean().meta({ description: 'editing the line sets just this value' }),
              site: Span.nullable().meta({ description: 'null where nobody wrote it' }),
            }),
          ),
        }),
      ),
    }),
  ),
  unmeasured: z.array(z.string()),
})
