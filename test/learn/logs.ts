import { groupLines } from '../../src/learn/logs/mine.ts'
import { inventedSystems, linesOf, logSystems } from './log-systems.ts'

/** The share of lines whose group holds exactly the lines of their message: the grouping accuracy of the literature. */
export function groupingAccuracy(groups: readonly number[], labels: readonly number[]): number {
  const both = groups.map((group, at) => `${group}/${labels[at]}`)
  const [ofGroup, ofLabel, ofBoth] = [sizes(groups), sizes(labels), sizes(both)]
  const right = both.filter((key, at) => {
    const size = ofBoth.get(key)
    return size === ofGroup.get(groups[at] ?? -1) && size === ofLabel.get(labels[at] ?? -1)
  })
  return right.length / Math.max(1, both.length)
}

export interface LogFigure {
  readonly name: string
  readonly tuned: boolean
  readonly whole: number
  readonly bare: number
}

/** The grouping accuracy on each system, with its header and without. */
export function logFigures(seeds: readonly number[]): readonly LogFigure[] {
  return [...logSystems, ...inventedSystems].map((system) => {
    const score = (bare: boolean): number =>
      mean(
        seeds.map((seed) => {
          const { lines, labels } = linesOf(system, seed, 2000, bare)
          return groupingAccuracy(groupLines(lines).groups, labels)
        }),
      )
    return { name: system.name, tuned: system.tuned, whole: score(false), bare: score(true) }
  })
}

function sizes(keys: readonly (number | string)[]): ReadonlyMap<number | string, number> {
  const counted = new Map<number | string, number>()
  for (const key of keys) counted.set(key, (counted.get(key) ?? 0) + 1)
  return counted
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length
}
