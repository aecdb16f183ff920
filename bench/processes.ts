import { readdirSync, readFileSync } from 'node:fs'

/** What some processes, and all that they started, hold of the memory: pages of several are shared among them. */
export function megabytesOf(roots: readonly number[]): number {
  return sum(
    familyOf(roots).map((pid) => {
      // https://www.kernel.org/doc/html/latest/filesystems/proc.html: the proportional share.
      const [, kilobytes = '0'] = /^Pss:\s+(\d+) kB$/mu.exec(textOf(`/proc/${pid}/smaps_rollup`)) ?? []
      return Number(kilobytes) / 1024
    }),
  )
}

/** Milliseconds that some processes, and all that they started, have been at work on the processors. */
export function workOf(roots: readonly number[]): number {
  return sum(familyOf(roots).map((pid) => timesOf(textOf(`/proc/${pid}/stat`)) * 10))
}

/**
 * Ticks of a hundredth of a second, of the process and in the kernel for it, and of those that it started and that have ended:
 * fields 14 to 17.
 */
function timesOf(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return sum(fields.slice(11, 15).map(Number))
}

function familyOf(roots: readonly number[]): readonly number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    const [, parent] = /^PPid:\s+(\d+)$/mu.exec(textOf(`/proc/${name}/status`)) ?? []
    if (parent !== undefined && /^\d+$/u.test(name)) parents.set(Number(name), Number(parent))
  }
  const isOurs = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at))
      if (roots.includes(at)) return true
    return false
  }
  return [...parents.keys()].filter(isOurs)
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function sum(all: readonly number[]): number {
  return all.reduce((total, one) => total + one, 0)
}
