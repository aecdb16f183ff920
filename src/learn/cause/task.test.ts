import { expect, it } from 'vitest'
import { cause } from './task.ts'

const times = Array.from({ length: 20 }, (_, at) => at * 60)
const steady = times.map((_, at) => 10 + (at % 3))
const scenario = {
  type: 'scenario',
  scenario: 's',
  edges: [['front', 'back']],
  nodes: ['front', 'back'],
  normal: {
    timestamps: times,
    series: {
      front: { requests: steady, latency: { average: steady } },
      back: { requests: steady, latency: { average: steady } },
    },
  },
}
const incident = {
  type: 'incident',
  id: 'i',
  scenario: 's',
  target: { node: 'front', metric: 'latency', statistic: 'Average', timestamp: 1260 },
  abnormal: {
    timestamps: [1200, 1260],
    series: {
      front: { requests: [10, 11], latency: { average: [90, 91] } },
      back: { requests: [10, 11], latency: { average: [89, 90] } },
    },
  },
  changes: [{ id: 'c', timestamp: '1970-01-01T00:15:00Z', node: 'back' }],
}

function answersTo(...documents: readonly unknown[]): readonly Readonly<Record<string, unknown>>[] {
  return [...cause.answers(documents.map((one) => JSON.stringify(one)).join('\n'))].map(({ json }) => json)
}

it('a scenario is remembered and an incident is answered', () => {
  const [answer, ...more] = answersTo(scenario, incident)
  expect(more).toEqual([])
  expect(answer).toMatchObject({
    id: 'i',
    ranking: [{ node: 'back' }, { node: 'front' }],
    changes: [{ id: 'c' }],
  })
})

it('an incident may hold its scenario itself', () => {
  const { edges, nodes, normal } = scenario
  expect(answersTo({ ...incident, edges, nodes, normal })).toEqual(answersTo(scenario, incident))
})

it('what is wrong with one document is said and changes nothing for the others', () => {
  const answers = answersTo(
    scenario,
    { ...incident, id: 'a', scenario: 'x' },
    { ...incident, id: 'b', target: {} },
    { ...incident, id: 'c', abnormal: 7 },
    { type: 'scenario' },
    incident,
  )
  expect(
    answers.map(({ id, error }) => [id, (error as { readonly code?: string } | undefined)?.code]),
  ).toEqual([
    ['a', 'learn/no-scenario'],
    ['b', 'learn/no-target'],
    ['c', 'learn/no-series'],
    ['line 5', 'learn/no-series'],
    ['i', undefined],
  ])
})

it('what is no number in a series is refused with its place, and takes its scenario with it', () => {
  const { normal } = scenario
  const wrong = { ...normal, series: { ...normal.series, front: { latency: [1, 'x', 3] } } }
  const calls = { calls: { front: { back: { latency: [1, true] } } } }
  const answers = answersTo(
    { ...scenario, normal: wrong },
    incident,
    scenario,
    { ...incident, id: 'j', abnormal: { ...incident.abnormal, ...calls } },
    {
      ...incident,
      id: 'k',
      abnormal: {
        ...incident.abnormal,
        series: { ...incident.abnormal.series, front: { latency: [null, 'NaN', '7'] } },
      },
    },
  )
  const errors = answers.map(
    ({ error }) => error as { readonly code: string; readonly message: string } | undefined,
  )
  expect(errors.map((one) => one?.code)).toEqual([
    'learn/not-a-number',
    'learn/no-scenario',
    'learn/not-a-number',
    undefined,
  ])
  expect(errors[0]?.message).toContain('Its `normal.series.front.latency[1]` is "x", which is no number.')
  expect(errors[2]?.message).toContain('Its `abnormal.calls.front.back.latency[1]` is true')
})

it('an incident that names no scenario is of the one before it', () => {
  const { scenario: _, ...unnamed } = incident
  expect(answersTo(scenario, unnamed)).toEqual(answersTo(scenario, incident))
})
