/**
 * The two measures of van den Burg and Williams, "An Evaluation of Change Point Detection Algorithms" (2020,
 * arXiv:2003.06222), written from their definitions: F1 with a margin over several annotators, and the covering of the
 * annotators' segments.
 */
export function f1(annotators: readonly (readonly number[])[], found: readonly number[], margin = 5): number {
  const said = [...new Set([0, ...found])]
  const all = annotators.map((one) => [...new Set([0, ...one])])
  const union = [...new Set(all.flat())]
  const precision = matched(union, said, margin) / said.length
  const recall =
    all.reduce((sum, one) => sum + matched(one, said, margin) / one.length, 0) / Math.max(1, all.length)
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
}

export function covering(
  annotators: readonly (readonly number[])[],
  found: readonly number[],
  length: number,
): number {
  const own = segments(found, length)
  const each = annotators.map((one) =>
    segments(one, length).reduce(
      (sum, segment) =>
        sum + (segment[1] - segment[0]) * Math.max(...own.map((other) => overlap(segment, other))),
      0,
    ),
  )
  return each.reduce((sum, one) => sum + one / length, 0) / Math.max(1, each.length)
}

type Segment = readonly [number, number]

function matched(truth: readonly number[], said: readonly number[], margin: number): number {
  const left = new Set(said)
  let count = 0
  for (const one of truth.toSorted((a, b) => a - b)) {
    const near = [...left]
      .filter((other) => Math.abs(other - one) <= margin)
      .toSorted((a, b) => Math.abs(a - one) - Math.abs(b - one))[0]
    if (near === undefined) continue
    left.delete(near)
    count++
  }
  return count
}

function segments(changes: readonly number[], length: number): readonly Segment[] {
  const places = [...new Set([0, ...changes])]
    .filter((one) => one >= 0 && one < length)
    .toSorted((a, b) => a - b)
  return places.map((one, at) => [one, places[at + 1] ?? length])
}

function overlap([a, b]: Segment, [c, d]: Segment): number {
  const both = Math.max(0, Math.min(b, d) - Math.max(a, c))
  return both / (b - a + d - c - both)
}
