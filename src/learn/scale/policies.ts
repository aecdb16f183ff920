import { ascending, quantileOf } from '../statistics.ts'
import type { Upper } from './band.ts'
import { Hpa, kubernetesDefaults } from './hpa.ts'
import type { Fleet, Policy } from './simulate.ts'

/** Follows the load as the Horizontal Pod Autoscaler does. */
export function reactive(fleet: Fleet, target: number = kubernetesDefaults.target): Policy {
  const { least, most, stepSeconds } = fleet
  const hpa = new Hpa({ ...kubernetesDefaults, target, least, most, stepSeconds })
  return {
    name: `reactive at ${Math.round(100 * target)} %`,
    desired({ load, ready, starting }) {
      // Replicas that are starting use nothing yet, and aren't asked for a second time.
      const current = ready + starting
      return Number.isFinite(load) && current > 0 ? hpa.next(load / (current * fleet.unit), current) : current
    },
  }
}

/** What a timetable gives: the highest of each hour of the day in an earlier part of the load, with some headroom. */
export function scheduled(earlier: ArrayLike<number>, fleet: Fleet, startSeconds: number): Policy {
  const hours = Array.from({ length: 24 }, (): number[] => [])
  for (let time = 0; time < earlier.length; time++)
    hours[hourOf(time, fleet, startSeconds)]?.push(earlier[time] ?? Number.NaN)
  const table = hours.map((values) => quantileOf(ascending(values), 0.98) * 1.05)
  return {
    name: 'scheduled by the hour',
    desired: ({ time }) => {
      const now = table[hourOf(time, fleet, startSeconds)] ?? 0
      const coming = table[hourOf(time + fleet.lead, fleet, startSeconds)] ?? 0
      return Math.ceil(Math.max(now, coming) / fleet.unit)
    },
  }
}

function hourOf(time: number, { stepSeconds }: Fleet, startSeconds: number): number {
  return Math.floor((startSeconds + time * stepSeconds) / 3600) % 24
}

/**
 * Starts what the upper band at the lead time asks for, as it was said at each step. Nothing is stopped that is needed now, or
 * that was started for a step still to come: never below what following the load would keep.
 */
export function predictive(fleet: Fleet, said: readonly Upper[]): Policy {
  return {
    name: 'predictive',
    desired({ time, load, ready, starting }) {
      const coming = said.slice(Math.max(0, time - fleet.lead + 1), time + 1)
      if (!Number.isFinite(said[time]?.upper))
        return Number.isFinite(load) ? Math.ceil((load * 1.5) / fleet.unit) : ready + starting
      const needed = Number.isFinite(load) ? load : 0
      const most = Math.max(needed, ...coming.map(({ upper }) => upper).filter(Number.isFinite))
      return Math.ceil(most / fleet.unit - 1e-9)
    },
  }
}
