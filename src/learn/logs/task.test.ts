import { expect, it } from 'vitest'
import { logs } from './task.ts'

it('answers each log by itself, and says of a log without lines what to give', () => {
  const input = [
    { id: 'a', lines: ['took 5 ms', 'took 6 ms', 'done'] },
    { id: 'b', rows: [] },
    { id: 'c', lines: 'one 1\none 2\n' },
  ]
  const answers = [...logs.answers(input.map((one) => JSON.stringify(one)).join('\n'))]
  expect(answers.map(({ json, understood }) => [json['id'], json['groups'], understood])).toEqual([
    ['a', [0, 0, 1], true],
    ['b', undefined, false],
    ['c', [0, 0], true],
  ])
  expect(answers[1]?.json['error']).toMatchObject({ code: 'learn/no-lines' })
})

it('takes a line that is no text as the JSON it is', () => {
  const [answer] = logs.answers('{"id": "a", "lines": [{"msg": "up 1"}, {"msg": "up 2"}, {"msg": "down"}]}')
  expect(answer?.json['groups']).toEqual([0, 0, 1])
})

it('counts groups in time when it is given times', () => {
  const line = { id: 'a', lines: ['up 1', 'down 1', 'up 2'], timestamps: [0, 10, '1970-01-01T00:01:05Z'] }
  const [answer] = logs.answers(JSON.stringify(line))
  expect(answer?.json['counts']).toEqual({
    start: 0,
    step_seconds: 60,
    series: [
      { group: 0, counts: [1, 1] },
      { group: 1, counts: [1, 0] },
    ],
  })
})
