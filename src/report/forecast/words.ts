import type { Crossing, ForecastReport, ForecastSeries } from '../../model/forecast-report.ts'
import { seriesId } from '../../model/series.ts'
import type { Plot } from '../plot/plot.ts'
import { durationText, quantityText, type Unit } from '../plot/quantity.ts'
import { momentText } from '../plot/scale.ts'
import { counted } from '../words.ts'

/** What is said of a forecast: a heading and a sentence for each. */
export interface Said {
  readonly about: 'next' | 'limit' | 'why' | 'check' | 'past'
  readonly text: string
}

/** A forecast in words, the same for every view. */
export function forecastWords(series: ForecastSeries, unit: Unit): readonly Said[] {
  const { limit } = series
  return [
    { about: 'next', text: nextOf(series, unit) },
    ...(limit === undefined ? [] : [{ about: 'limit', text: limitText(limit, unit, series) } as const]),
    { about: 'why', text: mixText(series) },
    { about: 'check', text: checkText(series, unit) },
    { about: 'past', text: pastText(series) },
  ]
}

/** What tells series apart, and the labels that all of them have. */
export function forecastTitles({ series }: ForecastReport): {
  readonly titles: readonly string[]
  readonly shared: string
} {
  const labels = series.map(({ history }) => history.labels)
  const [first = {}] = labels
  const all = Object.entries(first).filter(([name, value]) => labels.every((one) => one[name] === value))
  const isShared = new Set(all.map(([name]) => name).filter((name) => name !== '__name__'))
  const titles = labels.map((one) =>
    seriesId(Object.fromEntries(Object.entries(one).filter(([name]) => !isShared.has(name)))),
  )
  const areApart = series.length > 1 && isShared.size > 0 && new Set(titles).size === titles.length
  return {
    titles: areApart ? titles : series.map(({ history }) => history.id),
    shared: areApart ? seriesId(Object.fromEntries(all.filter(([name]) => isShared.has(name)))) : '',
  }
}

/** The plot of a forecast. */
export function forecastPlot(series: ForecastSeries, unit: Unit): Plot {
  const { history, times, mean, bands, limit } = series
  const shown = history.values.length - Math.max(4 * times.length, Math.ceil(history.values.length / 2))
  const from = Math.max(0, Math.min(shown, history.values.length - 2))
  return {
    title: `${history.id}: the past and the ${durationText(times.length * history.step)} to come`,
    unit,
    lines: [
      {
        name: 'measured',
        kind: 'measured',
        times: history.times.subarray(from),
        values: history.values.subarray(from),
      },
      { name: 'forecast', kind: 'expected', times, values: mean },
    ],
    bands: [...bands]
      .toSorted((a, b) => b.level - a.level)
      .map(({ level, lower, upper }, at, all) => ({
        name: `${percent(level)} of the future`,
        kind: at === all.length - 1 ? ('inner' as const) : ('outer' as const),
        times,
        lower,
        upper,
      })),
    levels:
      limit === undefined
        ? []
        : [{ name: `limit ${quantityText(limit.limit, unit)}`, kind: 'given', value: limit.limit }],
    marks: [],
  }
}

function nextOf({ times, mean, bands, history }: ForecastSeries, unit: Unit): string {
  const [low, high] = extremes(mean)
  const widest = bands.at(-1)
  const [least] = extremes(widest?.lower ?? mean)
  const [, most] = extremes(widest?.upper ?? mean)
  const now = quantityText(history.values.at(-1) ?? Number.NaN, unit)
  const span = durationText(times.length * history.step)
  const band =
    widest === undefined || least === most
      ? ''
      : `; ${percent(widest.level)} of values from ${quantityText(least, unit)} to ${quantityText(most, unit)}`
  const [from, to] = [quantityText(low, unit), quantityText(high, unit)]
  const expected =
    from === to
      ? `about ${from}`
      : `from ${from} to ${to}, ${quantityText(mean.at(-1) ?? Number.NaN, unit)} at the end`
  return `Now ${now}. In the next ${span} ${expected}${band}.`
}

function limitText(limit: Crossing, unit: Unit, { times }: ForecastSeries): string {
  const { direction, expected, earliest, latest, isBeyond } = limit
  const text = quantityText(limit.limit, unit)
  const until = momentText(times.at(-1) ?? Number.NaN)
  if (isBeyond) return `It is ${direction} ${text} already.`
  const early = earliest.flatMap(({ level, time }) => (time === undefined ? [] : [{ level, time }]))
  const from = early.map(({ level, time }) => `${momentText(time)} (${percent(level)})`).join(' or ')
  if (expected === undefined && early.length === 0)
    return `Not ${direction} ${text} until ${until}, nor is the edge of a band.`
  if (expected === undefined)
    return `Not expected ${direction} ${text} until ${until}, but the bands reach it at ${from}.`
  const sure = latest.find(({ time }) => time !== undefined)
  const by =
    sure?.time === undefined
      ? `Within the bands it may also not happen until ${until}.`
      : `The whole band is beyond it at ${momentText(sure.time)} (${percent(sure.level)}).`
  return `Expected ${direction} ${text} at ${momentText(expected)}; the bands reach it at ${from}. ${by}`
}

function mixText({ seasons, mix }: ForecastSeries): string {
  const rhythm =
    seasons.length === 0
      ? 'No season was found'
      : `It repeats every ${seasons.map((one) => durationText(one)).join(' and every ')}`
  const named = seasons.length === 0 ? withoutSeasons(mix) : mix
  const ways = named.slice(0, 3).map(({ id, share }) => `${percent(share)} ${id}`)
  return `${rhythm}. The mix: ${ways.join(', ')}${named.length > 3 ? `, and ${counted(named.length - 3, 'other way')}` : ''}.`
}

/** Where there is no season, each value is one: several ways are the same then. */
function withoutSeasons(mix: ForecastSeries['mix']): ForecastSeries['mix'] {
  const shares = new Map<string, number>()
  for (const { id, share } of mix) {
    const name = id.replace(/ with all seasons|all seasons and /u, '').replace(/(?:long )?season/u, 'value')
    shares.set(name, (shares.get(name) ?? 0) + share)
  }
  return [...shares].map(([id, share]) => ({ id, share })).toSorted((a, b) => b.share - a.share)
}

function checkText(
  { backtests, error, naiveError, times, history, seasons }: ForecastSeries,
  unit: Unit,
): string {
  if (backtests === 0 && history.values.every((one) => one === history.values[0] || Number.isNaN(one)))
    return 'The past never changed, so there is nothing to try the forecast on.'
  if (backtests === 0)
    return 'The past is too short to try the forecast on it: the bands are those of a value that wanders.'
  const span = durationText(times.length * history.step)
  const naive = Number.isFinite(naiveError)
    ? `; ${seasons.length === 0 ? 'repeating the last value' : 'repeating the last season'} missed by ${quantityText(naiveError, unit)}`
    : ''
  return `Tried on ${counted(backtests, 'earlier stretch', 'earlier stretches')} of ${span}, it missed by ${quantityText(error, unit)} on average${naive}.`
}

function pastText({ history, gaps }: ForecastSeries): string {
  const { times, step } = history
  const missing = gaps === 0 ? 'none missing' : `${counted(gaps, 'value')} missing`
  return `${counted(times.length, 'value')} from ${momentText(times[0] ?? Number.NaN, step)} to ${momentText(times.at(-1) ?? Number.NaN, step)}, one every ${durationText(step)}, ${missing}.`
}

function extremes(values: Float64Array): readonly [number, number] {
  return values.reduce<readonly [number, number]>(
    ([low, high], one) => [Math.min(low, one), Math.max(high, one)],
    [Infinity, -Infinity],
  )
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
