import { stringType } from '../../types.ts'
import { string } from '../../value.ts'
import { failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { textIn } from '../whole.ts'
import { formatAddress, isFourInSix } from './address.ts'
import { notNetwork, parseNetwork } from './network.ts'

export const cidrnetmask: HclFunction = {
  name: 'cidrnetmask',
  summary: 'The subnet mask of an IPv4 network.',
  parameters: [{ name: 'prefix', type: stringType }],
  returns: () => stringType,

  call([prefix]) {
    const text = textIn(prefix)
    const network = parseNetwork(text)
    if (network === undefined) return failed(notNetwork(text))
    const { bits } = network
    if (bits === 128 && !isFourInSix(network.value)) {
      return failed(`IPv6 addresses cannot have a netmask: ${text}`)
    }
    const host = BigInt(bits - network.prefix)
    return string(formatAddress({ bits, value: (((1n << BigInt(bits)) - 1n) >> host) << host }))
  },
}
