import { idOf, numberOf, numbersOf, documentsOf, type Fields } from '../json-in.ts'
import { notNumbers, refusal, type Answer, type LearnTask, type Problem } from '../task.ts'
import { forecast, neverChanged, type Forecast } from './forecast.ts'

/** `{tasks: [{id, step_seconds, start, seasons, y, horizon, levels}]}` in, `{forecasts: [{id, mean, intervals}]}` out. */
export const forecasts: LearnTask = {
  id: 'forecast',
  about:
    'Reads {"tasks": [{"id", "y", "horizon", "step_seconds", "seasons", "levels", "start"}]}: the history `y` with null ' +
    'where a value is missing, how many steps to forecast, how many seconds a step is, the seasons in steps, and which ' +
    'shares of the future the bands should hold (0.8 and 0.95 when not given). Only `y` and `horizon` are needed. ' +
    'Prints {"forecasts": [{"id", "mean", "intervals": [{"level", "lower", "upper"}], "seasons", "mix", "why"}]}. A ' +
    'task may also be a line of its own.',

  *answers(text) {
    for (const document of documentsOf(text)) {
      if (document.kind === 'problem') {
        yield refusal(`line ${document.line}`, { code: 'learn/not-json', message: document.message })
        continue
      }
      const { tasks } = document.fields as { readonly tasks?: unknown }
      const list: readonly unknown[] = Array.isArray(tasks) ? tasks : [document.fields]
      yield answered(list)
    }
  },
}

function answered(list: readonly unknown[]): Answer {
  const all = list.map((one, at) => {
    const fields = typeof one === 'object' && one !== null ? (one as Fields) : {}
    const id = idOf({ fields, line: at + 1 })
    const found = asked(fields)
    if (!('kind' in found)) return { id, ...found }
    return { id, error: { code: found.code, message: found.message } }
  })
  return { json: { forecasts: all }, understood: all.every((one) => !('error' in one)) }
}

function asked(fields: Fields): Fields | Problem {
  const { y, horizon, step_seconds, seasons, levels } = fields as Readonly<Record<string, unknown>> & Named
  const wrong = notNumbers('y', y)
  if (wrong !== undefined) return wrong
  const values = numbersOf(y)
  if (values === undefined || !values.some(Number.isFinite)) {
    const message =
      'It has no list `y` with a number in it. Give the history in order, null where a value is missing.'
    return { kind: 'problem', code: 'learn/no-values', message }
  }
  const steps = numberOf(horizon)
  if (!Number.isInteger(steps) || steps < 1 || steps > most) {
    const message = `Its \`horizon\` is no whole number from 1 to ${most}. Say how many steps to forecast.`
    return { kind: 'problem', code: 'learn/bad-horizon', message }
  }
  const wanted = levelsOf(levels)
  if (wanted === undefined) {
    const message =
      'Its `levels` are no list of numbers such as 0.8 or 80. Say which shares the bands should hold.'
    return { kind: 'problem', code: 'learn/bad-levels', message }
  }
  const given = [...(numbersOf(seasons) ?? [])].filter((one) => Number.isInteger(one) && one >= 2)
  const found = forecast(values, {
    given,
    stepSeconds: numberOf(step_seconds),
    horizon: steps,
    levels: wanted.map(({ share }) => share),
  })
  return fieldsOf(found, wanted)
}

interface Named {
  readonly y?: unknown
  readonly horizon?: unknown
  readonly step_seconds?: unknown
  readonly seasons?: unknown
  readonly levels?: unknown
}

/** As much as is forecast at once. */
const most = 10_000

interface Level {
  /** As the user wrote it. */
  readonly written: number
  readonly share: number
}

/** Levels as shares or as per cent. */
function levelsOf(levels: unknown): readonly Level[] | undefined {
  const numbers = numbersOf(levels ?? [0.8, 0.95])
  if (numbers === undefined) return undefined
  const all = [...numbers].map((written) => ({ written, share: written > 1 ? written / 100 : written }))
  return all.every(({ share }) => share > 0 && share < 1) ? all : undefined
}

function fieldsOf(found: Forecast, levels: readonly Level[]): Fields {
  return {
    mean: [...found.mean],
    intervals: found.bands.map(({ lower, upper }, at) => ({
      level: levels[at]?.written,
      lower: [...lower],
      upper: [...upper],
    })),
    seasons: found.seasons,
    mix: found.shares.flatMap(({ id, share }) =>
      share >= 0.01 ? [{ id, share: Number(share.toFixed(3)) }] : [],
    ),
    why: whyOf(found),
  }
}

function whyOf({ shares, backtests, added, error, naiveError, seasons }: Forecast): string {
  if (shares[0]?.id === neverChanged)
    return 'The past never changed, so there is nothing to try the forecast on.'
  const largest = shares
    .slice(0, 3)
    .map(({ id, share }) => `${Math.round(share * 100)} % ${id}`)
    .join(', ')
  const rhythm = seasons.length === 0 ? 'No season' : `Seasons of ${seasons.join(' and ')} steps`
  if (backtests === 0)
    return `${rhythm}. The history is too short for backtests, so ${shares.length} ways count the same and the bands are those of a random walk.`
  const more =
    Math.abs(added) < 0.01 * error
      ? ''
      : ` What nearly all of them missed in the same direction is added, ${short(added)} in the mean of all steps.`
  return `${rhythm}. Weighed by ${backtests} backtests: ${largest}.${more} In them the mix missed by ${short(error)}, repeating the last season by ${short(naiveError)}.`
}

function short(number: number): string {
  return String(Number(number.toPrecision(3)))
}
