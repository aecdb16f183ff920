import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['cidrhost("10.0.0.0/8", 5)', '"10.0.0.5" : string'],
  ['cidrhost("10.1.2.3/8", -1)', '"10.255.255.255" : string'],
  ['cidrhost("10.0.0.0/24", -256)', '"10.0.0.0" : string'],
  ['cidrhost("fd00:fd12:3456:7890::/56", 34)', '"fd00:fd12:3456:7800::22" : string'],
  ['cidrhost("::ffff:10.0.0.0/104", 1)', '"0:1::ffff:a00:0" : string'],
  ['cidrhost("::ffff:10.0.0.0/90", 1)', '"::ffc0:0:1" : string'],
  ['cidrhost("10.0.00.0/8", 1)', '"10.0.0.1" : string'],
  ['cidrhost("010.0.0.0/8", 1)', '"10.0.0.1" : string'],
  ['cidrhost("fe80::/64", 1e15)', '"fe80::3:8d7e:a4c6:8000" : string'],
  ['cidrhost("fe80::/64", 18446744073709551615)', '"fe80::ffff:ffff:ffff:ffff" : string'],
  ['cidrhost("fe80::/64", 18446744073709551616)', '"fe80:0:0:1::" : string'],
  ['cidrhost("10.0.0.0/08", 1)', '"10.0.0.1" : string'],
  ['cidrhost("10.0.0.0/32", 0)', '"10.0.0.0" : string'],
  ['cidrhost("1:2:3:4:5:6:7:8/64", 0)', '"1:2:3:4::" : string'],
  ['cidrhost("2001:db8:0:0:1:0:0:0/128", 0)', '"2001:db8:0:0:1::" : string'],
  ['cidrhost("::/0", -1)', '"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff" : string'],
  ['cidrhost("::/0", 1)', '"::1" : string'],
  ['cidrhost("0.0.0.0/0", -1)', '"255.255.255.255" : string'],
  ['cidrhost("1:2:3:4:5:6:1.2.3.4/128", 0)', '"1:2:3:4:5:6:102:304" : string'],
  ['cidrhost("0:0:0:0:0:ffff:0102:0304/128", 0)', '"1.2.3.4" : string'],
  ['cidrhost("::1.2.3.4/128", 0)', '"::102:304" : string'],
  ['cidrhost("10.0.0.0/8", "1")', '"10.0.0.1" : string'],
  ['cidrhost("fe80::/8", 9223372036854775809)', '"fe00::8000:0:0:1" : string'],
  ['cidrhost("00001::/128", 0)', '"1::" : string'],
  ['cidrhost("1:2:3:4:5:6:7::/128", 0)', '"1:2:3:4:5:6:7:0" : string'],
  ['cidrhost("::2:3:4:5:6:7:8/128", 0)', '"0:2:3:4:5:6:7:8" : string'],
  ['cidrhost("1:0:0:2:0:0:3:4/128", 0)', '"1::2:0:0:3:4" : string'],
  ['cidrhost("1:0:2:0:3:0:4:0/128", 0)', '"1:0:2:0:3:0:4:0" : string'],
  ['cidrhost("ABCD::/16", 0)', '"abcd::" : string'],
  ['cidrhost("10.0.0.00000000/16", 0)', '"10.0.0.0" : string'],
  ['cidrhost("10.0.0.0/0000000000000000000000016", 0)', '"10.0.0.0" : string'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['cidrhost(text, 1)', '? : string'],
  ['cidrhost("10.0.0.0/8", amount)', '? : string'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([['cidrhost(sensitive("10.0.0.0/8"), 1)', '"10.0.0.1" : string, sensitive']])(
  'keeps the marks in %s',
  (call, answer) => {
    expect(asked(call)).toBe(answer)
  },
)

it.each([
  [
    'cidrhost("10.0.0.0/24", 256)',
    'Error in function call: Call to function "cidrhost" failed: prefix of 24 does not accommodate a host numbered 256.',
  ],
  [
    'cidrhost("10.0.0.0/24", -257)',
    'Error in function call: Call to function "cidrhost" failed: prefix of 24 does not accommodate a host numbered -1.',
  ],
  [
    'cidrhost("10.0.0.0", 1)',
    'Error in function call: Call to function "cidrhost" failed: invalid CIDR expression: invalid CIDR address: 10.0.0.0.',
  ],
  [
    'cidrhost("10.0.0.0/33", 1)',
    'Error in function call: Call to function "cidrhost" failed: invalid CIDR expression: invalid CIDR address: 10.0.0.0/33.',
  ],
  [
    'cidrhost("256.0.0.0/8", 1)',
    'Error in function call: Call to function "cidrhost" failed: invalid CIDR expression: invalid CIDR address: 256.0.0.0/8.',
  ],
  [
    'cidrhost("10.0.0/8", 1)',
    'Error in function call: Call to function "cidrhost" failed: invalid CIDR expression: invalid CIDR address: 10.0.0/8.',
  ],
  [
    'cidrhost("", 1)',
    'Error in function call: Call to function "cidrhost" failed: invalid CIDR expression: invalid CIDR address: .',
  ],
  [
    'cidrhost("10.0.0.0/8", 1.5)',
    'Error in function call: Call to function "cidrhost" failed: value must be a whole number.',
  ],
  [
    'cidrhost("10.0.0.0/8", 1e30)',
    'Error in function call: Call to function "cidrhost" failed: prefix of 8 does not accommodate a host numbered 1000000000000000000000000000000.',
  ],
  [
    'cidrhost("fe80::%eth0/64", 1)',
    'Error in function call: Call to function "cidrhost" failed: invalid CIDR expression: invalid CIDR address: fe80::%eth0/64.',
  ],
  [
    'cidrhost("10.0.0.0/-1", 1)',
    'Error in function call: Call to function "cidrhost" failed: invalid CIDR expression: invalid CIDR address: 10.0.0.0/-1.',
  ],
  [
    'cidrhost("10.0.0.0/8/9", 1)',
    'Error in function call: Call to function "cidrhost" failed: invalid CIDR expression: invalid CIDR address: 10.0.0.0/8/9.',
  ],
  [
    'cidrhost("10.0.0.0/32", 1)',
    'Error in function call: Call to function "cidrhost" failed: prefix of 32 does not accommodate a host numbered 1.',
  ],
  [
    'cidrhost("10.0.0.0/+8", 1)',
    'Error in function call: Call to function "cidrhost" failed: invalid CIDR expression: invalid CIDR address: 10.0.0.0/+8.',
  ],
  [
    'cidrhost(" 10.0.0.0/8", 1)',
    'Error in function call: Call to function "cidrhost" failed: invalid CIDR expression: invalid CIDR address:  10.0.0.0/8.',
  ],
  [
    'cidrhost(null, 1)',
    'Invalid function argument: Invalid value for "prefix" parameter: argument must not be null.',
  ],
  [
    'cidrhost("1::8::/64", 0)',
    'Error in function call: Call to function "cidrhost" failed: invalid CIDR expression: invalid CIDR address: 1::8::/64.',
  ],
  [
    'cidrhost("12345::/128", 0)',
    'Error in function call: Call to function "cidrhost" failed: invalid CIDR expression: invalid CIDR address: 12345::/128.',
  ],
  [
    'cidrhost("g::/128", 0)',
    'Error in function call: Call to function "cidrhost" failed: invalid CIDR expression: invalid CIDR address: g::/128.',
  ],
  [
    'cidrhost("0x1::/128", 0)',
    'Error in function call: Call to function "cidrhost" failed: invalid CIDR expression: invalid CIDR address: 0x1::/128.',
  ],
  [
    'cidrhost("1:2:3:4:5:6:7:8::/128", 0)',
    'Error in function call: Call to function "cidrhost" failed: invalid CIDR expression: invalid CIDR address: 1:2:3:4:5:6:7:8::/128.',
  ],
  [
    'cidrhost("10.0.0.0.0/8", 0)',
    'Error in function call: Call to function "cidrhost" failed: invalid CIDR expression: invalid CIDR address: 10.0.0.0.0/8.',
  ],
  [
    'cidrhost("1.2.3/8", 0)',
    'Error in function call: Call to function "cidrhost" failed: invalid CIDR expression: invalid CIDR address: 1.2.3/8.',
  ],
  [
    'cidrhost("::ffff:1.2.3.400/128", 0)',
    'Error in function call: Call to function "cidrhost" failed: invalid CIDR expression: invalid CIDR address: ::ffff:1.2.3.400/128.',
  ],
  [
    'cidrhost("1:2:3:4:5:6:7:1.2.3.4/128", 0)',
    'Error in function call: Call to function "cidrhost" failed: invalid CIDR expression: invalid CIDR address: 1:2:3:4:5:6:7:1.2.3.4/128.',
  ],
  [
    'cidrhost("::1.2.3.4:5/128", 0)',
    'Error in function call: Call to function "cidrhost" failed: invalid CIDR expression: invalid CIDR address: ::1.2.3.4:5/128.',
  ],
  [
    'cidrhost("10.0.0.0/", 0)',
    'Error in function call: Call to function "cidrhost" failed: invalid CIDR expression: invalid CIDR address: 10.0.0.0/.',
  ],
  [
    'cidrhost("/8", 0)',
    'Error in function call: Call to function "cidrhost" failed: invalid CIDR expression: invalid CIDR address: /8.',
  ],
  [
    'cidrhost(":1::/16", 0)',
    'Error in function call: Call to function "cidrhost" failed: invalid CIDR expression: invalid CIDR address: :1::/16.',
  ],
  [
    'cidrhost(":::/16", 0)',
    'Error in function call: Call to function "cidrhost" failed: invalid CIDR expression: invalid CIDR address: :::/16.',
  ],
  [
    'cidrhost("1:/16", 0)',
    'Error in function call: Call to function "cidrhost" failed: invalid CIDR expression: invalid CIDR address: 1:/16.',
  ],
  [
    'cidrhost("10.0.0.0/99999999999999", 0)',
    'Error in function call: Call to function "cidrhost" failed: invalid CIDR expression: invalid CIDR address: 10.0.0.0/99999999999999.',
  ],
])('says what is wrong with %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})
