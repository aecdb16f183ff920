/** The usual distance between samples, in seconds: of the first of these that has several. */
export function stepOf(...all: readonly ArrayLike<number>[]): number {
  for (const times of all) {
    const steps = Array.from(times)
      .map((time, at) => time - (times[at - 1] ?? Number.NaN))
      .filter((one) => one > 0)
      .toSorted((left, right) => left - right)
    const middle = steps[Math.floor(steps.length / 2)]
    if (middle !== undefined) return middle
  }
  return 60
}
