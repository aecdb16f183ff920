import { spawnSync } from 'node:child_process'

/** The middle one, which a busy machine moves least. */
export function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0
}

/** The middle one, with the least and the most. */
export function spread(values: readonly number[]): string {
  return `${short(median(values))} (${short(Math.min(...values))} to ${short(Math.max(...values))})`
}

/** How long a program takes; undefined when there is none of the name. */
export function seconds(program: string, args: readonly string[]): number | undefined {
  const start = performance.now()
  const { error } = spawnSync(program, [...args], { stdio: 'ignore' })
  return error === undefined ? (performance.now() - start) / 1000 : undefined
}

function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(value < 0.1 ? 4 : 2)
}
