import { z } from 'zod'
import { command, misused } from '../command.ts'

const verbs = ['verify', 'export', 'rebuild'] as const

const options = z.object({
  project: z
    .string()
    .optional()
    .meta({ description: 'one project; each of them when not given', value: 'PROJECT' }),
  state: z
    .string()
    .optional()
    .meta({ description: 'where the database is when DATABASE_URL is not set', value: 'DIR' }),
})

/** Exit codes: 0 good, 1 the chain is broken or there is no such project. */
export const ledger = command({
  name: 'ledger',
  summary: 'Verify the ledger, export it, or make everything again from it.',
  forms: ['verify', 'export', 'rebuild'],
  about:
    'Everything that happens is an event of the ledger, and carries the hash of the one before. `verify` finds any change to any of them; `export` prints them as lines of JSON; `rebuild` makes all that is shown again from them, with the same result.',
  options,
  examples: [
    { line: 'plumbline ledger verify', what: 'whether anything was changed' },
    { line: 'plumbline ledger export --project local > ledger.jsonl', what: 'a copy, a line each' },
  ],

  async run({ words, options: { project, state }, context }) {
    const verb = verbs.find((one) => one === words[0])
    if (verb === undefined || words.length > 1)
      return misused(context, 'ledger', `it takes ${verbs.join(', ')}.`)
    const control = await context.control()
    return control.ledger({ verb, project, state })
  },
})
