/** The name that was probably meant: the nearest by edits, if it is near enough for a slip of the keyboard. */
export function closestName(name: string, names: readonly string[]): string | undefined {
  let best: string | undefined
  let least = Math.max(2, Math.floor(name.length / 3)) + 1
  for (const one of names) {
    if (Math.abs(one.length - name.length) >= least) continue
    const distance = edits(name, one)
    if (distance < least) {
      least = distance
      best = one
    }
  }
  return best
}

function edits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1] ? 0 : 1
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same))
    }
    row = next
  }
  return row[to.length] ?? 0
}
