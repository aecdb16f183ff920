/** A position in one sequence and the position of the same element in another. */
export type Match = readonly [before: number, after: number]

/**
 * The elements that two sequences have in common, in order: as many as there can be, found with Myers' greedy algorithm
 * (http://www.xmailserver.org/diff2.pdf). Sequences that differ in more than `most` elements are only compared at both ends.
 */
export function matchesOf(
  before: readonly string[],
  after: readonly string[],
  most = 1000,
): readonly Match[] {
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && before[head] === after[head]) head++
  let tail = 0
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) {
    tail++
  }
  const inner = matchedInside(
    before.slice(head, before.length - tail),
    after.slice(head, after.length - tail),
    most,
  )
  return [
    ...Array.from({ length: head }, (_, at): Match => [at, at]),
    ...inner.map(([left, right]): Match => [left + head, right + head]),
    ...Array.from({ length: tail }, (_, at): Match => [before.length - tail + at, after.length - tail + at]),
  ]
}

/** A run of lines of one text that stands in the place of a run of another. Positions count from 0; the ends are exclusive. */
export interface Hunk {
  readonly before: { readonly start: number; readonly end: number }
  readonly after: { readonly start: number; readonly end: number }
}

/** Where two sequences differ. */
export function hunksOf(before: readonly string[], after: readonly string[]): readonly Hunk[] {
  const hunks: Hunk[] = []
  let left = 0
  let right = 0
  for (const [one, other] of [...matchesOf(before, after), [before.length, after.length] as const]) {
    if (one > left || other > right) {
      hunks.push({ before: { start: left, end: one }, after: { start: right, end: other } })
    }
    left = one + 1
    right = other + 1
  }
  return hunks
}

/** The furthest that is reached on each diagonal with each number of differences, until both ends are. */
function matchedInside(before: readonly string[], after: readonly string[], most: number): readonly Match[] {
  if (before.length === 0 || after.length === 0) return []
  const limit = Math.min(most, before.length + after.length)
  const rounds: Int32Array[] = []
  let reach = new Int32Array(3)
  for (let differences = 0; differences <= limit; differences++) {
    const next = new Int32Array(2 * differences + 5)
    const middle = differences + 2
    for (let diagonal = -differences; diagonal <= differences; diagonal += 2) {
      let x = stepTo(reach, differences, diagonal)
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x++
      next[middle + diagonal] = x
      if (x >= before.length && x - diagonal >= after.length) {
        return walkedBack([...rounds, next], before.length, after.length)
      }
    }
    rounds.push(next)
    reach = next
  }
  return []
}

/** Where a diagonal is entered: down from the one above, or to the right from the one below, whichever reached further. */
function stepTo(reach: Int32Array, differences: number, diagonal: number): number {
  if (differences === 0) return 0
  const middle = differences + 1
  const above = reach[middle + diagonal + 1] ?? 0
  const below = reach[middle + diagonal - 1] ?? 0
  return isDown(differences, diagonal, above, below) ? above : below + 1
}

function isDown(differences: number, diagonal: number, above: number, below: number): boolean {
  return diagonal === -differences || (diagonal !== differences && below < above)
}

function walkedBack(rounds: readonly Int32Array[], before: number, after: number): readonly Match[] {
  const matches: Match[] = []
  let x = before
  let y = after
  for (let differences = rounds.length - 1; differences >= 0; differences--) {
    const diagonal = x - y
    const entered =
      differences === 0 ? 0 : stepTo(rounds[differences - 1] ?? new Int32Array(0), differences, diagonal)
    while (x > entered) {
      x--
      y--
      matches.push([x, y])
    }
    if (differences === 0) break
    const reach = rounds[differences - 1] ?? new Int32Array(0)
    const middle = differences + 1
    const down = isDown(
      differences,
      diagonal,
      reach[middle + diagonal + 1] ?? 0,
      reach[middle + diagonal - 1] ?? 0,
    )
    if (down) y--
    else x--
  }
  return matches.toReversed()
}
