import { steps, type Step } from '../kernel/origin.ts'
import type { Fact } from './facts.ts'

/** What says where a value came from that stands in no file of the sources. */
const given: ReadonlySet<Step> = new Set(['environment', 'option', 'state', 'plan', 'service', 'builtin'])

/** Whether what a value is, or what it was made of first, stands in a file. */
export function isInCode({ live, value }: Fact): boolean {
  const { origins } = live.reading
  let id = value.kind === 'absent' ? 0 : value.origin
  for (let hops = 0; id !== 0 && hops < longest; hops++) {
    const step = origins.step(id)
    if (given.has(step)) return false
    const [input = 0] = origins.inputs(id)
    if (!steps[step].identity && step !== 'convert') return !origins.site(id).file.startsWith('<')
    id = input
  }
  return false
}

/** Longer ways exist only in what loops. */
const longest = 200
