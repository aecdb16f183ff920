import { z } from 'zod'
import { apiPage } from './api-page.ts'
import type { AnyCommand } from './command.ts'
import {
  DiffDocument,
  EvalDocument,
  GraphDocument,
  LineDocument,
  ReadDocument,
  ReviewDocument,
  VerifyDocument,
  WhyDocument,
} from './documents.ts'
import { EditDocument } from './edit-document.ts'
import { ForecastDocument, RightsizeDocument } from './signal-documents.ts'
import { describe, labelOf } from './help.ts'
import { commands } from './index.ts'
import { InvestigationDocument } from './investigate/document.ts'
import { learnTasks } from '../learn/index.ts'
import type { LearnTask } from '../learn/task.ts'
import { conformanceMarkdown, type Conformance } from '../report/conformance.ts'
import { ruleMarkdown, rulesMarkdown } from '../report/review/rules.ts'
import { toldRules } from '../rules/index.ts'
import { factsOf } from './options.ts'

/** The pages of `docs/reference` by their names, made from the commands and the documents themselves, and from what was measured. */
export async function referencePages(measured: Conformance): Promise<ReadonlyMap<string, string>> {
  const loaded = await Promise.all(commands.map((one) => one.load()))
  const rules = await toldRules()
  const tasks = await Promise.all(learnTasks.map((one) => one.load()))
  return new Map([
    ['README.md', index(loaded)],
    ['conformance.md', conformanceMarkdown(measured)],
    ['api.md', apiPage()],
    ...loaded.map((one): readonly [string, string] => [
      `${one.name}.md`,
      page(one, one.name === 'learn' ? tasks : []),
    ]),
    ...documents.map(({ name, schema }): readonly [string, string] => [
      `${name}.schema.json`,
      schemaText(name, schema),
    ]),
    ['rules/README.md', rulesMarkdown(rules, (id) => `${id}.md`)],
    ...rules.map((one): readonly [string, string] => [`rules/${one.id}.md`, ruleMarkdown(one)]),
  ])
}

const documents: readonly { readonly name: string; readonly what: string; readonly schema: z.ZodType }[] = [
  { name: 'read', what: '`plumbline read --format json`', schema: ReadDocument },
  { name: 'review', what: '`plumbline review --format json`', schema: ReviewDocument },
  { name: 'set', what: '`plumbline set --format json`', schema: EditDocument },
  { name: 'diff', what: '`plumbline diff --format json`', schema: DiffDocument },
  { name: 'verify', what: '`plumbline verify --format json`', schema: VerifyDocument },
  { name: 'why', what: '`plumbline why ADDRESS --format json`', schema: WhyDocument },
  { name: 'why-line', what: '`plumbline why FILE:LINE --format json`', schema: LineDocument },
  { name: 'eval', what: 'one line of `plumbline eval`', schema: EvalDocument },
  { name: 'graph', what: '`plumbline graph --format json`', schema: GraphDocument },
  { name: 'forecast', what: '`plumbline forecast --format json`', schema: ForecastDocument },
  { name: 'rightsize', what: '`plumbline rightsize --format json`', schema: RightsizeDocument },
  {
    name: 'investigate',
    what: '`plumbline investigate --format json`',
    schema: InvestigationDocument,
  },
]

function index(all: readonly AnyCommand[]): string {
  return [
    '# Reference',
    '',
    'These pages are made from the program itself by `npm run docs`.',
    '',
    '## Commands',
    '',
    ...all.map((one) => `- [plumbline ${one.name}](${one.name}.md): ${one.summary}`),
    '',
    '[Every rule](rules/README.md) has a page of its own.',
    '[The API](api.md): every route of a server, and who may ask it.',
    '[Conformance](conformance.md): how much of what the real tools say we say too.',
    '',
    '## Exit codes',
    '',
    '| code | meaning |',
    '| --- | --- |',
    '| 0 | good |',
    '| 1 | the answer is no: there is no such address, line or source; a rule is violated; something is different |',
    '| 2 | the input could not be understood |',
    '| 3 | the command line could not be understood |',
    '',
    '## Documents',
    '',
    'JSON schemas of what is printed for programs.',
    '',
    ...documents.map(({ name, what }) => `- [${name}.schema.json](${name}.schema.json): ${what}`),
    '',
  ].join('\n')
}

/** A command's page; one that takes tasks says what each of them reads and prints. */
function page(command: AnyCommand, tasks: readonly LearnTask[]): string {
  const facts = factsOf(command.options)
  const rows = facts.map((fact) => `| \`${labelOf(fact).replaceAll('|', '\\|')}\` | ${describe(fact)} |`)
  const schema = documents.filter(({ name }) => name === command.name || name === `${command.name}-line`)
  return [
    `# plumbline ${command.name}`,
    '',
    command.summary,
    '',
    '```',
    ...command.forms.map(
      (form) => `plumbline ${command.name} ${form}${facts.length > 0 ? ' [OPTIONS]' : ''}`,
    ),
    '```',
    '',
    command.about,
    '',
    ...(rows.length > 0 ? ['| option | |', '| --- | --- |', ...rows, ''] : []),
    ...schema.map(({ name, what }) => `The document of ${what}: [${name}.schema.json](${name}.schema.json).`),
    ...(schema.length > 0 ? [''] : []),
    '## Examples',
    '',
    '```sh',
    ...command.examples.flatMap(({ line, what }) => [`# ${what}`, line]),
    '```',
    '',
    ...tasks.flatMap(({ id, about }) => [`## ${id}`, '', markdownOf(about), '']),
  ].join('\n')
}

/** JSON in a text as code, from a brace to the one that closes it. */
function markdownOf(text: string): string {
  let depth = 0
  let out = ''
  for (const sign of text) {
    if (sign === '{' && depth++ === 0) out += '`'
    out += sign
    if (sign === '}' && --depth === 0) out += '`'
  }
  return out
}

function schemaText(name: string, schema: z.ZodType): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'output' })
  return `${JSON.stringify({ $schema, title: `plumbline ${name}`, ...rest }, undefined, 2)}\n`
}
