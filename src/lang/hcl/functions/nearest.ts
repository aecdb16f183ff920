/** As far as a name may be off to be taken for a slip. */
const farthest = 2

/** The name that is fewest edits away from a wrong one, if it is near. */
export function nearest(wrong: string, names: readonly string[]): string | undefined {
  let best: string | undefined
  let least = farthest + 1
  for (const name of names) {
    if (Math.abs(name.length - wrong.length) >= least) continue
    const edits = distance(wrong, name)
    if (edits < least) [best, least] = [name, edits]
  }
  return best
}

/** How many characters must be put in, taken out or replaced to turn one text into the other. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (let left = 0; left < from.length; left++) {
    const next = [left + 1]
    for (let right = 0; right < to.length; right++) {
      const replaced = (row[right] ?? 0) + (from[left] === to[right] ? 0 : 1)
      next.push(Math.min(replaced, (row[right + 1] ?? 0) + 1, (next[right] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}
