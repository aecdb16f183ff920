import { z } from 'zod'
import { command, misused } from '../command.ts'

const options = z.object({
  state: z.string().optional().meta({ description: 'where mirrors of repositories are kept', value: 'DIR' }),
  concurrency: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(2)
    .meta({ description: 'how many runs it does at once', value: 'NUMBER' }),
})

/** Exit codes: 0 stopped, 2 it could not be started. */
export const worker = command({
  name: 'worker',
  summary: 'Run a worker alone, on the Postgres of DATABASE_URL.',
  forms: [''],
  about:
    'Fetches sources, reviews commits, reports back and delivers to hooks. What a worker that dies was doing is gone on with by another.',
  options,
  examples: [{ line: 'plumbline worker --concurrency 4', what: 'on a machine with four cores' }],

  async run({ words, options: { state, concurrency }, context }) {
    if (words.length > 0) return misused(context, 'worker', 'it takes options only.')
    const control = await context.control()
    return control.worker({ state, concurrency })
  },
})
