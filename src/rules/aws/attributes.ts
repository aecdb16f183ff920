import type { Live } from '../../model/live.ts'
import { at, is, items, type Fact } from '../facts.ts'

/** A setting of a load balancer by its name; where none is written, the list in which it is missing. */
export function balancerAttribute(live: Live, key: string): Fact {
  const all = at(live, 'LoadBalancerAttributes')
  const found = items(all).find((one) => is(at(one, 'Key'), key) === 'yes')
  if (found !== undefined) return at(found, 'Value')
  return all.value.kind === 'unknown'
    ? all
    : { ...all, value: { kind: 'absent', origin: all.value.origin, marks: 0 } }
}
