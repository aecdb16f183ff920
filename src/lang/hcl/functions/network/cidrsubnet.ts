import { asInteger } from '../../number.ts'
import { numberType, stringType } from '../../types.ts'
import { string } from '../../value.ts'
import { failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { numberIn, positionIn, textIn } from '../whole.ts'
import { formatNetwork, notNetwork, parseNetwork, withNumber } from './network.ts'

export const cidrsubnet: HclFunction = {
  name: 'cidrsubnet',
  summary: 'The subnet with a number in a network, its prefix longer by some bits.',
  parameters: [
    { name: 'prefix', type: stringType },
    { name: 'newbits', type: numberType },
    { name: 'netnum', type: numberType },
  ],
  returns: () => stringType,

  call([prefix, newbits, netnum]) {
    const bits = positionIn(newbits)
    if (typeof bits !== 'number') return bits
    const number = asInteger(numberIn(netnum))
    if (number === undefined) return failed('value must be a whole number')
    const network = parseNetwork(textIn(prefix))
    if (network === undefined) return failed(notNetwork(textIn(prefix)))

    const longer = network.prefix + bits
    if (longer > network.bits) {
      return failed(`insufficient address space to extend prefix of ${network.prefix} by ${bits}`)
    }
    const tooMany = `prefix extension of ${bits} does not accommodate a subnet numbered ${number}`
    if (BigInt.asUintN(64, number < 0n ? -number : number) > mostOf(bits)) return failed(tooMany)
    if (longer < 0) return string('<nil>')
    const subnet = withNumber(network, number, longer)
    if (subnet === undefined) return failed(tooMany)
    return string(formatNetwork({ ...subnet, prefix: longer }))
  },
}

/** The largest number of a subnet; it is not looked at when there are negative or too many bits, as in Terraform. */
function mostOf(bits: number): bigint {
  const all = (1n << 64n) - 1n
  return bits < 0 || bits >= 64 ? all : (1n << BigInt(bits)) - 1n
}
