import { z } from 'zod'
import { reportOf } from '../../contract/report-kind.ts'
import { api } from '../../contract/routes.ts'
import { accessOf, askServer, serverOptions } from '../ask-server.ts'
import { command, exit, misused } from '../command.ts'

const options = z.object({
  ...serverOptions,
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
    const access = accessOf(given, context)
    if (typeof access === 'string') return misused(context, 'report', `it needs ${access}.`)
    const source = given.source ?? context.environment.get('PLUMBLINE_SOURCE') ?? ''
    if (source === '') return misused(context, 'report', 'it needs --source.')
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
    const asked = { source, sha, name, text }
    const answer = await askServer(api.commits.upload, asked, { access, context, key: `${sha} ${name}` })
    if (answer.kind === 'refused') return answer.code
    const { numbers } = answer.reply
    const said = Object.entries(numbers).map(([what, number]) => `${what} ${number}`)
    context.print(`${name} of ${sha.slice(0, 8)} is with ${access.server}: ${said.join(', ')}\n`)
    return exit.good
  },
})

function nameOf(file: string): string {
  return file.split('/').at(-1) ?? file
}

function headOf(run: { readonly kind: string; readonly text?: string }): string | undefined {
  return run.kind === 'printed' ? run.text?.trim() : undefined
}
