import { z } from 'zod'
import { reportOf } from '../../contract/report-kind.ts'
import { addressOf } from '../../contract/route.ts'
import { api } from '../../contract/routes.ts'
import { command, exit, misused } from '../command.ts'
import type { Context } from '../context.ts'

const options = z.object({
  server: z
    .string()
    .optional()
    .meta({ description: 'where Plumbline is; PLUMBLINE_ADDRESS when not given', value: 'URL' }),
  project: z.string().optional().meta({ description: 'PLUMBLINE_PROJECT when not given', value: 'PROJECT' }),
  source: z
    .string()
    .optional()
    .meta({ description: 'the id or name of the source; PLUMBLINE_SOURCE when not given', value: 'SOURCE' }),
  commit: z.string().optional().meta({
    description: 'the commit that it is about; the one that is checked out when not given',
    value: 'SHA',
  }),
  name: z
    .string()
    .optional()
    .meta({ description: 'what gates call it; the name of the file when not given', value: 'NAME' }),
})

/** Exit codes: 0 sent, 1 refused, 2 the file is no report or the server does not answer. */
export const report = command({
  name: 'report',
  summary: 'Send a report of tests, coverage or another tool to a server.',
  forms: ['FILE'],
  about:
    'Sends JUnit, lcov, Cobertura or SARIF for a commit, so that quality gates can ask about it. The token comes from PLUMBLINE_TOKEN; it needs the scope `reports` and the role operator.',
  options,
  examples: [
    {
      line: 'plumbline report junit.xml --project acme --source infra',
      what: 'of the commit that is checked out',
    },
  ],

  async run({ words, options: given, context }) {
    const [file, ...more] = words
    if (file === undefined || more.length > 0) return misused(context, 'report', 'it takes one FILE.')
    const to = destination(given, context)
    if (typeof to === 'string') return misused(context, 'report', `it needs ${to}.`)
    const { server, project, source, token } = to
    const text = context.files.text(file)
    if (text === undefined || reportOf(text) === undefined) {
      context.complain(
        text === undefined
          ? `There is no file ${file}.\n`
          : `${file} is no report of JUnit, lcov, Cobertura or SARIF.\n`,
      )
      return exit.input
    }
    const sha = given.commit ?? headOf(context.program('git', ['rev-parse', 'HEAD'], '.', {}))
    if (sha === undefined) return misused(context, 'report', 'there is no commit here, so it needs --commit.')
    const name = given.name ?? nameOf(file)
    const { url, body } = addressOf(api.commits.upload, { project, source, sha, name, text })
    const answer = await context.send(`${server}${url}`, {
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': `${sha} ${name}`.slice(0, 200),
      },
      body: JSON.stringify(body),
    })
    if (answer.kind === 'answered' && answer.status === 200) {
      context.print(`${name} of ${sha.slice(0, 8)} is with ${server}: ${numbersIn(answer.text)}\n`)
      return exit.good
    }
    context.complain(
      `${server} ${answer.kind === 'answered' ? `refused it: ${detailOf(answer.text)}` : `does not answer: ${answer.why}`}\n`,
    )
    return answer.kind === 'answered' ? exit.no : exit.input
  },
})

interface Destination {
  readonly server: string
  readonly project: string
  readonly source: string
  readonly token: string
}

/** Where it goes, or what is lacking. */
function destination(
  { server, project, source }: z.infer<typeof options>,
  { environment }: Context,
): Destination | string {
  const said = {
    '--server': (server ?? environment.get('PLUMBLINE_ADDRESS') ?? '').replace(/\/$/u, ''),
    '--project': project ?? environment.get('PLUMBLINE_PROJECT') ?? '',
    '--source': source ?? environment.get('PLUMBLINE_SOURCE') ?? '',
    PLUMBLINE_TOKEN: environment.get('PLUMBLINE_TOKEN') ?? '',
  }
  const lacking = Object.entries(said).find(([, value]) => value === '')
  if (lacking !== undefined) return lacking[0]
  return {
    server: said['--server'],
    project: said['--project'],
    source: said['--source'],
    token: said.PLUMBLINE_TOKEN,
  }
}

function nameOf(file: string): string {
  return file.split('/').at(-1) ?? file
}

function headOf(run: { readonly kind: string; readonly text?: string }): string | undefined {
  return run.kind === 'printed' ? run.text?.trim() : undefined
}

/** What gates can ask about, such as `tests 3, failed 1`. */
function numbersIn(text: string): string {
  const { numbers } = JSON.parse(text) as { readonly numbers: Readonly<Record<string, number>> }
  return Object.entries(numbers)
    .map(([what, number]) => `${what} ${number}`)
    .join(', ')
}

function detailOf(text: string): string {
  try {
    const { title, detail } = JSON.parse(text) as { readonly title?: unknown; readonly detail?: unknown }
    return [title, detail].filter((one) => typeof one === 'string').join(' ')
  } catch {
    return 'it did not say why.'
  }
}
