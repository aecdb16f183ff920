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

/** How long a program works, with all that it starts, on the processors; undefined when there is none of the name. */
export function cpuSeconds(program: string, args: readonly string[]): number | undefined {
  // The shell tells of what it has run: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#times
  const script = 'command -v "$1" > /dev/null || exit 9; "$@" > /dev/null 2>&1; times'
  const { stdout, status } = spawnSync('sh', ['-c', script, 'sh', program, ...args], { encoding: 'utf8' })
  if (status === 9 || stdout === null) return undefined
  const parts = [...(stdout.trim().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/gu)]
  return parts.reduce((sum, [, minutes, rest]) => sum + Number(minutes) * 60 + Number(rest), 0)
}

function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(value < 0.1 ? 4 : 2)
}
