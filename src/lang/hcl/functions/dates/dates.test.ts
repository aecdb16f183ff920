import fc from 'fast-check'
import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  [
    'formatdate("YYYY YY MMMM MMM MM M DD D EEEE EEE hh h HH H AA aa mm m ss s ZZZZZ ZZZZ ZZZ Z", "2020-01-02T13:04:05Z")',
    '"2020 20 January Jan 01 1 02 2 Thursday Thu 13 13 01 1 PM pm 04 4 05 5 +00:00 +0000 UTC Z" : string',
  ],
  [
    'formatdate("YYYY YY MMMM MMM MM M DD D EEEE EEE hh h HH H AA aa mm m ss s ZZZZZ ZZZZ ZZZ Z", "2020-11-22T00:04:05.123+05:30")',
    '"2020 20 November Nov 11 11 22 22 Sunday Sun 00 0 12 12 AM am 04 4 05 5 +05:30 +0530 +0530 +05:30" : string',
  ],
  ['formatdate("ZZZ ZZZZ ZZZZZ Z", "2020-01-02T03:04:05+00:00")', '"UTC +0000 +00:00 Z" : string'],
  ['formatdate("ZZZZZ ZZZ", "2020-02-10T03:10:10-00:30")', '"-00:30 -0030" : string'],
  ['formatdate("\'a\' YYYYMMDDhhmmss", "2020-01-02T03:04:05+00:00")', '"a 20200102030405" : string'],
  ['formatdate("é-/. ,:\'it\'\'s\'", "2020-01-02T03:04:05Z")', '"é-/. ,:it\'s" : string'],
  ['formatdate("\'\'\'\'", "2020-01-02T03:04:05Z")', '"\'\'" : string'],
  ['formatdate("\'a\'\'", "2020-01-02T03:04:05Z")', '"a\'" : string'],
  ['timeadd("2020-01-02T03:04:05+05:30", "-1h30m")', '"2020-01-02T01:34:05+05:30" : string'],
  ['timeadd("2020-01-02T03:04:05.5Z", "1.5s")', '"2020-01-02T03:04:07Z" : string'],
  ['timeadd("2020-01-02T03:04:05Z", "1us1µs1μs1ms")', '"2020-01-02T03:04:05Z" : string'],
  ['timeadd("2020-01-02T03:04:05Z", ".5h")', '"2020-01-02T03:34:05Z" : string'],
  ['timeadd("2020-01-02T03:04:05Z", "1.1234567891234h")', '"2020-01-02T04:11:29Z" : string'],
  ['timeadd("2020-01-02T03:04:05Z", "2562047h")', '"2312-04-13T02:04:05Z" : string'],
  ['timeadd("2020-01-02T03:04:05Z", "-9223372036854775808ns")', '"1727-09-23T03:16:48Z" : string'],
  ['timeadd("9999-12-31T23:59:59Z", "1s")', '"10000-01-01T00:00:00Z" : string'],
  ['timeadd("0000-01-01T00:00:00Z", "-1s")', '"-0001-12-31T23:59:59Z" : string'],
  ['timecmp("2020-01-02T03:04:05Z", "2020-01-02T04:04:05+01:00")', '0 : number'],
  ['timecmp("2020-01-02T03:04:05.1Z", "2020-01-02T03:04:05Z")', '1 : number'],
  ['timecmp("2020-01-02T03:04:05Z", "2020-01-02T03:04:06Z")', '-1 : number'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['timestamp()', '? : string'],
  ['plantimestamp()', '? : string'],
  ['formatdate("YYYY", timestamp())', '? : string'],
  ['timeadd(text, "1h")', '? : string'],
  ['timecmp(text, "x")', '? : number'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([['timeadd("2020-01-02T03:04:05Z", sensitive("1h"))', '"2020-01-02T04:04:05Z" : string, sensitive']])(
  'keeps the marks in %s',
  (call, answer) => {
    expect(asked(call)).toBe(answer)
  },
)

it.each([
  [
    'formatdate("Y", "2020-01-02T03:04:05Z")',
    'Invalid function argument: Invalid value for "format" parameter: invalid date format verb "Y": year must either be "YY" or "YYYY".',
  ],
  [
    'formatdate("MMMMM", "2020-01-02T03:04:05Z")',
    'Invalid function argument: Invalid value for "format" parameter: invalid date format verb "MMMMM": month must be "M", "MM", "MMM", or "MMMM".',
  ],
  [
    'formatdate("Q", "2020-01-02T03:04:05Z")',
    'Invalid function argument: Invalid value for "format" parameter: invalid date format verb "Q".',
  ],
  [
    'formatdate("\'abc", "2020-01-02T03:04:05Z")',
    'Invalid function argument: Invalid value for "format" parameter: unterminated literal \'.',
  ],
  [
    'formatdate("YYYY", "")',
    'Invalid function argument: Invalid value for "time" parameter: not a valid RFC3339 timestamp: end of string before year.',
  ],
  [
    'formatdate("YYYY", "2020-01-02")',
    'Invalid function argument: Invalid value for "time" parameter: not a valid RFC3339 timestamp: missing required time introducer \'T\'.',
  ],
  [
    'formatdate("YYYY", "2020-02-30T03:04:05Z")',
    'Invalid function argument: Invalid value for "time" parameter: not a valid RFC3339 timestamp: day out of range.',
  ],
  [
    'formatdate("YYYY", "2020-13-02T03:04:05Z")',
    'Invalid function argument: Invalid value for "time" parameter: not a valid RFC3339 timestamp: cannot use "-02T03:04:05Z" as month.',
  ],
  [
    'formatdate("YYYY", "2020-02-10T24:04:05Z")',
    'Invalid function argument: Invalid value for "time" parameter: not a valid RFC3339 timestamp: hour must be between 0 and 23 inclusive.',
  ],
  [
    'formatdate("YYYY", "2020-01-02T1:04:05Z")',
    'Invalid function argument: Invalid value for "time" parameter: not a valid RFC3339 timestamp: hour must have exactly two digits.',
  ],
  [
    'formatdate("YYYY", "2020-01-02T03:xx")',
    'Invalid function argument: Invalid value for "time" parameter: not a valid RFC3339 timestamp: cannot use "xx" as minute.',
  ],
  [
    'formatdate("YYYY", "2020-02-10T23:60:05Z")',
    'Invalid function argument: Invalid value for "time" parameter: not a valid RFC3339 timestamp: minute must have exactly two digits.',
  ],
  [
    'formatdate("YYYY", "2020-02-10T23:10:60Z")',
    'Invalid function argument: Invalid value for "time" parameter: not a valid RFC3339 timestamp: cannot use "Z" as second.',
  ],
  [
    'formatdate("YYYY", "2020-02-10T23:10:10")',
    'Invalid function argument: Invalid value for "time" parameter: not a valid RFC3339 timestamp: end of string before UTC offset.',
  ],
  [
    'formatdate("YYYY", "2020-02-10T23:10:10+24:00")',
    'Invalid function argument: Invalid value for "time" parameter: not a valid RFC3339 timestamp: cannot use "+24:00" as UTC offset.',
  ],
  [
    'formatdate("YYYY", "2020-01-02T03:04:05+25:00")',
    'Invalid function argument: Invalid value for "time" parameter: not a valid RFC3339 timestamp: end of string before UTC offset.',
  ],
  [
    'formatdate("YYYY", "2020-02-10T03:10:10,5Z")',
    'Invalid function argument: Invalid value for "time" parameter: not a valid RFC3339 timestamp: cannot use "," as timestamp segment.',
  ],
  [
    'formatdate("YYYY", "2020-02-10T23:10:10Zx")',
    'Invalid function argument: Invalid value for "time" parameter: not a valid RFC3339 timestamp: cannot use "x" as timestamp segment.',
  ],
  [
    'formatdate("YYYY", "2020/02/10T03:10:10Z")',
    'Invalid function argument: Invalid value for "time" parameter: not a valid RFC3339 timestamp: found "/02/10T03:10:10Z" where "-" is expected.',
  ],
  [
    'timeadd("2020-01-02T03:04:05Z", "1d")',
    'Error in function call: Call to function "timeadd" failed: time: unknown unit "d" in duration "1d".',
  ],
  [
    'timeadd("2020-01-02T03:04:05Z", "5")',
    'Error in function call: Call to function "timeadd" failed: time: missing unit in duration "5".',
  ],
  [
    'timeadd("2020-01-02T03:04:05Z", "")',
    'Error in function call: Call to function "timeadd" failed: time: invalid duration "".',
  ],
  [
    'timeadd("2020-01-02T03:04:05Z", "1..5h")',
    'Error in function call: Call to function "timeadd" failed: time: missing unit in duration "1..5h".',
  ],
  [
    'timeadd("2020-01-02T03:04:05Z", "9223372036854775808ns")',
    'Error in function call: Call to function "timeadd" failed: time: invalid duration "9223372036854775808ns".',
  ],
  [
    'timeadd("2020-01-02", "1s")',
    'Error in function call: Call to function "timeadd" failed: not a valid RFC3339 timestamp: missing required time introducer \'T\'.',
  ],
  [
    'timecmp("2020-01-02T03:04:05Z", "x")',
    'Invalid function argument: Invalid value for "timestamp_b" parameter: not a valid RFC3339 timestamp: cannot use "x" as year.',
  ],
])('refuses %s in the words of Terraform', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it('goes back by what it went forward', () => {
  const moment = fc.date({
    min: new Date('0100-01-01T00:00:00Z'),
    max: new Date('9900-01-01T00:00:00Z'),
    noInvalidDate: true,
  })
  const holds = fc.property(moment, fc.integer({ min: -100_000, max: 100_000 }), (date, hours) => {
    const start = `"${date.toISOString().slice(0, 19)}Z"`
    const later = new Date(date.getTime() + hours * 3_600_000).toISOString().slice(0, 19)
    const there = asked(`timeadd(${start}, "${hours}h")`)
    const back = asked(`timeadd("${later}Z", "${-hours}h")`)
    return there === `"${later}Z" : string` && back === `${start} : string`
  })
  expect(fc.check(holds, { numRuns: 200 }).counterexample).toBeNull()
})
