import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  [
    'cidrsubnets("10.1.0.0/16", 4, 4, 8, 4)',
    '["10.1.0.0/20", "10.1.16.0/20", "10.1.32.0/24", "10.1.48.0/20"] : list(string)',
  ],
  ['cidrsubnets("10.1.0.0/16")', '[] : list(string)'],
  [
    'cidrsubnets("fd00:fd12:3456:7890::/56", 16, 16, 16, 32)',
    '["fd00:fd12:3456:7800::/72", "fd00:fd12:3456:7800:100::/72", "fd00:fd12:3456:7800:200::/72", "fd00:fd12:3456:7800:300::/88"] : list(string)',
  ],
  ['cidrsubnets("10.1.2.3/16", 8)', '["10.1.0.0/24"] : list(string)'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([['cidrsubnets("10.1.2.3/16", amount)', '? : list(string)']])(
  'answers %s as far as it is known',
  (call, answer) => {
    expect(asked(call)).toBe(answer)
  },
)

it.each([
  [
    'cidrsubnets("10.1.0.0/16", 1, 1, 1)',
    'Invalid function argument: Invalid value for "newbits" parameter: not enough remaining address space for a subnet with a prefix of 17 bits after 10.1.128.0/17.',
  ],
  [
    'cidrsubnets("10.1.0.0/16", 0)',
    'Invalid function argument: Invalid value for "newbits" parameter: must extend prefix by at least one bit.',
  ],
  [
    'cidrsubnets("10.1.0.0/16", 17)',
    'Invalid function argument: Invalid value for "newbits" parameter: would extend prefix to 33 bits, which is too long for an IPv4 address.',
  ],
  [
    'cidrsubnets("10.1.0.0/16", -1)',
    'Invalid function argument: Invalid value for "newbits" parameter: must extend prefix by at least one bit.',
  ],
  [
    'cidrsubnets("10.1.0.0/16", 1, 0.5)',
    'Invalid function argument: Invalid value for "newbits" parameter: value must be a whole number, between -9223372036854775808 and 9223372036854775807.',
  ],
  [
    'cidrsubnets("10.1.0.0/16", 1, 1e30)',
    'Invalid function argument: Invalid value for "newbits" parameter: value must be a whole number, between -9223372036854775808 and 9223372036854775807.',
  ],
  [
    'cidrsubnets("fd00::/16", 64)',
    'Invalid function argument: Invalid value for "newbits" parameter: may not extend prefix by more than 32 bits.',
  ],
  [
    'cidrsubnets("fd00::/16", 33)',
    'Invalid function argument: Invalid value for "newbits" parameter: may not extend prefix by more than 32 bits.',
  ],
  [
    'cidrsubnets("x", 8)',
    'Invalid function argument: Invalid value for "prefix" parameter: invalid CIDR expression: invalid CIDR address: x.',
  ],
  [
    'cidrsubnets("fd00::/16", 4, 112, 1)',
    'Invalid function argument: Invalid value for "newbits" parameter: may not extend prefix by more than 32 bits.',
  ],
  [
    'cidrsubnets("10.1.0.0/16", null)',
    'Invalid function argument: Invalid value for "newbits" parameter: argument must not be null.',
  ],
  [
    'cidrsubnets("10.255.255.0/24", 1, 1, 1)',
    'Invalid function argument: Invalid value for "newbits" parameter: not enough remaining address space for a subnet with a prefix of 25 bits after 10.255.255.128/25.',
  ],
  [
    'cidrsubnets("255.255.255.0/24", 1, 1, 1)',
    'Invalid function argument: Invalid value for "newbits" parameter: not enough remaining address space for a subnet with a prefix of 25 bits after 255.255.255.128/25.',
  ],
  [
    'cidrsubnets("10.0.0.0/0", 1, 1, 1)',
    'Invalid function argument: Invalid value for "newbits" parameter: not enough remaining address space for a subnet with a prefix of 1 bits after 128.0.0.0/1.',
  ],
  [
    'cidrsubnets("10.1.0.0/16", 33)',
    'Invalid function argument: Invalid value for "newbits" parameter: may not extend prefix by more than 32 bits.',
  ],
  [
    'cidrsubnets("0.0.0.0/0", 1)',
    'Invalid function argument: Invalid value for "newbits" parameter: not enough remaining address space for a subnet with a prefix of 1 bits after 128.0.0.0/1.',
  ],
  [
    'cidrsubnets("::/0", 1)',
    'Invalid function argument: Invalid value for "newbits" parameter: not enough remaining address space for a subnet with a prefix of 1 bits after 8000::/1.',
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
