import { z } from 'zod'
import { learnTasks } from '../../learn/index.ts'
import type { LearnTask } from '../../learn/task.ts'
import type { Context } from '../context.ts'
import { command, exit, misused, type ExitCode } from '../command.ts'
import { didYouMean } from '../did-you-mean.ts'
import { sayProblems } from '../signal-source.ts'
import { givenText } from './given.ts'

const ids = learnTasks.map((one) => one.id)

/** Exit codes: 0 everything was answered, 2 a part of the input could not be understood, 3 misuse. */
export const learn = command({
  name: 'learn',
  summary: 'Find anomalies, change points, forecasts and causes in series.',
  forms: ids.map((id) => `${id} [FILE]`),
  about:
    'Reads JSON from FILE or from standard input and prints JSON, one line for each answer. Series may be CSV, ' +
    'OpenMetrics with times or a saved answer of Prometheus too, and logs be their lines. One run takes any number ' +
    'of series. What can be said of one series never depends on another; a series that cannot be understood is ' +
    `answered with an \`error\`, and the rest goes on. ${learnTasks.map(({ id, summary }) => `\`${id}\`: ${summary}`).join(' ')} ` +
    '`plumbline learn TASK --formats` says what comes in and what goes out.',
  options: z.object({
    formats: z.boolean().default(false).meta({ description: 'say what the task reads and prints' }),
    online: z.boolean().default(false).meta({
      description: 'for changepoints: as values come, each told when it is noticed, never looking ahead',
    }),
  }),
  examples: [
    {
      line: `echo '{"id": "a", "values": [1, 2, 1, 2, 1, 2, 9, 8, 9, 8, 9, 8]}' | plumbline learn changepoints`,
      what: 'one series from standard input: a new level from place 6 on',
    },
    { line: 'plumbline learn anomalies series.jsonl', what: 'many series from a file, one a line' },
    {
      line: 'plumbline learn changepoints --online series.jsonl',
      what: 'new levels, and with which value each was noticed',
    },
  ],

  async run({ words, options, context }) {
    const [id, file, ...more] = words
    const entry = learnTasks.find((one) => one.id === id)
    if (entry === undefined)
      return misused(
        context,
        'learn',
        `${asked(id)} Say one of ${ids.join(', ')}.${didYouMean(id ?? '', ids)}`,
      )
    if (more.length > 0) return misused(context, 'learn', 'it takes one file; many series can be in it.')
    const load = options.online ? entry.online : entry.load
    if (load === undefined) return misused(context, 'learn', `${entry.id} has no --online; changepoints has.`)
    const task = await load()
    if (options.formats) {
      context.print(`${task.about}\n`)
      return exit.good
    }
    const text = file === undefined ? context.input() : context.files.text(file)
    if (text === undefined) return misused(context, 'learn', `there is no file ${String(file)}.`)
    if (file !== undefined && text.trim() === '') {
      context.complain(`plumbline learn: ${file} is empty, so there is nothing to answer.\n`)
      return exit.input
    }
    const given = givenText(task.id, { name: file ?? '<standard input>', text, now: context.now() })
    switch (given.kind) {
      case 'text':
        return printed(task, given.text, context)
      case 'wrong':
        sayProblems({ context }, given.diagnostics, () => text)
        return exit.input
      case 'refused':
        context.complain(`plumbline learn: ${given.why}\n`)
        return exit.input
    }
  },
})

function printed(task: LearnTask, text: string, context: Context): ExitCode {
  let understood = true
  for (const answer of task.answers(text)) {
    context.print(`${JSON.stringify(answer.json)}\n`)
    understood &&= answer.understood
  }
  return understood ? exit.good : exit.input
}

function asked(id: string | undefined): string {
  return id === undefined ? 'it needs a task.' : `there is no task ${id}.`
}
