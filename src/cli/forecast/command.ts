import { z } from 'zod'
import { crossingOf } from '../../learn/forecast/crossing.ts'
import { forecast as forecastOf } from '../../learn/forecast/forecast.ts'
import { quantityOf } from '../../learn/rightsizing/quantity.ts'
import { evenSeries } from '../../model/even-series.ts'
import type { ForecastReport, ForecastSeries } from '../../model/forecast-report.ts'
import { printJson } from '../../model/json-text.ts'
import type { Series } from '../../model/series.ts'
import { forecastHtml } from '../../report/forecast/html.ts'
import { forecastJson } from '../../report/forecast/json.ts'
import { forecastText } from '../../report/forecast/text.ts'
import type { Unit } from '../../report/plot/quantity.ts'
import { momentText } from '../../report/plot/scale.ts'
import { unitOf } from '../../report/plot/unit-of.ts'
import { command, exit, misused, type Call, type ExitCode } from '../command.ts'
import {
  prometheusOf,
  prometheusOptions,
  queryText,
  refused,
  sayProblems,
  secondsIn,
  seriesOfFile,
  stepFor,
  type Refused,
} from '../signal-source.ts'

const units = ['number', 'bytes', 'cores', 'seconds', 'share'] as const
const options = z.object({
  ...prometheusOptions,
  file: z.string().optional().meta({
    description: 'series in a file instead: CSV, JSON, OpenMetrics, a saved answer; - for standard input',
    value: 'FILE',
  }),
  since: z.string().default('14d').meta({
    description: 'how much of the past to learn from; of a file all of it when not given',
    value: 'TIME',
  }),
  horizon: z.string().default('24h').meta({ description: 'how far to look ahead', value: 'TIME' }),
  step: z
    .string()
    .optional()
    .meta({ description: 'from one value to the next; else by --since', value: 'TIME' }),
  season: z
    .array(z.string())
    .default([])
    .meta({ description: 'a season that is known, such as 7d; others are found', value: 'TIME' }),
  limit: z
    .string()
    .optional()
    .meta({ description: 'say when this will be crossed: 90, 1.5G, 12Gi', value: 'N' }),
  unit: z
    .enum(units)
    .optional()
    .meta({ description: 'what the numbers are; else by the name of the metric' }),
  format: z.enum(['text', 'json', 'html']).default('text').meta({ description: 'how to print' }),
})
type ForecastCall = Call<z.infer<typeof options>>

/** Exit codes: 0 forecast, 1 a limit is expected to be crossed, 2 no series, 3 misuse. */
export const forecast = command({
  name: 'forecast',
  summary: 'Say what comes of a series, with bands, and when it reaches a limit.',
  forms: ['QUERY --prometheus URL', '[NAME] --file FILE'],
  about:
    'Reads the past of an expression from Prometheus, or series from a file, and says what comes: the expected values, bands that 80 % and 95 % of the future should lie in, which seasons were found, how the forecast would have done on the past, and with --limit when a limit will be crossed, at the earliest, expected and at the latest. ' +
    'Of a file, NAME picks series by their name or a part of it. At most 20 series are forecast, the largest first. ' +
    'Numbers are those of `plumbline learn forecast`: nothing is random, and no service is asked but Prometheus. ' +
    'The exit code is 1 when the forecast crosses the limit within the horizon.',
  options,
  examples: [
    {
      line: "plumbline forecast 'sum(rate(http_requests_total[5m]))' --prometheus http://localhost:9090",
      what: 'the requests of tomorrow',
    },
    {
      line: 'plumbline forecast memory --file examples/signals/usage.jsonl --unit bytes --horizon 5d --limit 8Gi',
      what: 'when a limit will be crossed, from a file',
    },
    { line: 'plumbline forecast --file load.csv --format html > forecast.html', what: 'as a page' },
  ],

  async run(call) {
    const asked = askedOf(call)
    if (typeof asked === 'string') return misused(call.context, 'forecast', asked)
    const found = await seriesFor(asked, call)
    if ('kind' in found) return found.code
    return told(asked, found, call)
  },
})

interface Asked {
  readonly query: string
  readonly since: number
  readonly horizon: number
  readonly step: number | undefined
  readonly seasons: readonly number[]
  readonly limit: number | undefined
}

function askedOf({ words, options: given }: ForecastCall): Asked | string {
  if (words.length > 1) return 'it takes one QUERY; put it into quotes.'
  const since = secondsIn(given.since)
  const horizon = secondsIn(given.horizon)
  const step = given.step === undefined ? undefined : secondsIn(given.step)
  const seasons = given.season.map(secondsIn)
  if (
    since === undefined ||
    horizon === undefined ||
    seasons.includes(undefined) ||
    (step === undefined && given.step !== undefined)
  )
    return 'times are like 14d, 1h30m or 300 (seconds).'
  const limit = given.limit === undefined ? undefined : quantityOf(given.limit)
  if (limit !== undefined && !Number.isFinite(limit))
    return `--limit is a number, not "${String(given.limit)}".`
  const known = seasons.filter((one) => one !== undefined)
  return { query: words[0] ?? '', since, horizon, step, seasons: known, limit }
}

interface Found {
  readonly source: string
  readonly series: readonly Series[]
}

async function seriesFor(asked: Asked, call: ForecastCall): Promise<Found | Refused> {
  const { options: given, context } = call
  if (given.file !== undefined) return seriesInFile(asked, given.file, call)
  const source = await prometheusOf('forecast', call, 'it needs --prometheus URL or --file FILE.')
  if ('kind' in source) return source
  if (asked.query === '') return refused('forecast', call, 'it needs a QUERY.')
  const end = context.now()
  const step = asked.step ?? stepFor(asked.since, 4100)
  context.progress(`asking ${source.address} ...`)
  const { value, diagnostics } = await source.range(asked.query, { start: end - asked.since, end, step })
  context.progress(undefined)
  sayProblems(call, diagnostics, queryText(asked.query))
  if (counter.test(asked.query))
    context.complain(
      `plumbline: ${asked.query} is a counter, which only grows; what is wanted is likely rate(${asked.query}[5m]).\n`,
    )
  if (value.length > 0) return { source: source.address, series: value }
  if (!diagnostics.some(({ severity }) => severity === 'error'))
    context.complain(
      `plumbline: nothing in ${source.address} matches ${asked.query} in the last ${given.since}.\n`,
    )
  return { kind: 'refused', code: exit.input }
}

/** A counter or a part of a histogram by its name, with nothing made of it. https://prometheus.io/docs/practices/naming/ */
const counter = /^[\w:]+_(?:total|bucket|count|sum)(?:\{[^{}]*\})?$/u

function seriesInFile(asked: Asked, file: string, call: ForecastCall): Found | Refused {
  const all = seriesOfFile('forecast', file, call)
  if ('kind' in all) return all
  const exact = all.filter(({ id }) => id === asked.query)
  const series = exact.length > 0 ? exact : all.filter(({ id }) => id.includes(asked.query))
  if (series.length === 0) {
    const names = all
      .slice(0, 5)
      .map(({ id }) => id)
      .join(', ')
    call.context.complain(
      `plumbline: no series of ${file} is called like ${asked.query}. There are ${names}.\n`,
    )
    return { kind: 'refused', code: exit.input }
  }
  const isCut = call.given.some(({ name }) => name === 'since')
  return { source: file, series: isCut ? series.map((one) => cut(one, asked.since)) : series }
}

function cut(series: Series, since: number): Series {
  const from = series.times.findIndex((time) => time > (series.times.at(-1) ?? 0) - since)
  return { ...series, times: series.times.slice(from), values: series.values.slice(from) }
}

/** As many series as are forecast at once. */
const most = 20

function told(asked: Asked, { source, series }: Found, { options: given, context }: ForecastCall): ExitCode {
  // What a query puts together has no name of its own but the query.
  const named = series.map((one) =>
    one.id === '{}' && asked.query !== '' ? { ...one, id: asked.query } : one,
  )
  const even = named.flatMap((one) => evenSeries(one, asked.step) ?? [])
  const long = named.find((one) => evenSeries(one, asked.step) === undefined && spanOf(one) > 0)
  if (long !== undefined) context.complain(`plumbline: ${longText(long)}\n`)
  const chosen = [...even].toSorted((a, b) => largest(b) - largest(a)).slice(0, most)
  const wrong = chosen.find(({ step }) => Math.round(asked.horizon / (step ?? 1)) > 10_000)
  if (wrong !== undefined)
    return misused(
      context,
      'forecast',
      'that is more than 10,000 steps ahead; give a longer --step or a shorter --horizon.',
    )
  const made = chosen.map((one, at) => {
    context.progress(`forecasting ${at + 1} of ${chosen.length} ...`)
    return forecastSeries({ ...one, step: one.step ?? 1 }, asked)
  })
  context.progress(undefined)
  if (made.length === 0 && long !== undefined) return exit.input
  if (made.length === 0) {
    context.complain(`plumbline: ${shortText({ source, series }, given, context.now())}\n`)
    return exit.input
  }
  const report = { query: asked.query, source, series: made, leftOut: even.length - made.length }
  context.print(
    printed(report, given.unit ?? unitOf(asked.query, chosen[0]?.id ?? ''), given.format, context.output),
  )
  return made.some(({ limit }) => limit?.expected !== undefined) ? exit.no : exit.good
}

/** Why nothing can be learned of series that have fewer than two values in steps, and what would help. */
function shortText(
  { source, series }: Found,
  { file, since, step }: ForecastCall['options'],
  now: number,
): string {
  const none = `no series of ${source} has two values`
  const first = Math.min(
    ...series.flatMap(({ times, values }) => times[values.findIndex(Number.isFinite)] ?? []),
  )
  if (!Number.isFinite(first))
    return `${none} that are numbers, neither NaN nor infinite, so nothing can be learned.`
  const age = (now - first) / 60
  const closer = [15, 30, 60, 180].find((one) => one >= age)
  // The steps of shorter stretches are shorter, down to a quarter of a minute.
  if (file !== undefined || step !== undefined || closer === undefined || since === `${closer}m`)
    return `${none}, so nothing can be learned.`
  return `${none} in the steps that ${since} are looked at in, as there is none before ${momentText(first)}. Give --since ${closer}m.`
}

/** From the first value to the last, in seconds; 0 of fewer than two. */
function spanOf({ times, values }: Series): number {
  const from = values.findIndex(Number.isFinite)
  return from === -1 ? 0 : (times[values.findLastIndex(Number.isFinite)] ?? 0) - (times[from] ?? 0)
}

const longSteps = [
  [60, '1m'],
  [300, '5m'],
  [900, '15m'],
  [3600, '1h'],
  [21_600, '6h'],
  [86_400, '1d'],
] as const

/** A step that is known to people, with which a series has some thousand values. */
function longText(series: Series): string {
  const span = spanOf(series)
  const [, step = '7d'] = longSteps.find(([one]) => span / one <= 10_000) ?? []
  const days = Math.round(span / 86_400).toLocaleString('en')
  return `${series.id} has more than a million steps in its ${days} days, more than can be learned from. Give a longer step, such as --step ${step}, or look at less of it with --since.`
}

function printed(
  report: ForecastReport,
  unit: Unit,
  format: z.infer<typeof options>['format'],
  screen: { readonly width: number; readonly colour: boolean },
): string {
  if (format === 'json') return `${printJson(forecastJson(report), 2)}\n`
  return format === 'html' ? forecastHtml(report, unit) : forecastText(report, unit, screen)
}

function forecastSeries(history: Series & { readonly step: number }, asked: Asked): ForecastSeries {
  const { step } = history
  const horizon = Math.max(1, Math.round(asked.horizon / step))
  const given = asked.seasons.map((one) => Math.round(one / step)).filter((one) => one >= 2)
  const found = forecastOf(history.values, { given, stepSeconds: step, horizon, levels: [0.8, 0.95] })
  const end = history.times.at(-1) ?? 0
  const times = Float64Array.from({ length: horizon }, (_, at) => end + (at + 1) * step)
  const last = history.values.at(-1) ?? Number.NaN
  const { mean, bands } = found
  const direction = asked.limit !== undefined && last > asked.limit ? 'below' : 'above'
  return {
    history,
    gaps: history.values.filter(Number.isNaN).length,
    times,
    mean,
    bands,
    seasons: found.seasons.map((one) => one * step),
    mix: found.shares.filter(({ share }) => share >= 0.01),
    backtests: found.backtests,
    error: found.error,
    naiveError: found.naiveError,
    limit:
      asked.limit === undefined
        ? undefined
        : crossingOf({ last, times, mean, bands }, asked.limit, direction),
  }
}

function largest({ values }: Series): number {
  return values.reduce((most_, one) => (Math.abs(one) > most_ ? Math.abs(one) : most_), 0)
}
