import { createHash } from 'node:crypto'
import type { Plain } from '../../contract/nouns.ts'

/** One text for one value, whatever order its members came in: https://www.rfc-editor.org/rfc/rfc8785 */
export function canonical(value: Plain | object): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) {
    return `[${value.map((one: Plain | undefined) => canonical(one ?? null)).join(',')}]`
  }
  const members = Object.entries(value as Readonly<Record<string, Plain | undefined>>)
    .filter((member): member is [string, Plain] => member[1] !== undefined)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`
}

export function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
