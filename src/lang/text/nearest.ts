/**
 * The known name that was probably meant by a wrong one: the one with the fewest slips of the keyboard, the first of
 * equals, if they are few enough: two, or a third of the letters of a long name, unless the caller says how many.
 */
export function nearest(
  wrong: string,
  names: Iterable<string>,
  most = Math.max(2, Math.floor(wrong.length / 3)),
): string | undefined {
  const asked = wrong.toLowerCase()
  let best: string | undefined
  let least = most + 1
  for (const name of names) {
    if (Math.abs(name.length - wrong.length) >= least) continue
    const slips = distance(asked, name.toLowerCase())
    // What has nothing in common with a short name is no slip of it.
    if (slips >= least || slips >= Math.max(name.length, wrong.length)) continue
    best = name
    least = slips
  }
  return best
}

/** How many letters to add, drop, replace or swap with their neighbour: the optimal string alignment distance. */
function distance(from: string, to: string): number {
  let before: readonly number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (let row = 1; row <= from.length; row++) {
    const next = [row]
    for (let column = 1; column <= to.length; column++) {
      const replaced = (last[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1)
      const moved = Math.min((last[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1)
      const isSwapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      const swapped = row > 1 && column > 1 && isSwapped ? (before[column - 2] ?? 0) + 1 : replaced
      next.push(Math.min(replaced, moved, swapped))
    }
    before = last
    last = next
  }
  return last[to.length] ?? 0
}
