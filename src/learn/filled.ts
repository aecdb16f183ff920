/** Values with the missing ones put in: what was there a season before, else the line between the neighbours. */
export function filled(values: Float64Array, seasons: readonly number[]): Float64Array {
  const found = values.slice()
  const season = seasons.find((one) => Number.isInteger(one) && one >= 2 && 2 * one <= values.length)
  for (let at = 0; at < found.length; at++) {
    if (Number.isFinite(found[at])) continue
    let end = at
    while (end < found.length && !Number.isFinite(found[end])) end++
    fill(found, at, end, end - at > 2 ? season : undefined)
    at = end
  }
  return found
}

function fill(values: Float64Array, from: number, to: number, season: number | undefined): void {
  const before = from > 0 ? values[from - 1] : undefined
  const after = to < values.length ? values[to] : undefined
  for (let at = from; at < to; at++) {
    const earlier = season === undefined || at < season ? undefined : values[at - season]
    const part = (at - from + 1) / (to - from + 1)
    const line = (before ?? after ?? 0) * (1 - part) + (after ?? before ?? 0) * part
    values[at] = earlier ?? line
  }
}
