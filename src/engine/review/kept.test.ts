import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressOf, filePath } from '../../kernel/brand.ts'
import type { Finding, FindingPlace } from '../../model/finding.ts'
import { causeText, joinedFindings, saidText, type Caused } from './findings.ts'
import { packed, unpacked } from './kept.ts'

const span = fc.record({
  file: fc.constantFrom('main.tf', 'modules/disk/main.tf').map(filePath),
  start: fc.nat({ max: 9 }),
  end: fc.nat({ max: 9 }),
})

const place = fc.record({
  root: fc.constantFrom('live/one', 'live/two', 'live/three'),
  variant: fc.constantFrom('', 'production'),
  address: fc.constantFrom('aws_instance.a', 'aws_instance.b["x,\u0000]"]').map(addressOf),
  span,
  extent: span,
})

const rule = fc.record({
  rule: fc.constantFrom('aws/ec2/imdsv2', 'aws/s3/public'),
  title: fc.constantFrom('Open', 'Wide open'),
  severity: fc.constantFrom('high', 'low'),
  aliases: fc.subarray(['CKV_AWS_79', 'AVD-AWS-0028']),
  compliance: fc.subarray(['CIS 5.6']),
  why: fc.constant('Somebody may read it.'),
  fix: fc.constantFrom('Close it.', 'Lock it.'),
})

const answer = fc.record({
  verdict: fc.constantFrom('violated', 'undecided'),
  path: fc.constantFrom('', 'Rules[3].Port', 'Rules[4].Port'),
  message: fc.constantFrom('It is open.', 'It is \u0000 shut.'),
  because: fc.constantFrom([], [{ kind: 'variable', what: 'size' }] as const),
  wanted: fc.constantFrom(undefined, { path: 'Port', value: 443 }, { path: 'Port', value: null }),
})

const finding = fc
  .record({
    rule,
    answer,
    address: place.map((one) => one.address),
    span,
    trace: fc.array(fc.record({ step: fc.constantFrom('construct', 'variable'), span }), { maxLength: 3 }),
    places: fc.array(place, { maxLength: 3 }),
    repair: fc.constantFrom(undefined, [{ path: 'Port', value: ['a'] }]),
    key: fc.constantFrom('0123456789abcdef', 'fedcba9876543210'),
  })
  .map(({ rule: about, answer: said, ...own }) => ({ ...about, ...said, ...own }))

const caused = fc.record({ finding, isUsual: fc.boolean() }).map(({ finding: one, isUsual }) => ({
  finding: one,
  cause: isUsual
    ? causeText(saidText(one), one.places[0]?.span ?? one.span, one.trace.at(-1)?.span ?? one.span)
    : 'its own',
}))

describe('findings that are kept', () => {
  it('are what they were', () => {
    fc.assert(
      fc.property(fc.array(caused, { maxLength: 6 }), (found) => {
        const text = JSON.stringify(packed(found))
        // A record of fast-check may have no prototype.
        return isDeepStrictEqual(unpacked(JSON.parse(text)), structuredClone(found))
      }),
    )
  })

  it('say what many of them share once', () => {
    fc.assert(
      fc.property(caused, (one) => {
        const all = [one, one, one] as readonly Caused[]
        const { abouts, answers, places } = packed(all)
        return abouts.length === 1 && answers.length === 1 && places.length <= one.finding.places.length
      }),
    )
  })
})

describe('findings of several roots', () => {
  it('have each of their places once, in the order in which they came', () => {
    fc.assert(
      fc.property(
        finding,
        fc.array(fc.array(place, { minLength: 1, maxLength: 4 }), { minLength: 1 }),
        (one, all) => {
          const found = all.map((some) => ({
            cause: 'one',
            finding: { ...one, places: distinct(some) } as Finding,
          }))
          const [joined] = joinedFindings(found)
          return isDeepStrictEqual(structuredClone(joined?.places), structuredClone(distinct(all.flat())))
        },
      ),
    )
  })

  it('are joined by their cause', () => {
    const [one] = fc.sample(finding, 1)
    const found = ['a', 'b', 'a'].map((cause) => ({ cause, finding: one as Finding }))
    expect(joinedFindings(found)).toHaveLength(2)
  })
})

function distinct(places: readonly FindingPlace[]): readonly FindingPlace[] {
  return places.filter((one, at) => places.findIndex((other) => keyOf(other) === keyOf(one)) === at)
}

function keyOf({ root, variant, address }: FindingPlace): string {
  return JSON.stringify([root, variant, address])
}
