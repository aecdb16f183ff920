import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hunksOf, matchesOf } from './sequence.ts'

const sequence = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 })

describe('matches of two sequences', () => {
  it('are equal elements in the order of both', () => {
    fc.assert(
      fc.property(sequence, sequence, (before, after) => {
        const matches = matchesOf(before, after)
        return matches.every(
          ([left, right], at) =>
            before[left] === after[right] &&
            (at === 0 || ((matches[at - 1]?.[0] ?? 0) < left && (matches[at - 1]?.[1] ?? 0) < right)),
        )
      }),
    )
  })

  it('are as many as there can be', () => {
    fc.assert(
      fc.property(sequence, sequence, (before, after) => {
        return matchesOf(before, after).length === longest(before, after)
      }),
    )
  })

  it('are those at both ends of what differs in too much', () => {
    expect(matchesOf(['a', 'x', 'b', 'y', 'z'], ['a', 'p', 'b', 'q', 'z'], 2)).toEqual([
      [0, 0],
      [4, 4],
    ])
  })
})

it('hunks turn one sequence into the other', () => {
  fc.assert(
    fc.property(sequence, sequence, (before, after) => {
      const made = [...before]
      for (const hunk of hunksOf(before, after).toReversed()) {
        made.splice(
          hunk.before.start,
          hunk.before.end - hunk.before.start,
          ...after.slice(hunk.after.start, hunk.after.end),
        )
      }
      return made.join() === after.join()
    }),
  )
})

/** The length of the longest common subsequence, by its definition. */
function longest(before: readonly string[], after: readonly string[]): number {
  const rows = [Array.from({ length: after.length + 1 }, () => 0)]
  for (const [row, one] of before.entries()) {
    const last = rows[row] ?? []
    const next = [0]
    for (const [column, other] of after.entries()) {
      next.push(one === other ? (last[column] ?? 0) + 1 : Math.max(last[column + 1] ?? 0, next[column] ?? 0))
    }
    rows.push(next)
  }
  return rows.at(-1)?.at(-1) ?? 0
}
