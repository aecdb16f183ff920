import { z } from 'zod'
import { command, misused } from '../command.ts'

const options = z.object({
  state: z.string().optional().meta({
    description: 'where it keeps its things; the state folder of the platform when not given',
    value: 'DIR',
  }),
  host: z.string().default('127.0.0.1').meta({ description: 'the address to listen at', value: 'HOST' }),
  port: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(7460)
    .meta({ description: 'the next free one when it is taken', value: 'PORT' }),
})

/** Exit codes: 0 stopped, 2 the repository or the database could not be used. */
export const up = command({
  name: 'up',
  summary: 'Start everything: database, server, worker and console.',
  forms: ['[DIR|URL]'],
  about:
    'Starts a database of its own (or uses DATABASE_URL), the server with its console, and a worker, and watches a repository: each commit on each of its branches is reviewed. ' +
    'Without a repository it watches an example. It prints an address with a link that signs you in once. Ctrl-C stops all of it; the next start goes on where it was.',
  options,
  examples: [
    { line: 'plumbline up', what: 'with the example' },
    { line: 'plumbline up infra', what: 'watch the repository that a folder is in' },
    { line: 'plumbline up https://github.com/acme/infra', what: 'watch a repository elsewhere' },
  ],

  async run({ words, options: given, context }) {
    if (words.length > 1) return misused(context, 'up', 'it takes one repository.')
    const control = await context.control()
    return control.up({ repository: words[0], state: given.state, host: given.host, port: given.port })
  },
})
