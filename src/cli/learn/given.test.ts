import { describe, expect, it } from 'vitest'
import { givenText } from './given.ts'

const now = Date.parse('2026-11-21T19:00:00Z') / 1000
const start = 1_763_800_020

function given(task: string, text: string): unknown {
  const found = givenText(task, { name: 'file', text, now })
  if (found.kind !== 'text') return found
  return found.text.split('\n').map((line): unknown => JSON.parse(line))
}

const table = [
  'time,a,b',
  `${start},1,`,
  `${start + 60},2,5`,
  `${start + 120},,6`,
  `${start + 180},4,7`,
].join('\r\n')

describe('what is given to a task', () => {
  it('is a line of JSON for each column of a table', () => {
    const timestamps = [0, 60, 120, 180].map((one) => start + one)
    expect(given('changepoints', `\uFEFF${table}`)).toEqual([
      { id: 'a', timestamps, values: [1, 2, null, 4] },
      { id: 'b', timestamps: timestamps.slice(1), values: [5, 6, 7] },
    ])
    expect(given('forecast', table)).toMatchObject([
      { id: 'a', y: [1, 2, null, 4], step_seconds: 60, horizon: 4 },
      { id: 'b', horizon: 3 },
    ])
    expect(given('scale', table)).toMatchObject([
      { id: 'a', y: [1, 2, null, 4], step_seconds: 60 },
      { id: 'b' },
    ])
  })

  it('is a line of JSON for each series of a saved answer, and of metrics with times', () => {
    const values = [0, 60, 120].map((one) => [start + one, String(one)])
    const answer = {
      status: 'success',
      data: { resultType: 'matrix', result: [{ metric: { app: 'a' }, values }] },
    }
    expect(given('anomalies', JSON.stringify(answer))).toMatchObject([
      { id: '{app="a"}', values: [0, 60, 120] },
    ])
    const metrics = `# TYPE up gauge\nup 1 ${start}000\nup 0 ${start + 60}000\n`
    expect(given('anomalies', metrics)).toMatchObject([{ id: 'up', values: [1, 0] }])
  })

  it('are numbers alone, one a line or as a list', () => {
    expect(given('anomalies', '1\n2.5\n-3e2\n')).toEqual([{ id: 'file', values: [1, 2.5, -300] }])
    expect(given('forecast', '[1, 2, 3]')).toEqual([{ id: 'file', y: [1, 2, 3], horizon: 3 }])
  })

  it.each([
    '{"id": "a", "values": [1, 2]}',
    '{"id": "a", "values": [1, 2]}\n{"id": "b", "values": ["x"]}\n',
    '{"id": "a", ',
    '',
  ])('is the text itself where it is JSON: %s', (text) => {
    expect(givenText('changepoints', { name: 'file', text, now })).toEqual({ kind: 'text', text })
  })

  it.each([
    [
      'text',
      '2026-11-21T12:00:00Z ERROR payment 7 failed\n\tat pay.js:1\n2026-11-21T12:00:01Z INFO served 8\n',
    ],
    [
      'journald',
      '{"__REALTIME_TIMESTAMP":"1795262400000000","PRIORITY":"3","MESSAGE":"payment 7 failed"}\n{"__REALTIME_TIMESTAMP":"1795262401000000","PRIORITY":"6","MESSAGE":"served 8"}\n',
    ],
    [
      'Docker',
      '{"log":"payment 7 failed\\n","time":"2026-11-21T12:00:00Z"}\n{"log":"served 8\\n","time":"2026-11-21T12:00:01Z"}\n',
    ],
  ])('are the messages and times of a log: %s', (_, text) => {
    const noon = Date.parse('2026-11-21T12:00:00Z') / 1000
    expect(given('logs', text)).toEqual([
      { id: 'file', lines: ['payment 7 failed', 'served 8'], timestamps: [noon, noon + 1] },
    ])
  })

  it('is a log as JSON where it has lines', () => {
    const text = '{"id": "a", "lines": ["x 1", "x 2"]}\n'
    expect(givenText('logs', { name: 'file', text, now })).toEqual({ kind: 'text', text })
    const long = '{\n  "lines": [\n    "x 1"\n  ]\n}\n'
    expect(givenText('logs', { name: 'file', text: long, now })).toEqual({ kind: 'text', text: long })
  })

  it.each(['{"id": "a"}', '{"id": "a", "step_seconds": 60}', '{}'])(
    'are logs as JSON where the first of them lacks its lines: %s',
    (broken) => {
      const text = `${broken}\n{"id": "b", "lines": ["x 1", "x 2"]}\n`
      expect(givenText('logs', { name: 'file', text, now })).toEqual({ kind: 'text', text })
    },
  )

  it.each(['logs', 'anomalies', 'cause'])(
    'is JSON for %s behind a mark of the order of bytes too',
    (task) => {
      const text = '{"id": "a", "lines": ["x 1"], "values": [1, 2]}\n'
      expect(givenText(task, { name: 'file', text: `\uFEFF${text}`, now })).toEqual({ kind: 'text', text })
    },
  )

  it('is told in one sentence where nothing can be made of it', () => {
    expect(given('cause', table)).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('file is no JSON.'),
    })
    expect(given('rightsize', table)).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('plumbline rightsize DIR --usage FILE'),
    })
    expect(given('anomalies', '\u001F\uFFFD\b\0plain.csv')).toMatchObject({
      kind: 'wrong',
      diagnostics: [{ code: 'files/no-series', detail: expect.stringContaining('It is packed') }],
    })
    expect(given('anomalies', `time,v\n${start},5\n`)).toEqual({
      kind: 'refused',
      why: 'no series of file has two values, so nothing can be learned.',
    })
    expect(given('anomalies', `time,v\n${start},\n${start + 60},\n`)).toMatchObject({
      kind: 'wrong',
      diagnostics: [{ detail: expect.stringMatching(/^No column of it holds numbers\. Give/u) }],
    })
  })
})
