/**
 * The scoring of Lavin and Ahmad, "Evaluating Real-time Anomaly Detection Algorithms" (2015, arXiv:1510.03336), written
 * from its description: windows around anomalies, the earliest detection in a window counts by a sigmoid of its place,
 * detections outside count against, a probation at the start counts for nothing.
 */
export interface Labelled {
  readonly name: string
  readonly timestamps: readonly number[]
  readonly values: readonly number[]
  /** Where each anomaly begins. */
  readonly anomalies: readonly number[]
}

const weights = { found: 1, missed: 1, wrong: 0.11 } as const

/** Windows of a tenth of the series in all, around the anomalies; those that touch are joined. */
export function windowsOf({ values, anomalies }: Labelled): readonly (readonly [number, number])[] {
  const half = Math.floor((values.length * 0.1) / Math.max(1, anomalies.length) / 2)
  const windows: [number, number][] = []
  for (const at of anomalies.toSorted((a, b) => a - b)) {
    const last = windows.at(-1)
    const start = Math.max(0, at - half)
    const end = Math.min(values.length - 1, at + half)
    if (last !== undefined && start <= last[1]) last[1] = end
    else windows.push([start, end])
  }
  return windows
}

export function probationOf(count: number): number {
  return Math.floor(0.15 * Math.min(count, 5000))
}

/** What detections of one series are worth: 1 for each window found at once, -1 for each missed. */
export function worthOf(
  one: Labelled,
  detections: readonly number[],
): { worth: number; windows: number; wrong: number; found: number } {
  const windows = windowsOf(one)
  const probation = probationOf(one.values.length)
  const scored = windows.filter(([, end]) => end >= probation)
  const found = new Set<number>()
  let worth = 0
  let wrong = 0
  for (const at of detections) {
    if (at < probation) continue
    const inside = windows.findIndex(([start, end]) => at >= start && at <= end)
    if (inside >= 0) {
      if (found.has(inside)) continue
      found.add(inside)
      const [start, end] = windows[inside] ?? [0, 0]
      worth += (weights.found * sigmoid(-(end - at + 1) / (end - start + 1))) / sigmoid(-1)
      continue
    }
    wrong++
    const before = windows.findLast(([, end]) => end < at)
    const width = before === undefined ? 1 : before[1] - before[0]
    const place = before === undefined ? Infinity : (at - before[1]) / Math.max(1, width - 1)
    worth += weights.wrong * (place > 3 ? -1 : sigmoid(place))
  }
  const counted = scored.length
  const hits = scored.filter((window) => found.has(windows.indexOf(window))).length
  return { worth: worth - weights.missed * (counted - hits), windows: counted, wrong, found: hits }
}

/** From 0 (nothing ever said) to 100 (each window found at its start, nothing else said). */
export function scoreOf(all: readonly { readonly worth: number; readonly windows: number }[]): number {
  const windows = all.reduce((sum, one) => sum + one.windows, 0)
  const worth = all.reduce((sum, one) => sum + one.worth, 0)
  return (100 * (worth + weights.missed * windows)) / ((weights.found + weights.missed) * windows)
}

/** The score at the best threshold of a list, and at a fixed one. */
export function judged(
  all: readonly { readonly series: Labelled; readonly scores: ArrayLike<number> }[],
  fixed: number,
): { best: number; threshold: number; atFixed: number; wrong: number; found: number; windows: number } {
  const at = (threshold: number) => {
    const worths = all.map(({ series, scores }) =>
      worthOf(
        series,
        Array.from(scores).flatMap((one, index) => (one >= threshold ? [index] : [])),
      ),
    )
    return {
      score: scoreOf(worths),
      wrong: worths.reduce((sum, one) => sum + one.wrong, 0),
      found: worths.reduce((sum, one) => sum + one.found, 0),
      windows: worths.reduce((sum, one) => sum + one.windows, 0),
    }
  }
  let best = 0
  let threshold = 1.01
  for (let step = 1; step <= 50; step++) {
    // Not added up: a half would be a little more than a half, and leave out what is just that.
    const candidate = step / 50
    const { score } = at(candidate)
    if (score > best) {
      best = score
      threshold = candidate
    }
  }
  const { score, wrong, found, windows } = at(fixed)
  return { best, threshold, atFixed: score, wrong, found, windows }
}

function sigmoid(place: number): number {
  return 2 / (1 + Math.exp(5 * place)) - 1
}
