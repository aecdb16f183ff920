import { z } from 'zod'
import { configOf } from '../../engine/config/config.ts'
import { readCode } from '../../engine/drift/code.ts'
import { driftOf } from '../../engine/drift/drift.ts'
import { readEstate } from '../../engine/read.ts'
import { printJson } from '../../model/json-text.ts'
import type { Estate, Reading } from '../../model/reading.ts'
import { driftJson } from '../../report/drift/json.ts'
import { driftMarkdown } from '../../report/drift/markdown.ts'
import { driftText } from '../../report/drift/text.ts'
import { isDrifted } from '../../report/drift/words.ts'
import { command, exit, misused, type Call, type ExitCode } from '../command.ts'
import { liveReading } from '../live.ts'
import { codeOf, complainOf, openFolder, readingOptions, viewOf, type Opened } from '../reading.ts'

const { fetch: _, fetchHost: __, source: ___, ...placeOptions } = readingOptions
const options = z.object({
  ...placeOptions,
  live: z
    .string()
    .optional()
    .meta({ description: 'what runs: objects in JSON or YAML, or - for standard input', value: 'FILE' }),
  namespace: z
    .string()
    .optional()
    .meta({ description: 'where objects are that name no namespace', value: 'NAME' }),
  all: z.boolean().default(false).meta({ description: 'also what is held back, and why' }),
  answers: z.boolean().default(false).meta({ description: 'how to revert, codify or accept each' }),
  format: z.enum(['text', 'json', 'markdown']).default('text').meta({ description: 'how to print' }),
})
type DriftCall = Call<z.infer<typeof options>>

/** Exit codes: 0 no drift, 1 there is some, 2 something could not be understood. */
export const drift = command({
  name: 'drift',
  summary: 'Compare what runs with what the code says, value by value.',
  forms: ['[DIR] --live FILE'],
  about:
    'Compares live objects, as `kubectl get -o json` prints them, with what the manifests, charts, kustomizations and applications in a folder give, down to single values; and resources of an AWS account, as the Cloud Control API or AWS Config describes them, with Terraform and CloudFormation, and with what a state given by --state remembers. Nothing is asked of the cluster or the account. ' +
    'Each difference is told with the line that wants the value, what runs, and who wrote that when, as far as the objects remember it; and it is told apart what was changed by hand, what is not rolled out yet, what is not in the code and what does not run. ' +
    'Defaults of the API, what controllers own, and what the system fills in are held back, each with its reason: --all shows them. ' +
    'A waiver of the rule `drift` in plumbline.yaml accepts an object, or a value as `ADDRESS PATH`. ' +
    'The exit code is 0 when there is no drift, 1 when there is, and 2 when something could not be understood.',
  options,
  examples: [
    {
      line: 'kubectl get -A deploy,svc,cm,hpa,pdb -o json --show-managed-fields | plumbline drift --live -',
      what: 'a cluster, with the code of this folder',
    },
    { line: 'plumbline drift deploy --live live.json --all', what: 'also what is held back, and why' },
  ],

  run(call) {
    const { words, options: given, context } = call
    if (words.length > 1) return misused(context, 'drift', 'it takes one folder.')
    if (given.live === undefined)
      return misused(context, 'drift', 'it needs --live FILE, or --live - for standard input.')
    const whole = { ...call, options: { ...given, fetch: false, fetchHost: [] } }
    const opened = openFolder('drift', words[0] ?? '.', whole)
    if (opened.kind === 'refused') return opened.code
    const live = liveReading(opened.repository, given.live, call)
    if (live.kind === 'refused') return live.code
    return compared(opened, live, call)
  },
})

/** What the state file remembers, as a reading of its own. */
function stateOf({ repository: { snapshot }, options: read }: Opened): Reading | undefined {
  if (read.state === undefined) return undefined
  return readEstate(snapshot, read.state, { ...read, state: undefined }).readings[0]
}

function compared(
  opened: Opened,
  { reading, file }: Extract<ReturnType<typeof liveReading>, { kind: 'read' }>,
  call: DriftCall,
): ExitCode {
  const { repository, options: read } = opened
  const { options: given, context } = call
  const { config, diagnostics } = configOf(repository.snapshot)
  const code = readCode({
    snapshot: repository.snapshot,
    folder: repository.folder,
    options: read,
    live: reading,
    dump: file,
    progress: (done, all, { root }) =>
      context.progress(`reading ${done + 1} of ${all}: ${repository.typed(root) || '.'}`),
  })
  context.progress(undefined)
  const found = driftOf({
    readings: code.readings,
    live: reading,
    state: stateOf(opened),
    namespace: given.namespace,
    waivers: config.waivers,
    today: context.today,
  })
  const estate: Estate = {
    readings: [...code.readings, reading],
    diagnostics: [],
    text: (one) => reading.texts.get(one) ?? code.text(one),
  }
  const shown = { ...call, options: { ...given, fetch: false, fetchHost: [] } }
  const view = viewOf(opened, estate, shown, given.format !== 'text')
  const errors = [...diagnostics, ...code.readings.flatMap((one) => one.diagnostics)].filter(
    ({ severity }) => severity === 'error',
  )
  const report = { drift: found, today: context.today, all: given.all, answers: given.answers }
  if (given.format === 'json') context.print(`${printJson(driftJson(view, report, errors), 2)}\n`)
  else context.print(given.format === 'markdown' ? driftMarkdown(view, report) : driftText(view, report))
  if (given.format === 'text') complainOf(opened, estate, shown, errors)
  const said = codeOf(errors)
  return said === exit.good && found.objects.some(isDrifted) ? exit.no : said
}
