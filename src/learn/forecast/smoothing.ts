import type { Member } from './member.ts'
import { seasonsAt, takenApart } from './seasonal.ts'

/** Seasons out, simple smoothing of the rest, half of its slope: the Theta method (Assimakopoulos and Nikolopoulos 2000). */
export function theta(
  id: string,
  seasonsOf: (seasons: readonly number[]) => readonly number[],
  keeps: number,
): Member {
  return {
    id,
    tuned: (first, setting) => {
      const seasons = seasonsOf(setting.seasons)
      const alpha = bestAlpha(takenApart(first, seasons, keeps).rest)
      return (history) => {
        const parts = takenApart(history, seasons, keeps)
        const { rest } = parts
        const slope = slopeOf(rest) / 2
        let level = rest[0] ?? 0
        for (const one of rest) level += alpha * (one - level)
        const grown = (1 - (1 - alpha) ** rest.length) / alpha
        return Float64Array.from(
          { length: setting.horizon },
          (_, at) => level + slope * (at + grown) + seasonsAt(parts, at),
        )
      }
    },
  }
}

/** Seasons out, then a level and a slope that dies away. */
export function damped(
  id: string,
  seasonsOf: (seasons: readonly number[]) => readonly number[],
  keeps: number,
): Member {
  return {
    id,
    tuned: (first, setting) => {
      const seasons = seasonsOf(setting.seasons)
      const [alpha, beta] = bestHolt(takenApart(first, seasons, keeps).rest)
      return (history) => {
        const parts = takenApart(history, seasons, keeps)
        const { level, slope } = holt(parts.rest, alpha, beta)
        let reach = 0
        let share = 1
        return Float64Array.from({ length: setting.horizon }, (_, at) => {
          share *= damping
          reach += share
          return level + slope * reach + seasonsAt(parts, at)
        })
      }
    },
  }
}

const damping = 0.95

function bestAlpha(values: Float64Array): number {
  return least([0.03, 0.1, 0.2, 0.35, 0.5, 0.7, 0.95], (alpha) => {
    let level = values[0] ?? 0
    let sum = 0
    for (const one of values) {
      sum += (one - level) ** 2
      level += alpha * (one - level)
    }
    return sum
  })
}

const holtGrid: readonly (readonly [number, number])[] = [0.05, 0.2, 0.5, 0.9].flatMap((alpha) =>
  [0, 0.05, 0.2].map((beta) => [alpha, beta] as const),
)

function bestHolt(values: Float64Array): readonly [number, number] {
  return least(holtGrid, ([alpha, beta]) => holt(values, alpha, beta).error)
}

function holt(
  values: Float64Array,
  alpha: number,
  beta: number,
): { level: number; slope: number; error: number } {
  let level = values[0] ?? 0
  let slope = 0
  let error = 0
  for (const one of values) {
    const expected = level + damping * slope
    error += (one - expected) ** 2
    const next = expected + alpha * (one - expected)
    slope = damping * slope + alpha * beta * (one - expected)
    level = next
  }
  return { level, slope, error }
}

/** The slope of the line of least squares. */
export function slopeOf(values: Float64Array): number {
  const middle = (values.length - 1) / 2
  let above = 0
  let below = 0
  for (let at = 0; at < values.length; at++) {
    above += (at - middle) * (values[at] ?? 0)
    below += (at - middle) ** 2
  }
  return below === 0 ? 0 : above / below
}

/** The choice for which a cost is least; the first of equals. A cost that reaches the lowest so far needs no more exactness. */
export function least<Choice>(
  choices: readonly Choice[],
  cost: (choice: Choice, lowest: number) => number,
): Choice {
  let best = choices[0] as Choice
  let lowest = Infinity
  for (const choice of choices) {
    const here = cost(choice, lowest)
    if (here < lowest) {
      lowest = here
      best = choice
    }
  }
  return best
}
