import { z } from 'zod'
import { configOf, type Config } from '../../engine/config/config.ts'
import { assess } from '../../engine/review/assess.ts'
import { baselineJson, baselineOf } from '../../engine/review/baseline.ts'
import type { Known } from '../../engine/review/known.ts'
import { benchmarks, withCompliance, type Benchmark } from '../../engine/review/compliance.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { External } from '../../model/external.ts'
import { severities, type Finding, type Severity } from '../../model/finding.ts'
import { printJson } from '../../model/json-text.ts'
import type { ReviewReport } from '../../model/review.ts'
import type { View } from '../../report/view.ts'
import { allPlanRules, allRules } from '../../rules/index.ts'
import type { Rule } from '../../rules/rule.ts'
import { command, exit, misused, type Call, type ExitCode } from '../command.ts'
import {
  codeOf,
  complainOf,
  openFolder,
  readingOptions,
  viewOf,
  type Opened,
  type Shown,
} from '../reading.ts'
import { liveReading } from '../live.ts'
import { saidBefore } from '../before.ts'
import { chosenPlanRules, chosenRules } from '../chosen.ts'
import { ownRules } from './own-rules.ts'
import { reportsOf } from './reports.ts'
import { statesOf } from './states.ts'
import { formats, outputOf, printed, type Format, type Output } from './formats.ts'

const options = z.object({
  ...readingOptions,
  since: z
    .string()
    .optional()
    .meta({ description: 'report only what got worse since this commit or branch', value: 'REF' }),
  baseline: z.string().optional().meta({ description: 'a file of known findings', value: 'FILE' }),
  writeBaseline: z
    .string()
    .optional()
    .meta({ description: 'write what is found now as the baseline', value: 'FILE' }),
  failOn: z
    .enum([...severities, 'never'])
    .optional()
    .meta({ description: 'the mildest severity that makes the exit code 1; low when nothing is said' }),
  rule: z
    .array(z.string())
    .default([])
    .meta({ description: 'only these rules, by id, alias or beginning', value: 'RULE' }),
  skip: z.array(z.string()).default([]).meta({ description: 'not these rules', value: 'RULE' }),
  with: z.array(z.string()).default([]).meta({
    description: 'a report of another tool to join: SARIF, or JSON of Checkov or Trivy',
    value: 'FILE',
  }),
  compliance: z
    .string()
    .optional()
    .meta({
      description: `only rules of a benchmark, by its sections: ${benchmarks.map(({ id }) => id).join(', ')}`,
      value: 'BENCHMARK',
    }),
  live: z.string().optional().meta({
    description: 'review what runs, as kubectl get -o json prints it; - for standard input',
    value: 'FILE',
  }),
  noCache: z.boolean().default(false).meta({ description: 'work out everything anew' }),
  all: z
    .boolean()
    .default(false)
    .meta({ description: 'show every place of every finding, and every problem of the code' }),
  format: z
    .array(z.string())
    .default([])
    .meta({
      description: `how to print: ${formats.join(', ')}; several may go to files`,
      value: 'FORMAT[=FILE]',
    }),
})

type ReviewCall = Call<z.infer<typeof options>>

/** Exit codes: 0 nothing to say, 1 a rule is violated, 2 something could not be understood. */
export const review = command({
  name: 'review',
  summary: 'Review folders or a plan against the rules.',
  forms: ['[DIR|PLAN…]'],
  about:
    'Reads everything below the folders, resolves it, and asks every rule about every resource. A rule answers three ways: good, violated, or undecided because an input is missing; what is undecided is told apart and never fails a build. ' +
    'With --since, only what the change made worse is reported, and what it fixed; configuration and waivers are then taken from before the change. ' +
    'With --live, the rules are asked about what really runs; what runs as the code says is told at the line of the code, everything else where the dump says it.',
  options,
  examples: [
    { line: 'plumbline review', what: 'everything below this folder' },
    { line: 'plumbline review --since main', what: 'what this branch makes worse' },
    {
      line: 'plumbline review infra --rule aws/s3 --fail-on high',
      what: 'the bucket rules; only high ones fail',
    },
    { line: 'plumbline review --format text --format json=review.json', what: 'for you, and for a machine' },
  ],

  async run(call) {
    const folders = call.words.length === 0 ? ['.'] : call.words
    const outputs = outputsOf(call)
    if (typeof outputs === 'string') return misused(call.context, 'review', outputs)
    const opened: Opened[] = []
    for (const folder of folders) {
      const one = openFolder('review', folder, call)
      if (one.kind === 'refused') return one.code
      opened.push(one)
    }
    const [first, ...others] = opened
    if (first === undefined || opened.some(({ repository }) => repository.root !== first.repository.root)) {
      return misused(call.context, 'review', 'the folders are not in one repository.')
    }
    if (call.options.live !== undefined && call.options.since !== undefined) {
      return misused(
        call.context,
        'review',
        'what runs has no commits: --live and --since do not go together.',
      )
    }
    return reviewed([first, ...others], outputs, call)
  },
})

/** What the command line asks for, made ready. */
interface Asked {
  readonly old: Snapshot | undefined
  readonly rules: readonly Rule[]
  readonly benchmark: Benchmark | undefined
  readonly config: Config
  readonly externals: readonly External[]
  readonly diagnostics: readonly Diagnostic[]
  readonly baseline: Known | undefined
}

/** A text says what is wrong with the command line. */
async function askedOf({ repository }: Opened, call: ReviewCall): Promise<Asked | string> {
  const { options: given, context } = call
  const old = given.since === undefined ? undefined : repository.before(given.since)
  if (given.since !== undefined && old === undefined) {
    return `git knows no commit ${given.since} that this one comes from.`
  }
  // What a change says about its own review is not believed.
  const trusted = old ?? repository.snapshot
  const { config, diagnostics } = configOf(trusted)
  const ours = await allRules()
  const own = await ownRules(trusted, config, context, ours)
  const chosen = chosenRules([...ours, ...own.rules], given)
  if (typeof chosen === 'string') {
    const refused =
      own.diagnostics.length > 0
        ? ' Some rules of the repository are refused: leave out --rule and --skip to see why.'
        : ''
    return `${chosen}${refused}`
  }
  const reports = reportsOf(repository, given.with)
  if (typeof reports === 'string') return reports
  const baseline = baselineFrom(call)
  return typeof baseline === 'string'
    ? baseline
    : {
        old,
        config,
        ...chosen,
        baseline,
        externals: reports.value,
        diagnostics: [
          ...saidBefore([...diagnostics, ...own.diagnostics], old, repository.snapshot),
          ...reports.diagnostics,
        ],
      }
}

async function reviewed(
  opened: readonly [Opened, ...Opened[]],
  outputs: readonly Output[],
  call: ReviewCall,
): Promise<ExitCode> {
  const [first] = opened
  const { options: given, context } = call
  const live = given.live === undefined ? undefined : liveReading(first.repository, given.live, call)
  if (live?.kind === 'refused') return live.code
  const asked = await askedOf(first, call)
  if (typeof asked === 'string') return misused(context, 'review', asked)
  const { old, config, rules, benchmark, baseline } = asked
  const { found, before, planRules, shown } = await statesOf(
    opened,
    {
      rules,
      planRules: async () => chosenPlanRules(await allPlanRules(), given),
      old,
      externals: asked.externals,
      live: live?.reading,
    },
    call,
  )
  const said = [...asked.diagnostics, ...found.diagnostics]
  const assessed = assess({ ...found, diagnostics: said }, rules.length + planRules, {
    config,
    before,
    baseline,
    today: context.today,
    ...(isWhole(opened, given) && codeOf(said) === exit.good ? { asked: rules } : {}),
    text: (file) => shown.text(file),
  })
  const report = benchmark === undefined ? assessed : withCompliance(assessed, found, rules, benchmark)
  return told(first, shown, { report, outputs, failOn: given.failOn ?? config.failOn ?? 'low' }, call)
}

/** Whether everything of the repository is asked about, by every rule and as it is. */
function isWhole(opened: readonly [Opened, ...Opened[]], given: ReviewCall['options']): boolean {
  const [{ repository, options: read }, ...more] = opened
  const isChosen = [given.rule, given.skip, given.with].some((some) => some.length > 0)
  const isOther = [given.since, given.compliance, given.live].some((one) => one !== undefined)
  return more.length === 0 && repository.folder === '' && read.layers.length === 0 && !isChosen && !isOther
}

interface Telling {
  readonly report: ReviewReport
  readonly outputs: readonly Output[]
  readonly failOn: Severity | 'never'
}

/** Prints the review in every format that is asked for, and says how it ended. */
function told(
  opened: Opened,
  shown: Shown,
  { report, outputs, failOn }: Telling,
  call: ReviewCall,
): ExitCode {
  const { options: given, context } = call
  if (given.writeBaseline !== undefined) {
    const text = `${printJson(baselineJson(report.findings), 2)}\n`
    if (!context.files.write(given.writeBaseline, text)) return cannotWrite(given.writeBaseline, call)
  }
  // First, so that the findings are what stands last on a screen.
  const isSeen = outputs.every(({ format, file }) => format === 'text' || file !== undefined)
  const others = given.all ? false : '--all shows them'
  if (isSeen) complainOf(opened, shown, call, report.diagnostics.filter(isWorthSaying), others)
  for (const { format, file } of outputs) {
    const text = printed(format, viewFor({ format, file }, opened, shown, call), report, given.all)
    if (file === undefined) context.print(text)
    else if (!context.files.write(file, text)) return cannotWrite(file, call)
  }
  if (report.resources === 0 && report.blast === undefined && report.diagnostics.length === 0) {
    context.complain(
      'There is nothing to review here: no Terraform, CloudFormation, Kubernetes manifests, Dockerfiles or workflows.\n',
    )
  }
  const code = codeOf(report.diagnostics)
  return code === exit.good && report.findings.some((one) => fails(one, failOn)) ? exit.no : code
}

function viewFor({ format, file }: Output, opened: Opened, shown: Shown, call: ReviewCall): View {
  const view = viewOf(opened, shown, call, format !== 'text')
  const plain = file === undefined ? view : { ...view, colour: false }
  // Hosts of repositories know files by their paths from the top.
  const { root } = opened.repository
  return fromTheTop.has(format) && root !== '/' ? { ...plain, path: (one) => one } : plain
}

const fromTheTop: ReadonlySet<Format> = new Set(['sarif', 'gitlab', 'github', 'markdown'])

/** Missing inputs are told of by the text itself, where they matter. */
function isWorthSaying({ severity, code }: Diagnostic): boolean {
  return severity === 'error' || code.startsWith('review/')
}

function baselineFrom({ options: given, context }: ReviewCall): Known | undefined | string {
  if (given.baseline === undefined) return undefined
  const text = context.files.text(given.baseline)
  if (text === undefined) return `there is no file ${given.baseline}.`
  const known = baselineOf(text)
  if (known === 'none') return `${given.baseline} is no baseline; --write-baseline makes one.`
  if (known !== 'outdated') return known
  return `${given.baseline} was written by an older build, which named findings otherwise. Write it anew: review the commit that it is of with --write-baseline ${given.baseline}.`
}

function outputsOf({ options: given }: ReviewCall): readonly Output[] | string {
  const asked = given.format.length === 0 ? ['text'] : given.format
  const outputs: Output[] = []
  for (const text of asked) {
    const output = outputOf(text)
    if (output === undefined)
      return `there is no format ${text.split('=')[0] ?? ''}; there are ${formats.join(', ')}.`
    outputs.push(output)
  }
  if (outputs.filter(({ file }) => file === undefined).length > 1) {
    return 'only one format can go to standard output; write the others as FORMAT=FILE.'
  }
  return outputs
}

function cannotWrite(file: string, { context }: ReviewCall): ExitCode {
  context.complain(`${file} could not be written.\n`)
  return exit.input
}

function fails({ verdict, severity }: Finding, failOn: Severity | 'never'): boolean {
  if (failOn === 'never' || verdict !== 'violated') return false
  return severities.indexOf(severity) <= severities.indexOf(failOn)
}
