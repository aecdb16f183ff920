import { documentsOf, idOf, numberOf, numbersOf, timeOf, type Fields } from '../json-in.ts'
import { forecast } from '../forecast/forecast.ts'
import { ascending, quantileOf } from '../statistics.ts'
import { notNumbers, refusal, type Answer, type LearnTask } from '../task.ts'
import { planOf, type Plan, type ScaleOptions } from './plan.ts'
import type { Forecaster } from './predictors.ts'

/** `{tasks: [{id, y, step_seconds, lead_seconds, …}]}` in, `{plans: [{id, capacity, next, …}]}` out. */
export const scale: LearnTask = {
  id: 'scale',
  about:
    'Reads {"tasks": [{"id", "y", "step_seconds", "lead_seconds", "short", "seasons", "start", "missing_cost", "limits", ' +
    '"replica": {"capacity", "min", "max", "price"}}]}; a task may also be a line of its own. `y` is the load in order, ' +
    'null where it is missing; `step_seconds` how long a step is (300 when not given); `lead_seconds` how long new ' +
    'capacity takes (one step when not given; `lead` says it in steps); `short` in how many of the steps the load may be ' +
    'above the capacity (0.05); `seasons` in steps (a day and a week when not given); `start` when the first value was. ' +
    'With `missing_cost`, what a missing unit costs where an idle one costs 1, the headroom is tuned to the least cost ' +
    'between the factors `limits` ([0.8, 1.5]). With `"forecaster": "mix"` the mix of `learn forecast` is one more way to ' +
    'look ahead, asked anew each lead; it takes some tens of milliseconds each time. Prints {"plans": [{"id", "capacity", "from", "next", "check", ' +
    '"fleets", "why"}]}: `capacity` for each step, decided `lead` earlier from what was known then; `from`, the first ' +
    'step that the band decided; `next`, the capacity of the coming `lead` steps; `check`, idle capacity (as a share ' +
    'of the load) and short steps from the step `from` on, beside what following the load would have needed; ' +
    '`fleets`, replicas under a reactive, a timed and the predictive policy.',

  *answers(text) {
    for (const document of documentsOf(text)) {
      if (document.kind === 'problem') {
        yield refusal(`line ${document.line}`, { code: 'learn/not-json', message: document.message })
        continue
      }
      const { tasks } = document.fields as { readonly tasks?: unknown }
      yield answered(Array.isArray(tasks) ? tasks : [document.fields])
    }
  },
}

function answered(tasks: readonly unknown[]): Answer {
  const plans = tasks.map((one, at): Fields => {
    const fields = typeof one === 'object' && one !== null ? (one as Fields) : {}
    return { id: idOf({ fields, line: at + 1 }), ...planned(fields) }
  })
  return { json: { plans }, understood: plans.every((one) => !('error' in one)) }
}

function planned(fields: Fields): Fields {
  const wrong = notNumbers('y', fields['y'])
  if (wrong !== undefined) return { error: { code: wrong.code, message: wrong.message } }
  const load = numbersOf(fields['y'])
  if (load === undefined || !load.some(Number.isFinite)) {
    const message =
      'It has no list `y` with a number in it. Give the load in order, null where a value is missing.'
    return { error: { code: 'learn/no-values', message } }
  }
  const options = optionsOf(fields, load)
  if (options === undefined) {
    const message =
      '`step_seconds`, `lead_seconds` and `short` have to be numbers above 0, `short` below 0.5, and the lead at most 10,000 steps. Leave out what is usual.'
    return { error: { code: 'learn/bad-options', message } }
  }
  const plan = planOf(
    load.map((one) => Math.max(0, one)),
    options,
  )
  return {
    capacity: listOf(plan.capacity),
    from: plan.from,
    next: listOf(plan.next),
    check: { from: plan.checkedFrom, planned: plan.planned, following: plan.follower },
    fleets: plan.fleets,
    why: whyOf(plan, options),
  }
}

function optionsOf(fields: Fields, load: Float64Array): ScaleOptions | undefined {
  const stepSeconds = given(fields['step_seconds'], 300)
  const leadSeconds = given(fields['lead_seconds'], given(fields['lead'], 1) * stepSeconds)
  const short = given(fields['short'], 0.05)
  const lead = Math.max(1, Math.ceil(leadSeconds / stepSeconds - 1e-9))
  if (!(stepSeconds > 0) || !(leadSeconds > 0) || !(short > 0 && short < 0.5) || lead > 10_000)
    return undefined
  const missing = numberOf(fields['missing_cost'])
  const [least, most] = numbersOf(fields['limits']) ?? []
  const start = timeOf(fields['start'])
  const seasons = seasonsOf(fields['seasons'], stepSeconds, load.length)
  return {
    ...(fields['forecaster'] === 'mix' ? { forecaster: mix(seasons, stepSeconds) } : {}),
    stepSeconds,
    startSeconds: Number.isFinite(start) ? start : 0,
    lead,
    short,
    seasons,
    missing: missing > 0 ? missing : undefined,
    limits: [given(least, 0.8), given(most, 1.5)],
    fleet: fleetOf(fields['replica'], load),
  }
}

/** What `learn forecast` says. */
function mix(seasons: readonly number[], stepSeconds: number): Forecaster {
  return (history, horizon) => forecast(history, { given: seasons, stepSeconds, horizon, levels: [] }).mean
}

/** Those given that are whole steps, else a day and a week, if the load is longer than they are. */
function seasonsOf(value: unknown, stepSeconds: number, length: number): readonly number[] {
  const usual = [86_400, 7 * 86_400].map((seconds) => Math.round(seconds / stepSeconds))
  const seasons = numbersOf(value) ?? usual
  const fitting = [...seasons].filter((one) => Number.isInteger(one) && one >= 4 && one < length)
  return [...new Set(fitting)].toSorted((left, right) => left - right).slice(0, 4)
}

function fleetOf(value: unknown, load: Float64Array): ScaleOptions['fleet'] {
  const { capacity, min, max, price } = (typeof value === 'object' && value !== null ? value : {}) as Fields
  const high = quantileOf(ascending(load), 0.95)
  const unit = given(capacity, high / 20)
  const least = Math.max(1, Math.round(given(min, 1)))
  return {
    unit: unit > 0 ? unit : 1,
    least,
    most: Math.max(least, Math.round(given(max, 100_000))),
    price: given(price, 1),
  }
}

function given(value: unknown, usual: number): number {
  const number = numberOf(value)
  return Number.isFinite(number) ? number : usual
}

function listOf(values: Float64Array): readonly (number | null)[] {
  return Array.from(values, (one) => (Number.isFinite(one) ? Number(one.toPrecision(6)) : null))
}

function whyOf(
  { next, by, planned: own, follower }: Plan,
  { lead, stepSeconds, short }: ScaleOptions,
): string {
  const coming = next.at(-1) ?? Number.NaN
  const when = `in ${Math.round((lead * stepSeconds) / 60)} min`
  if (!Number.isFinite(coming)) return `Too little is known to say what is needed ${when}.`
  if (!Number.isFinite(follower.headroom))
    return `${coming.toPrecision(4)} is needed ${when}, as far as the little that is known says; there was nothing to check it on.`
  return (
    `${coming.toPrecision(4)} is needed ${when}, so that the load is above it in at most ${percent(short)} of steps; it ` +
    `rests on the load being ${by}. Checked on the later part of the load, it left ${percent(own.over)} of the load idle and was ` +
    `short in ${percent(own.short)} of steps; following the load with the same lead would have needed ` +
    `${percent(follower.headroom)} headroom to be short in ${percent(follower.short)}, with ${percent(follower.over)} idle.`
  )
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
