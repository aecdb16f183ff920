import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['cidrsubnet("10.0.0.0/16", 8, 2)', '"10.0.2.0/24" : string'],
  ['cidrsubnet("10.0.0.0/16", 8, -1)', '"0.0.1.0/24" : string'],
  ['cidrsubnet("10.0.0.0/16", 0, 0)', '"10.0.0.0/16" : string'],
  ['cidrsubnet("10.0.0.0/16", -1, 0)', '"10.0.0.0/15" : string'],
  ['cidrsubnet("10.1.2.240/28", 1, 1)', '"10.1.2.248/29" : string'],
  ['cidrsubnet("fd00:fd12:3456:7890::/56", 16, 162)', '"fd00:fd12:3456:7800:a200::/72" : string'],
  ['cidrsubnet("fe80::/48", 33, 6)', '"fe80::3:0:0:0/81" : string'],
  ['cidrsubnet("fe80::/16", 64, 18446744073709551615)', '"fe80:ffff:ffff:ffff:ffff::/80" : string'],
  ['cidrsubnet("::ffff:10.0.0.0/104", 8, 1)', '"10.1.0.0/16" : string'],
  ['cidrsubnet("10.5.6.7/16", 4, 15)', '"10.5.240.0/20" : string'],
  ['cidrsubnet("0.0.0.0/0", 32, 4294967295)', '"255.255.255.255/32" : string'],
  ['cidrsubnet("10.0.0.0/16", -20, 0)', '"<nil>" : string'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([['cidrsubnet("10.0.0.0/16", amount, 1)', '? : string']])(
  'answers %s as far as it is known',
  (call, answer) => {
    expect(asked(call)).toBe(answer)
  },
)

it.each([
  [
    'cidrsubnet("10.0.0.0/16", 8, 256)',
    'Error in function call: Call to function "cidrsubnet" failed: prefix extension of 8 does not accommodate a subnet numbered 256.',
  ],
  [
    'cidrsubnet("10.0.0.0/16", 17, 0)',
    'Error in function call: Call to function "cidrsubnet" failed: insufficient address space to extend prefix of 16 by 17.',
  ],
  [
    'cidrsubnet("fd00::/56", 73, 1)',
    'Error in function call: Call to function "cidrsubnet" failed: insufficient address space to extend prefix of 56 by 73.',
  ],
  [
    'cidrsubnet("10.0.0.0/16", 1.5, 0)',
    'Error in function call: Call to function "cidrsubnet" failed: value must be a whole number, between -9223372036854775808 and 9223372036854775807.',
  ],
  [
    'cidrsubnet("10.0.0.0/16", 8, 1.5)',
    'Error in function call: Call to function "cidrsubnet" failed: value must be a whole number.',
  ],
  [
    'cidrsubnet("10.0.0.0/16", 8, 1e30)',
    'Error in function call: Call to function "cidrsubnet" failed: prefix extension of 8 does not accommodate a subnet numbered 1000000000000000000000000000000.',
  ],
  [
    'cidrsubnet("x", 1, 1)',
    'Error in function call: Call to function "cidrsubnet" failed: invalid CIDR expression: invalid CIDR address: x.',
  ],
  [
    'cidrsubnet("10.5.6.7/16", 1e30, 15)',
    'Error in function call: Call to function "cidrsubnet" failed: value must be a whole number, between -9223372036854775808 and 9223372036854775807.',
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
