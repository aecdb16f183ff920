import { boolType, stringType } from '../../types.ts'
import { bool } from '../../value.ts'
import { badArgument, failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { textIn } from '../whole.ts'
import { parseAddress } from './address.ts'
import { lastOf, notNetwork, parseNetwork } from './network.ts'

export const cidrcontains: HclFunction = {
  name: 'cidrcontains',
  summary: 'Whether an address, or a whole network, lies in a network.',
  parameters: [
    { name: 'containing_prefix', type: stringType },
    { name: 'contained_ip_or_prefix', type: stringType },
  ],
  only: 'opentofu',
  returns: () => boolType,

  call([containing, contained]) {
    const outer = parseNetwork(textIn(containing))
    if (outer === undefined) return badArgument(0, notNetwork(textIn(containing)))
    const text = textIn(contained)
    const address = parseAddress(text)
    const inner = address === undefined ? parseNetwork(text) : { ...address, prefix: address.bits }
    if (inner === undefined) return badArgument(1, `invalid IP address or prefix: ${text}`)
    if (inner.bits !== outer.bits) {
      return failed(`address family mismatch: ${textIn(containing)} vs. ${text}`)
    }
    return bool(inner.value >= outer.value && lastOf(inner) <= lastOf(outer))
  },
}
