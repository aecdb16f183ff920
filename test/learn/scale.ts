import { planOf } from '../../src/learn/scale/plan.ts'
import { mean } from '../../src/learn/statistics.ts'
import { loadKinds, loadOf, type LoadKind } from './loads.ts'

export interface ScaleFigure {
  readonly kind: LoadKind
  /** The part of the idle capacity that is saved against following the load with as many short steps. */
  readonly saved: number
  readonly short: number
}

/** The figures of each kind of load at a lead of so many steps of five minutes. */
export function scaleFigures(seeds: readonly number[], lead: number): readonly ScaleFigure[] {
  return loadKinds.map((kind) => {
    const plans = seeds.map((seed) =>
      planOf(loadOf(kind, seed), {
        stepSeconds: 300,
        startSeconds: 0,
        lead,
        short: 0.05,
        seasons: [288, 2016],
        missing: undefined,
        limits: [0.8, 1.5],
        fleet: { unit: 5, least: 1, most: 1000, price: 1 },
      }),
    )
    return {
      kind,
      saved: mean(plans.map(({ planned, follower }) => 1 - planned.over / follower.over)),
      short: mean(plans.map(({ planned }) => planned.short)),
    }
  })
}
