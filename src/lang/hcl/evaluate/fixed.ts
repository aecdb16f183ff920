import { steps, type OriginId, type Step } from '../../../kernel/origin.ts'
import type { Origins } from '../../../kernel/origins.ts'

const written: ReadonlySet<Step> = new Set(['literal', 'builtin', 'template', 'reference', 'local'])
/** Longer ways exist only in what loops. */
const longest = 200

/** Whether a value is what is written, and nothing that is given from outside has a say in it. */
export function isFixed(origins: Origins, id: OriginId): boolean {
  const open = [id]
  for (let seen = 0; seen < longest; seen++) {
    const one = open.pop()
    if (one === undefined) return true
    if (!written.has(origins.step(one)) || origins.under(one) !== 0) return false
    open.push(...origins.inputs(one))
  }
  return false
}

/** The nearest condition, loop or file's name that a value depends on, on the way to where it was written; 0 for none. */
export function guardBehind(origins: Origins, id: OriginId): OriginId {
  let one = id
  for (let hops = 0; one !== 0 && hops < longest; hops++) {
    const under = origins.under(one)
    if (under !== 0) return under
    const [input = 0, another] = origins.inputs(one)
    if (another !== undefined || !steps[origins.step(one)].identity) return 0
    one = input
  }
  return 0
}
