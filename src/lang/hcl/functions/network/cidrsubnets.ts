import type { Problem } from '../../problem.ts'
import { listOf, numberType, stringType } from '../../types.ts'
import { list, string, type Val } from '../../value.ts'
import { badArgument } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { positionIn, textIn } from '../whole.ts'
import { isFourInSix } from './address.ts'
import { formatNetwork, lastOf, networkAt, notNetwork, parseNetwork, type Network } from './network.ts'

export const cidrsubnets: HclFunction = {
  name: 'cidrsubnets',
  summary: 'Consecutive subnets of a network, each prefix longer by the bits given for it.',
  parameters: [{ name: 'prefix', type: stringType }],
  variadic: { name: 'newbits', type: numberType },
  returns: () => listOf(stringType),

  call([prefix, ...newbits]) {
    const network = parseNetwork(textIn(prefix))
    if (network === undefined) return badArgument(0, notNetwork(textIn(prefix)))
    const subnets: Val[] = []
    let last: Network | undefined
    for (const [at, arg] of newbits.entries()) {
      const length = lengthOf(network, arg, at + 1)
      if (typeof length !== 'number') return length
      const current: Network = last ?? before(network, length)
      const next = following(network, current, length)
      if (next === undefined) {
        const detail = `not enough remaining address space for a subnet with a prefix of ${length} bits after ${formatNetwork(current)}`
        return badArgument(at + 1, detail)
      }
      subnets.push(string(formatNetwork(next)))
      last = next
    }
    return list(stringType, subnets)
  },
}

function lengthOf(network: Network, arg: Val, argument: number): number | Problem {
  const bits = positionIn(arg, '', argument)
  if (typeof bits !== 'number') return bits
  if (bits < 1) return badArgument(argument, 'must extend prefix by at least one bit')
  if (bits > 32) return badArgument(argument, 'may not extend prefix by more than 32 bits')
  const length = network.prefix + bits
  if (length <= network.bits) return length
  const protocol = network.bits === 32 ? 'IPv4' : 'IPv6'
  const detail = `would extend prefix to ${length} bits, which is too long for an ${protocol} address`
  return badArgument(argument, detail)
}

/** The network that ends where another starts; before the first address lies the last. */
function before({ bits, value }: Network, prefix: number): Network {
  return networkAt({ bits, value: BigInt.asUintN(bits, value - 1n) }, prefix)
}

/** The next network of a prefix length behind `current`, if the whole has still room for it. */
function following(whole: Network, current: Network, prefix: number): Network | undefined {
  const { bits } = whole
  // Seen in Terraform: an IPv4 network written inside IPv6 is taken for one of 32 bits here, which no prefix of it fits.
  if (bits === 128 && isFourInSix(whole.value) && whole.prefix >= 96) return undefined
  const next = lastOf(networkAt({ bits, value: lastOf(current) }, prefix)) + 1n
  if (next >> BigInt(bits) !== 0n || next > lastOf(whole) || next < whole.value) return undefined
  return { bits, prefix, value: next }
}
