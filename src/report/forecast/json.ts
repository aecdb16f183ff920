import type { Crossing, ForecastReport, ForecastSeries } from '../../model/forecast-report.ts'
import type { JsonObject } from '../../model/json-text.ts'

/** Forecasts as a document. Times are seconds since 1970; what there isn't is null. */
export function forecastJson({ query, source, series, leftOut }: ForecastReport): JsonObject {
  return { query, source, leftOut, series: series.map((one) => seriesJson(one)) }
}

function seriesJson(one: ForecastSeries): JsonObject {
  const { history } = one
  return {
    id: history.id,
    labels: { ...history.labels },
    stepSeconds: history.step,
    history: {
      start: history.times[0] ?? null,
      end: history.times.at(-1) ?? null,
      values: history.values.length,
      gaps: one.gaps,
      last: number(history.values.at(-1)),
    },
    times: [...one.times],
    mean: [...one.mean],
    intervals: one.bands.map(({ level, lower, upper }) => ({ level, lower: [...lower], upper: [...upper] })),
    seasonsSeconds: [...one.seasons],
    mix: one.mix.map(({ id, share }) => ({ id, share })),
    backtest: { stretches: one.backtests, error: number(one.error), naiveError: number(one.naiveError) },
    limit: one.limit === undefined ? null : limitJson(one.limit),
  }
}

function limitJson({ limit, direction, isBeyond, expected, earliest, latest }: Crossing): JsonObject {
  return {
    value: limit,
    direction,
    already: isBeyond,
    expected: expected ?? null,
    earliest: edges(earliest),
    latest: edges(latest),
  }
}

function edges(all: Crossing['earliest']): JsonObject[] {
  return all.map(({ level, time }) => ({ level, time: time ?? null }))
}

function number(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null
}
