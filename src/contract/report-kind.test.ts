import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { hookNames } from './nouns.ts'
import { hookOf } from './hook-of.ts'
import { reportOf } from './report-kind.ts'

it.each([
  [
    '<testsuites><testsuite><testcase/><testcase><failure/></testcase></testsuite></testsuites>',
    'junit',
    { tests: 2, failed: 1, skipped: 0 },
  ],
  [
    'TN:\nSF:a.ts\nLF:10\nLH:8\nend_of_record\nSF:b.ts\nLF:10\nLH:2\nend_of_record\n',
    'lcov',
    { 'line coverage': 50 },
  ],
  ['<?xml version="1.0"?><coverage line-rate="0.25" branch-rate="0">', 'cobertura', { 'line coverage': 25 }],
  ['{"version":"2.1.0","runs":[{"results":[{"level":"error"},{}]}]}', 'sarif', { results: 2, errors: 1 }],
])('tells what %s is, and its numbers', (text, kind, numbers) => {
  expect(reportOf(text)).toEqual({ kind, numbers })
})

it('takes nothing else for a report, and never throws', () => {
  expect(reportOf('hello')).toBeUndefined()
  expect(reportOf('{"version":"2.1.0"}')).toBeUndefined()
  fc.assert(fc.property(fc.string(), (text) => reportOf(text) === undefined || text.length > 2))
})

it('knows the hook of every kind of event that people subscribe to', () => {
  expect(hookOf('dev.cdevents.change.merged.0.2.0')).toBe(hookNames[0])
  expect(hookOf('dev.cdevents.pipelinerun.started.0.2.0')).toBe(hookNames[1])
  expect(hookOf('dev.cdevents.pipelinerun.finished.0.2.0')).toBe(hookNames[2])
  expect(hookOf('dev.cdevents.service.deployed.0.2.0')).toBe(hookNames[3])
  expect(hookOf('dev.cdevents.incident.detected.0.3.0')).toBe(hookNames[4])
  expect(hookOf('dev.plumbline.token.created.1.0.0')).toBeUndefined()
})
