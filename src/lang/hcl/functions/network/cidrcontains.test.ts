import { expect, it } from 'vitest'
import { opentofu } from '../../version.ts'
import { asked } from '../asking.ts'

it.each([
  ['cidrcontains("10.16.0.0/12", "10.31.255.255")', 'true : bool'],
  ['cidrcontains("10.16.0.0/12", "10.32.0.0")', 'false : bool'],
  ['cidrcontains("10.16.0.0/12", "10.20.0.0/16")', 'true : bool'],
  ['cidrcontains("10.16.0.0/12", "10.0.0.0/8")', 'false : bool'],
  ['cidrcontains("fd00::/8", "fd12::1")', 'true : bool'],
  ['cidrcontains("fd00::/8", "fe80::/10")', 'false : bool'],
  ['cidrcontains(text, "10.0.0.0")', '? : bool'],
  ['cidrcontains("10.0.0.0/8", sensitive("10.0.0.0"))', 'true : bool, sensitive'],
])('tells of %s whether it lies in it', (call, answer) => {
  expect(asked(call, opentofu)).toBe(answer)
})

it.each([
  ['cidrcontains("10.0.0.0", "10.0.0.0")', '"containing_prefix" parameter: invalid CIDR expression'],
  ['cidrcontains("10.0.0.0/8", "x")', '"contained_ip_or_prefix" parameter: invalid IP address or prefix: x'],
  ['cidrcontains("10.0.0.0/8", "fd00::")', 'address family mismatch: 10.0.0.0/8 vs. fd00::'],
])('says what is wrong with %s', (call, detail) => {
  expect(asked(call, opentofu)).toContain(detail)
})
