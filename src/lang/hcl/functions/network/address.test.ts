import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatAddress, parseAddress } from './address.ts'
import { formatNetwork, lastOf, parseNetwork } from './network.ts'

const four = fc.record({ bits: fc.constant(32 as const), value: fc.bigInt(0n, (1n << 32n) - 1n) })
const six = fc.record({ bits: fc.constant(128 as const), value: fc.bigInt(1n << 48n, (1n << 128n) - 1n) })

it('reads back every address it prints', () => {
  fc.assert(
    fc.property(fc.oneof(four, six), (address) => {
      const again = parseAddress(formatAddress(address))
      return again?.bits === address.bits && again.value === address.value
    }),
  )
})

it('reads back every network it prints', () => {
  fc.assert(
    fc.property(fc.oneof(four, six), fc.nat(128), (address, length) => {
      const network = parseNetwork(`${formatAddress(address)}/${length % (address.bits + 1)}`)
      if (network === undefined) return false
      const again = parseNetwork(formatNetwork(network))
      return again?.value === network.value && again.prefix === network.prefix && lastOf(again) >= again.value
    }),
  )
})

it('never throws on any text', () => {
  const text = fc.string({ unit: fc.constantFrom('0', '1', 'f', 'F', 'g', ':', '.', '/', '::', ' ', '%') })
  fc.assert(
    fc.property(text, (written) => {
      const address = parseAddress(written)
      return address === undefined || parseAddress(formatAddress(address)) !== undefined
    }),
  )
})

it.each([
  ['::', '::'],
  ['0:0:0:0:0:0:0:1', '::1'],
  ['2001:db8:0:0:1:0:0:0', '2001:db8:0:0:1::'],
  ['1:0:0:2:0:0:3:4', '1::2:0:0:3:4'],
  ['::ffff:1.2.3.4', '1.2.3.4'],
  ['ABCD::', 'abcd::'],
  ['010.0.0.1', '10.0.0.1'],
])('prints %s as %s', (written, printed) => {
  const address = parseAddress(written)
  expect(address && formatAddress(address)).toBe(printed)
})

it.each([
  '',
  '1.2.3',
  '1.2.3.4.5',
  '256.0.0.0',
  '::1::',
  '1:2:3:4:5:6:7:8:9',
  ':1::',
  '12345::',
  '1:2:3:4:5:6:7:8::',
])('does not take %s for an address', (written) => {
  expect(parseAddress(written)).toBeUndefined()
})
