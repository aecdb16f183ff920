import { expect, it } from 'vitest'
import { withCounts } from './counts.ts'
import type { Question, Window } from './question.ts'

function asked(metrics: Readonly<Record<string, readonly number[]>>): Question {
  const window: Window = {
    times: [0, 300, 600],
    series: new Map([
      ['shop', new Map(Object.entries(metrics).map(([name, values]) => [name, Float64Array.from(values)]))],
    ]),
  }
  const target = { node: 'shop', metric: 'latency', statistic: '', time: 0 }
  return { edges: [], nodes: [], normal: window, abnormal: window, target, changes: [] }
}

function countsOf(
  metrics: Readonly<Record<string, readonly number[]>>,
): Readonly<Record<string, readonly number[]>> {
  const found = withCounts(asked(metrics)).abnormal.series.get('shop')
  return Object.fromEntries([...(found ?? [])].map(([name, values]) => [name, [...values].map(Math.round)]))
}

it.each([
  ['rps', { rps: [40, 50, 60] }, { rps: [12_000, 15_000, 18_000] }],
  ['requests per minute', { requests_per_min: [4, 5, 6] }, { requests_per_min: [20, 25, 30] }],
  ['fractions of a handful', { requests: [0.5, 0.25, 0.1] }, { requests: [150, 75, 30] }],
  [
    'errors a second beside requests a second',
    { qps: [1, 2, 3], errors_per_second: [0.1, 0.2, 0.3] },
    { qps: [300, 600, 900], errors_per_second: [30, 60, 90] },
  ],
])('counts %s in each sample', (_, metrics, counts) => {
  expect(countsOf(metrics)).toEqual(counts)
})

it.each([
  ['counts', { requests: [40, 50, 60] }],
  ['counts that Prometheus estimates', { requests: [40.2, 50.1, 60.3] }],
  ['few', { requests: [1, 0, 2] }],
])('leaves %s as they are', (_, metrics) => {
  const question = asked(metrics)
  expect(withCounts(question)).toBe(question)
})
