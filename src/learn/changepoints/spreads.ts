/**
 * Where the size of the wobble changes, each split of a stretch in two being the most likely one (binary segmentation,
 * Vostrikova 1981) while it makes the values likelier by a factor of e to the 18th for each column.
 */
export function spreadChanges(rests: readonly Float64Array[], least: number): readonly number[] {
  const length = rests[0]?.length ?? 0
  const squares = rests.map(sumsOfSquares)
  const found: number[] = []
  const waiting: (readonly [number, number])[] = [[0, length]]
  for (let stretch = waiting.pop(); stretch !== undefined; stretch = waiting.pop()) {
    const place = split(squares, stretch, Math.max(15, least))
    if (place === undefined) continue
    found.push(place)
    waiting.push([stretch[0], place], [place, stretch[1]])
  }
  return found.toSorted((a, b) => a - b)
}

const enough = 18
/** And by this for each value of the stretch: what a person would see in a picture of it. */
const visible = 0.12

function split(
  squares: readonly Float64Array[],
  [from, to]: readonly [number, number],
  least: number,
): number | undefined {
  const whole = unlikeliness(squares, from, to)
  let best = Math.max(enough, visible * (to - from)) * squares.length
  let place: number | undefined
  for (let at = from + least; at <= to - least; at++) {
    const gain = whole - unlikeliness(squares, from, at) - unlikeliness(squares, at, to)
    if (gain <= best) continue
    best = gain
    place = at
  }
  return place
}

/** Minus the logarithm of how likely a stretch is with the variance it has. */
function unlikeliness(squares: readonly Float64Array[], from: number, to: number): number {
  return squares.reduce((sum, one) => {
    const variance = ((one[to] ?? 0) - (one[from] ?? 0)) / (to - from)
    return sum + ((to - from) / 2) * Math.log(Math.max(1e-9, variance))
  }, 0)
}

function sumsOfSquares(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1)
  for (let at = 0; at < values.length; at++) sums[at + 1] = (sums[at] ?? 0) + (values[at] ?? 0) ** 2
  return sums
}
