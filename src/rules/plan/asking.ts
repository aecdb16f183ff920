import type { Value } from '../../kernel/value.ts'
import { parsePath, valueAt } from '../../model/path.ts'
import { scalarText } from '../../model/scalar.ts'

/** The text of a known scalar at a path. */
export function textAt(value: Value, path: string): string | undefined {
  const found = valueAt(value, parsePath(path) ?? [])
  return found === undefined ? undefined : scalarText(found)
}

/** The boolean at a path; undefined where there is none, or it is not known. */
export function flagAt(value: Value, path: string): boolean | undefined {
  const text = textAt(value, path)?.toLowerCase()
  if (text === 'true') return true
  return text === 'false' ? false : undefined
}

export function numberAt(value: Value, path: string): number | undefined {
  const text = textAt(value, path)
  if (text === undefined || text.trim() === '') return undefined
  const number = Number(text)
  return Number.isNaN(number) ? undefined : number
}

/** The items of the list at a path; one value stands for a list of it. */
export function listAt(value: Value, path: string): readonly Value[] {
  const found = valueAt(value, parsePath(path) ?? [])
  if (found === undefined || found.kind === 'absent') return []
  if (found.kind === 'list') return found.items
  return found.kind === 'scalar' && found.scalar === null ? [] : [found]
}

/** The known texts of the list at a path. */
export function textsAt(value: Value, path: string): readonly string[] {
  return listAt(value, path).flatMap((one) => scalarText(one) ?? [])
}

/** Whether something inside is not known before apply. */
export function isUnknownAt(value: Value, path: string): boolean {
  const open = [valueAt(value, parsePath(path) ?? [])]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (one.kind === 'unknown') return true
    if (one.kind === 'list') open.push(...one.items)
    else if (one.kind === 'map') open.push(...one.entries.values())
  }
  return false
}

/** Whether a range of addresses is the world, or so much of it that it makes no difference: half of it, as in `0.0.0.0/1`. */
export function isEverywhere(range: string): boolean {
  if (everywhere.has(range)) return true
  const [, address = '', length = ''] = /^([\d.]+|[\da-f:]+)\/(\d+)$/iu.exec(range) ?? []
  // No block of private addresses is as large as a /7 (10.0.0.0/8) or, of version 6, a /6 (fc00::/7).
  return length !== '' && Number(length) < (address.includes(':') ? 7 : 8)
}

const everywhere: ReadonlySet<string> = new Set(['*', 'Internet', 'Any', 'any'])
