import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['cidrnetmask("10.0.0.0/12")', '"255.240.0.0" : string'],
  ['cidrnetmask("10.0.0.0/0")', '"0.0.0.0" : string'],
  ['cidrnetmask("::ffff:1.2.3.4/100")', '"ffff:ffff:ffff:ffff:ffff:ffff:f000:0" : string'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  [
    'cidrnetmask("fe80::/64")',
    'Error in function call: Call to function "cidrnetmask" failed: IPv6 addresses cannot have a netmask: fe80::/64.',
  ],
  [
    'cidrnetmask("10.0.0.0")',
    'Error in function call: Call to function "cidrnetmask" failed: invalid CIDR expression: invalid CIDR address: 10.0.0.0.',
  ],
  [
    'cidrnetmask("::ffff:1.2.3.4/80")',
    'Error in function call: Call to function "cidrnetmask" failed: IPv6 addresses cannot have a netmask: ::ffff:1.2.3.4/80.',
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
