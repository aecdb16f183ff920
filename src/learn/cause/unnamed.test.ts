import { expect, it } from 'vitest'
import type { Question, Window } from './question.ts'
import { withNames } from './unnamed.ts'

type Values = (at: number) => number

const requests: Values = (at) => 100 + (at % 7)
const times: Values = (at) => 20.5 + (at % 5)
const shares: Values = (at) => (at % 10 === 0 ? 99.5 : 100)

function asked(metrics: Readonly<Record<string, Values>>, metric: string): Question {
  const window = (count: number): Window => ({
    times: Array.from({ length: count }, (_, at) => at * 60),
    series: new Map(
      ['shop', 'cart'].map((node) => [
        node,
        new Map(
          Object.entries(metrics).map(([name, value]) => [
            name,
            Float64Array.from({ length: count }, (_, at) => value(at)),
          ]),
        ),
      ]),
    ),
  })
  const target = { node: 'shop', metric, statistic: '', time: 0 }
  return { edges: [], nodes: [], normal: window(40), abnormal: window(3), target, changes: [] }
}

function namesOf(question: Question): readonly string[] {
  return [...(question.normal.series.get('cart')?.keys() ?? [])]
}

it('knows metrics whose names say nothing by their values and statistics', () => {
  const found = withNames(asked({ m1_Sum: requests, m2_p50: times, m2_p90: times, m3_Average: shares }, 'm2'))
  expect(namesOf(found)).toEqual(['requests_Sum', 'latency_p50', 'latency_p90', 'availability_Average'])
  expect(found.target.metric).toBe('latency')
})

it('takes what is asked about for a latency where its name and values say nothing else', () => {
  const found = withNames(asked({ blub: times, requests }, 'blub'))
  expect(namesOf(found)).toEqual(['latency', 'requests'])
})

it.each([
  ['what is said by another name', { latency_p50: times, m2_p50: times, m3: times }, 'latency'],
  ['what is of the machine', { cpu_p90: times, connections: requests, latency: times }, 'connections'],
  ['words that may mean something', { latency: times, goroutines: requests }, 'latency'],
])('leaves %s as it is', (_, metrics, metric) => {
  const question = asked(metrics, metric)
  expect(withNames(question)).toBe(question)
})
