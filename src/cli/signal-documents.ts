import { z } from 'zod'

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
