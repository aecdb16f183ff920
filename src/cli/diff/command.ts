import { z } from 'zod'
import { differenceOf } from '../../engine/difference/difference.ts'
import { readStates, type States } from '../../engine/difference/states.ts'
import { readEstate } from '../../engine/read.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { printJson } from '../../model/json-text.ts'
import { diffJson } from '../../report/diff/json.ts'
import { diffMarkdown } from '../../report/diff/markdown.ts'
import { diffText } from '../../report/diff/text.ts'
import { diagnosticsOf } from '../../report/read.ts'
import { saidBefore } from '../before.ts'
import { command, exit, misused, type Call } from '../command.ts'
import {
  codeOf,
  complainOf,
  openFolder,
  readFetching,
  readFolder,
  readingOptions,
  viewOf,
  type Opened,
} from '../reading.ts'

const options = z.object({
  ...readingOptions,
  since: z
    .string()
    .default('HEAD')
    .meta({ description: 'compare with where this commit or branch and the present one part', value: 'REF' }),
  all: z.boolean().default(false).meta({ description: 'show every change and every place' }),
  format: z.enum(['text', 'json', 'markdown']).default('text').meta({ description: 'how to print' }),
})
type DiffCall = Call<z.infer<typeof options>>

/** Exit codes: 0 no difference, 1 there is one, 2 something could not be understood. */
export const diff = command({
  name: 'diff',
  summary: 'Say what a change does to every resource, and which line does it.',
  forms: ['[DIR|FILE]'],
  about:
    'Compares what the sources say now with what they said at a commit: every object that charts and kustomizations render to, every resource of Terraform and of the other languages, value by value. ' +
    'Changes are grouped by root and variant, and then by the line that caused them: one line of a values file that changes forty objects is one group of forty. ' +
    'The exit code is 0 when nothing is different, 1 when something is, and 2 when something could not be understood, now or before.',
  options,
  examples: [
    { line: 'plumbline diff', what: 'what the changes that are not committed yet will do' },
    { line: 'plumbline diff --since main', what: 'what this branch changes' },
    {
      line: 'plumbline diff charts/web --since v1.4.0 --format markdown',
      what: 'as a comment on a pull request',
    },
  ],

  async run(call) {
    const { words, options: given, context } = call
    if (words.length > 1) return misused(context, 'diff', 'it takes one folder or file.')
    const opened = openFolder('diff', words[0] ?? '.', call)
    if (opened.kind === 'refused') return opened.code
    const old = opened.repository.before(given.since)
    if (old === undefined) {
      return misused(context, 'diff', `git knows no commit ${given.since} that this one comes from.`)
    }
    const states = await statesOf(opened, old, call)
    const difference = differenceOf(states.before, states.after)
    const isDocument = given.format !== 'text'
    const views = {
      before: viewOf(opened, states.before, call, isDocument),
      after: viewOf(opened, states.after, call, isDocument),
    }
    const report = { difference, since: given.since }
    const diagnostics = diagnosticsIn(states, old, opened)
    if (given.format === 'json') context.print(`${printJson(diffJson(views, report, diagnostics), 2)}\n`)
    else {
      context.print(
        given.format === 'markdown' ? diffMarkdown(views, report) : diffText(views, report, given.all),
      )
      complainOf(opened, states.after, call, diagnostics)
    }
    const code = codeOf(diagnostics)
    return code === exit.good && difference.roots.length > 0 ? exit.no : code
  },
})

async function statesOf(opened: Opened, old: Snapshot, call: DiffCall): Promise<States> {
  const { repository, options: read } = opened
  const { context } = call
  if (call.options.fetch) {
    // What was downloaded for the present state isn't there for the old one.
    const after = await readFolder(opened, call)
    const before = await readFetching({ ...repository, snapshot: old }, read, call)
    return { before, after }
  }
  if (repository.snapshot.list(repository.folder) === undefined) {
    return {
      before: readEstate(old, repository.folder, read),
      after: readEstate(repository.snapshot, repository.folder, read),
    }
  }
  context.progress(`reading ${repository.typed(repository.folder) || '.'} ...`)
  const states = readStates({ before: old, after: repository.snapshot }, repository.folder, read, {
    progress: (done, all, { root }) =>
      context.progress(`reading ${done + 1} of ${all}: ${repository.typed(root) || '.'}`),
  })
  context.progress(undefined)
  return states
}

/** Errors only: what is to be said of the sources beside that, `read` and `review` say. Those of the present state come last. */
function diagnosticsIn(states: States, old: Snapshot, { repository }: Opened): readonly Diagnostic[] {
  return [
    ...saidBefore(diagnosticsOf(states.before).filter(isError), old, repository.snapshot),
    ...diagnosticsOf(states.after).filter(isError),
  ]
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error'
}
