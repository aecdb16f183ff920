import { z } from 'zod'
import { withRevertBlasts } from '../../engine/drift/revert-blast.ts'
import { printJson } from '../../model/json-text.ts'
import type { Estate } from '../../model/reading.ts'
import { driftJson } from '../../report/drift/json.ts'
import { driftMarkdown } from '../../report/drift/markdown.ts'
import { driftText } from '../../report/drift/text.ts'
import { isDrifted } from '../../report/drift/words.ts'
import { allPlanRules } from '../../rules/index.ts'
import { command, exit, misused, type Call, type ExitCode } from '../command.ts'
import { comparedWith, liveOptions, wrongWith, type Compared } from '../drifting.ts'
import { codeOf, complainOf, openFolder, readingOptions, viewOf, type Opened } from '../reading.ts'
import { withPulledState } from '../pulled-state.ts'
import { askedAs } from './asked.ts'
import { withHabitsOf } from './habits.ts'

const { source: _, ...codeOptions } = readingOptions
const options = z.object({
  ...codeOptions,
  ...liveOptions,
  habits: z.string().optional().meta({
    description: 'what earlier runs saw of who writes what; brought up to date, made where it is missing',
    value: 'FILE',
  }),
  alert: z.array(z.string()).default([]).meta({
    description: 'an address, or "ADDRESS PATH", that is told whatever the habits are',
    value: 'PATTERN',
  }),
  all: z.boolean().default(false).meta({ description: 'also what is held back, and why' }),
  answers: z.boolean().default(false).meta({ description: 'how to revert, codify or accept each' }),
  format: z.enum(['text', 'json', 'markdown']).default('text').meta({ description: 'how to print' }),
})
type DriftCall = Call<z.infer<typeof options>>

/** Exit codes: 0 no drift, 1 there is some, 2 something could not be understood or asked. */
export const drift = command({
  name: 'drift',
  summary: 'Compare what runs with what the code says, value by value.',
  forms: ['[DIR] --live FILE', '[DIR] --target SYSTEM'],
  about:
    'Compares live objects, as `kubectl get -o json` prints them, with what the manifests, charts, kustomizations and applications in a folder give, down to single values; and resources of an AWS account, as the Cloud Control API or AWS Config describes them, with Terraform and CloudFormation, and with what a state given by --state remembers. With --live nothing is asked of the cluster or the account; with --target aws the account is asked itself, by the SDK that is installed beside Plumbline, with the credentials that the aws program would use; with --target terraform your own terraform or tofu makes a plan of the root in DIR, which changes nothing, and says what the code wants, what the state remembers and what runs, and the command that brings it back is told with what else it would do. ' +
    'Each difference is told with the line that wants the value, what runs, and who wrote that when, as far as the objects remember it; and it is told apart what was changed by hand, what is not rolled out yet, what is not in the code and what does not run. ' +
    'Defaults of the API, what controllers own, and what the system fills in are held back, each with its reason: --all shows them. ' +
    'With --habits FILE it is remembered from one run to the next which writer writes which field: what it has written anew four times is its habit and held back, with the reason; a new writer, field or kind of change is always told, and --alert overrules. ' +
    'A waiver of the rule `drift` in plumbline.yaml accepts an object, or a value as `ADDRESS PATH`. ' +
    'The exit code is 0 when there is no drift, 1 when there is, and 2 when something could not be understood or asked.',
  options,
  examples: [
    {
      line: 'kubectl get -A deploy,svc,cm,hpa,pdb -o json --show-managed-fields | plumbline drift --live -',
      what: 'a cluster, with the code of this folder',
    },
    {
      line: 'plumbline drift infra --target aws --state terraform.tfstate',
      what: 'an account, with the code and the state',
    },
    {
      line: 'plumbline drift infra --target aws --habits .plumbline/habits.json',
      what: 'what is written regularly goes quiet',
    },
    {
      line: 'plumbline drift infra --target terraform --var-file prod.tfvars',
      what: 'a root, as its own plan and state say it',
    },
    { line: 'plumbline drift deploy --live live.json --all', what: 'also what is held back, and why' },
  ],

  async run(call) {
    const { words, options: given, context } = call
    if (words.length > 1) return misused(context, 'drift', 'it takes one folder.')
    const wrong = wrongWith(given)
    if (wrong !== undefined) return misused(context, 'drift', wrong)
    const folder = openFolder('drift', words[0] ?? '.', call)
    if (folder.kind === 'refused') return folder.code
    const opened = await withPulledState(folder, call)
    if (opened.kind === 'refused') return opened.code
    const compared = await comparedWith(opened, call)
    if (compared.kind === 'refused') return compared.code
    const seen = withHabitsOf(compared.drift, given, context)
    if (seen.kind === 'refused') return seen.code
    const isAnswered = call.options.answers || call.options.format !== 'text'
    const known = { readings: compared.code.readings, live: compared.live }
    const answered = isAnswered ? withRevertBlasts(seen.drift, known, await allPlanRules()) : seen.drift
    return told(opened, { ...compared, drift: answered }, call)
  },
})

function told(opened: Opened, { drift: found, code, live, problems }: Compared, call: DriftCall): ExitCode {
  const { options: given, context } = call
  const estate: Estate = {
    readings: [...code.readings, live],
    diagnostics: [],
    text: (one) => live.texts.get(one) ?? code.text(one),
  }
  const view = viewOf(opened, estate, call, given.format !== 'text')
  const errors = [...problems, ...code.readings.flatMap((one) => one.diagnostics)].filter(
    ({ severity }) => severity === 'error',
  )
  const report = {
    drift: found,
    today: context.today,
    asked: askedAs(call),
    all: given.all,
    answers: given.answers,
  }
  if (given.format === 'json') context.print(`${printJson(driftJson(view, report, errors), 2)}\n`)
  else context.print(given.format === 'markdown' ? driftMarkdown(view, report) : driftText(view, report))
  if (given.format === 'text') complainOf(opened, estate, call, errors)
  const said = codeOf(errors)
  if (said !== exit.good) return said
  if (found.objects.some(isDrifted)) return exit.no
  return found.failures.length > 0 ? exit.input : exit.good
}
