import { readdirSync, readFileSync, statSync } from 'node:fs'

/**
 * What tells this program from any other that might give another answer: the stamp of its build, the tables beside it,
 * and the Node that runs it. Undefined when it runs from its sources, which may change at any time.
 */
export function buildName(): string | undefined {
  try {
    const stamp = readFileSync(new URL('../.stamp', import.meta.url), 'utf8')
    const tables = new URL('../../data/providers/', import.meta.url)
    const seen = readdirSync(tables).map((name) => {
      const { size, mtimeMs } = statSync(new URL(name, tables))
      return `${name} ${size} ${mtimeMs}`
    })
    return [stamp, process.version, ...seen].join('\n')
  } catch {
    return undefined
  }
}
