import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planOf, type ScaleOptions } from './plan.ts'
import { scale } from './task.ts'

const options: ScaleOptions = {
  stepSeconds: 300,
  startSeconds: 0,
  lead: 12,
  short: 0.05,
  seasons: [288, 2016],
  missing: undefined,
  limits: [0.8, 1.5],
  fleet: { unit: 5, least: 1, most: 1000, price: 1 },
}

describe('a plan', () => {
  it('for a daily load leaves far less idle than following it an hour late, and is short no more often', () => {
    const { planned, follower } = planOf(daily(28), options)
    expect(planned.over).toBeLessThan(0.6 * follower.over)
    expect(planned.short).toBeLessThan(0.05)
  })

  it('is no worse than following where there is next to nothing to foresee', () => {
    const { planned, follower } = planOf(wandering(28), { ...options, lead: 2 })
    expect(planned.over).toBeLessThan(1.05 * follower.over)
  })

  it.each([
    ['a daily load', daily(5)],
    ['a job each hour', hourly(5)],
  ])('never looks ahead: what comes later changes nothing of %s', (_, load) => {
    const other = load.map((one, at) => (at < 1000 ? one : 7 * one))
    const [whole, changed] = [planOf(load, options), planOf(other, options)]
    expect(changed.capacity.slice(0, 1000)).toEqual(whole.capacity.slice(0, 1000))
  })

  it.each([
    ['a daily load', daily(10)],
    ['a load that wanders', wandering(10)],
  ])('takes nothing away that %s still needs', (_, load) => {
    const { capacity } = planOf(load, options)
    const wrong = [...capacity.keys()].filter((at) => {
      const [before = Number.NaN, now = Number.NaN] = capacity.slice(at - 1, at + 1)
      return now < Math.min(before, load[at - 1] ?? Number.NaN)
    })
    expect(wrong).toEqual([])
  })

  it('lets a job go that ends exactly when it always does, and keeps it while that is not known for days', () => {
    const { planned, follower } = planOf(hourly(14), options)
    expect(planned.over).toBeLessThan(1.1 * follower.over)
    expect(planned.short).toBeLessThan(0.05)
    const { capacity } = planOf(hourly(2), options)
    expect([...capacity].filter((one, at) => at % 12 === 4 && one < 130)).toEqual([])
  })

  it.each([
    ['a daily load', daily(10)],
    ['a job each hour', hourly(10)],
    ['a load that wanders', wandering(10)],
    ['a load that stops for two days', stopping(10)],
  ])('has never less than following %s as late would have ready, whatever the headroom', (_, load) => {
    const { capacity } = planOf(load, { ...options, missing: 0.5 })
    const less = [...capacity.keys()].filter(
      (at) => (capacity[at] ?? 0) < Math.min(...load.slice(Math.max(0, at - options.lead), at)),
    )
    expect(less).toEqual([])
  })

  it('takes what comes after two days of next to nothing for no share of it', () => {
    const load = stopping(14)
    expect(Math.max(...planOf(load, options).capacity.slice(options.lead))).toBeLessThan(
      1.51 * Math.max(...load),
    )
  })

  it.each([
    ['a load that begins at nothing', Float64Array.from({ length: 400 }, (_, at) => at)],
    ['a load that is nothing at night', daily(12).map((one, at) => (at % 288 < 120 ? 0 : one))],
    ['a load that is nothing for days', daily(12).map((one, at) => (at < 1500 ? 0 : one))],
  ])('never plans many times the largest load for %s', (_, load) => {
    const { capacity, next } = planOf(load, { ...options, lead: 1 })
    const most = Math.max(...load)
    expect(most).toBeGreaterThan(50)
    expect(Math.max(...[...capacity, ...next].filter(Number.isFinite))).toBeLessThan(10 * most)
  })

  it('runs a reactive, a timed and the predictive fleet over the same load', () => {
    const { fleets } = planOf(daily(28), options)
    expect(fleets.map(({ policy }) => policy)).toEqual([
      'reactive at 80 %',
      'scheduled by the hour',
      'predictive',
    ])
    const [reactive, , predictive] = fleets
    expect(predictive?.short).toBeLessThan(0.05)
    expect(reactive?.short).toBeGreaterThan(predictive?.short ?? 0)
  })

  it('of any load is a capacity for each step that is finite once it is known', () => {
    const value = fc.oneof(fc.double({ min: 0, max: 1e9 }), fc.constantFrom(0, Number.NaN))
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 1, max: 20 }),
        (values, lead) => {
          const plan = planOf(Float64Array.from(values), { ...options, lead, seasons: [24] })
          return (
            plan.capacity.length === values.length &&
            plan.next.length === lead &&
            plan.next.every((one) => !(one < 0))
          )
        },
      ),
      { numRuns: 60 },
    )
  })

  it.each([[[]], [[48]]])('may rest on a forecaster that is plugged in, with seasons %j', (seasons) => {
    // Each value says which comes next.
    const load = Float64Array.from({ length: 1200 }, (_, at) => 100 + 50 * ((2 * at) % 13))
    const knowing = planOf(load, {
      ...options,
      seasons,
      forecaster: (history, horizon) => {
        const now = ((history.at(-1) ?? 0) - 100) / 50
        return Float64Array.from({ length: horizon }, (_, at) => 100 + 50 * ((now + 2 * (at + 1)) % 13))
      },
    })
    expect(knowing.by).toBe('as the forecast says')
    expect(knowing.planned.over).toBeLessThan(0.5 * planOf(load, { ...options, seasons }).planned.over)
  })
})

describe('the task', () => {
  it('answers each of the tasks, says what is wrong with one, and why in numbers', () => {
    const y = Array.from(daily(7)).slice(0, 2000)
    const input = {
      tasks: [
        { id: 'a', y, step_seconds: 300, lead_seconds: 3600 },
        { id: 'b' },
        { id: 'c', y: [1, 2], short: 7 },
      ],
    }
    const [answer] = scale.answers(JSON.stringify(input))
    const plans = answer?.json['plans'] as readonly Readonly<Record<string, unknown>>[]
    expect(
      plans.map(({ id, error }) => [id, (error as { readonly code?: string } | undefined)?.code]),
    ).toEqual([
      ['a', undefined],
      ['b', 'learn/no-values'],
      ['c', 'learn/bad-options'],
    ])
    expect(plans[0]?.['capacity']).toHaveLength(2000)
    expect(plans[0]?.['next']).toHaveLength(12)
    expect(plans[0]?.['why']).toMatch(/is needed in 60 min.*short in \d+\.\d % of steps/u)
  })

  it('says where there was nothing to check it on', () => {
    const [answer] = scale.answers(JSON.stringify({ id: 'a', y: [3, 4, 3], lead_seconds: 600 }))
    const [plan] = (answer?.json['plans'] ?? []) as readonly { readonly why: string }[]
    expect(plan?.why).toMatch(/is needed in 10 min, as far as .* nothing to check it on\.$/u)
  })

  it('can look ahead with the mix of `learn forecast` too', () => {
    const y = Array.from({ length: 240 }, (_, at) => 100 + 60 * Math.sin((2 * Math.PI * at) / 24) + noise(at))
    const task = { id: 'a', y, step_seconds: 3600, lead_seconds: 7200, forecaster: 'mix' }
    const [answer] = scale.answers(JSON.stringify(task))
    const [plan] = (answer?.json['plans'] ?? []) as readonly {
      readonly check: { readonly planned: { readonly over: number } }
    }[]
    expect(plan?.check.planned.over).toBeLessThan(0.1)
  })
})

/** So many days of five-minute steps with a day's wave and some noise. */
function daily(days: number): Float64Array {
  return Float64Array.from(
    { length: 288 * days },
    (_, at) => (100 + 60 * Math.sin((2 * Math.PI * at) / 288)) * (1 + 0.06 * noise(at)),
  )
}

/** A job of five minutes each hour, which needs three times what there is without it. */
function hourly(days: number): Float64Array {
  return Float64Array.from(
    { length: 288 * days },
    (_, at) => (at % 12 === 3 ? 150 : 50) * (1 + 0.06 * noise(at)),
  )
}

/** A wave of which next to nothing comes for two days, the sixth and the seventh, now and then. */
function stopping(days: number): Float64Array {
  return daily(days).map((one, at) => (at >= 288 * 5 && at < 288 * 7 ? Number(at % 9 === 0) : one))
}

/** A walk with a pull to its middle. */
function wandering(days: number): Float64Array {
  let wander = 0
  return Float64Array.from({ length: 288 * days }, (_, at) => {
    wander = 0.995 * wander + 0.05 * noise(at + 5)
    return 100 * Math.exp(wander) * (1 + 0.05 * noise(at))
  })
}

/** Looks random and is always the same; in [-1, 1]. */
function noise(at: number): number {
  const mixed = Math.sin(at * 12.9898) * 43_758.5453
  return 2 * (mixed - Math.floor(mixed)) - 1
}
