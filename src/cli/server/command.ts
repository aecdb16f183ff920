import { z } from 'zod'
import { command, misused } from '../command.ts'

const options = z.object({
  state: z
    .string()
    .optional()
    .meta({ description: 'where the database is when DATABASE_URL is not set', value: 'DIR' }),
  host: z.string().default('127.0.0.1').meta({ description: 'the address to listen at', value: 'HOST' }),
  port: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(7460)
    .meta({ description: 'the port to listen at', value: 'PORT' }),
  address: z
    .string()
    .optional()
    .meta({ description: 'where people reach it, when that is elsewhere', value: 'URL' }),
  signIn: z
    .string()
    .optional()
    .meta({ description: 'print a link that signs this user in once, as an administrator', value: 'USER' }),
})

/** Exit codes: 0 stopped, 2 it could not be started. */
export const server = command({
  name: 'server',
  summary: 'Run the server alone, on the Postgres of DATABASE_URL.',
  forms: [''],
  about:
    'Serves the API, the console and webhooks. Any number of servers and workers may share one database. ' +
    'Logs are lines of JSON. Secrets are read from variables, or from files that variables ending in _FILE name.',
  options,
  examples: [
    { line: 'plumbline server --host 0.0.0.0 --address https://plumbline.example', what: 'behind a proxy' },
  ],

  async run({ words, options: given, context }) {
    if (words.length > 0) return misused(context, 'server', 'it takes options only.')
    if (given.address !== undefined && !/^https?:\/\/[^/]+\/?$/u.test(given.address))
      return misused(context, 'server', '--address is http:// or https:// and a name, without a path.')
    const control = await context.control()
    const { state, host, port, address, signIn } = given
    return control.server({ state, host, port, address, signIn })
  },
})
