import { expect, it } from 'vitest'
import { contextOf } from '../../src/app/context.ts'
import { learn } from '../../src/cli/learn/command.ts'
import { run } from '../../src/cli/run.ts'

async function answered(
  task: string,
  input: string,
): Promise<{ readonly code: number; readonly answers: readonly unknown[] }> {
  let out = ''
  const context = { ...contextOf(), print: (text: string) => (out += text), input: () => input }
  const code = await run(['learn', task], context)
  const lines = out.split('\n').filter((line) => line !== '')
  return { code, answers: lines.map((line): unknown => JSON.parse(line)) }
}

it('the example of the help that pipes a series shows something', async () => {
  const [, input = '', task = ''] =
    learn.examples
      .map(({ line }) => /^echo '(.+)' \| plumbline learn (\w+)$/u.exec(line))
      .find((one) => one !== null) ?? []
  const { code, answers } = await answered(task, input)
  expect(code).toBe(0)
  expect(answers).toMatchObject([{ id: 'a', changepoints: [6] }])
})

it('an empty file is told of, and an empty input is no series', async () => {
  let said = ''
  const context = contextOf()
  const files = { ...context.files, text: () => ' \n' }
  const complain = (text: string): void => void (said += text)
  expect(await run(['learn', 'changepoints', 'empty.csv'], { ...context, files, complain })).toBe(2)
  expect(said).toBe('plumbline learn: empty.csv is empty, so there is nothing to answer.\n')
  expect(await answered('changepoints', '')).toEqual({ code: 0, answers: [] })
})

it.each([
  ['anomalies', { values: [1, 2, 'x'] }, 'values[2]'],
  ['changepoints', { values: [1, true, 3] }, 'values[1]'],
  [
    'changepoints',
    {
      values: [
        [1, 2],
        [3, {}],
      ],
    },
    'values[1][1]',
  ],
  ['forecast', { y: ['one', 2, 3], horizon: 2 }, 'y[0]'],
  ['scale', { y: [1, 2, 'three'] }, 'y[2]'],
  ['rightsize', { memory: [1, 'x'] }, 'memory[1]'],
])('learn %s refuses %j for what is no number, by its place', async (task, series, place) => {
  const { code, answers } = await answered(task, JSON.stringify({ id: 'a', ...series }))
  expect(code).toBe(2)
  const text = JSON.stringify(answers)
  expect(text).toContain('learn/not-a-number')
  expect(text).toContain(`\`${place}\` is `)
})

it('learn takes what says that a value is missing', async () => {
  const { code } = await answered('anomalies', '{"id": "a", "values": [1, null, "NaN", "", "2.5", NaN]}')
  expect(code).toBe(0)
})
