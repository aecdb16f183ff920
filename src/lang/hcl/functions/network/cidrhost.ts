import { asInteger } from '../../number.ts'
import { numberType, stringType } from '../../types.ts'
import { string } from '../../value.ts'
import { failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { numberIn, textIn } from '../whole.ts'
import { formatAddress, isFourInSix } from './address.ts'
import { notNetwork, parseNetwork, withNumber, type Network } from './network.ts'

export const cidrhost: HclFunction = {
  name: 'cidrhost',
  summary: 'The address with a number in a network; a negative number counts from its end.',
  parameters: [
    { name: 'prefix', type: stringType },
    { name: 'hostnum', type: numberType },
  ],
  returns: () => stringType,

  call([prefix, hostnum]) {
    const number = asInteger(numberIn(hostnum))
    if (number === undefined) return failed('value must be a whole number')
    const network = parseNetwork(textIn(prefix))
    if (network === undefined) return failed(notNetwork(textIn(prefix)))

    const host = hostIn(network, number)
    if (host.tooLarge) {
      return failed(`prefix of ${network.prefix} does not accommodate a host numbered ${host.number}`)
    }
    const width = network.bits === 128 && isFourInSix(network.value) ? 32 : network.bits
    const address = withNumber(network, host.number, width)
    return address === undefined
      ? failed(`prefix of ${network.prefix} does not accommodate a host numbered ${number}`)
      : string(formatAddress(address))
  },
}

/** The host's number from the start; only its lowest 64 bits are compared with the size of the network, as in Terraform. */
function hostIn({ bits, prefix }: Network, number: bigint): { number: bigint; tooLarge: boolean } {
  const most = (1n << BigInt(bits - prefix)) - 1n
  if (number >= 0n) return { number, tooLarge: BigInt.asIntN(64, number) > most }
  return { number: most + number + 1n, tooLarge: -number - 1n > most }
}
