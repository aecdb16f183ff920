import { z } from 'zod'
import { commitFeed } from '../../engine/changes/feed.ts'
import { estateTopology } from '../../engine/topology/estate.ts'
import { investigate as investigated } from '../../learn/incident/investigate.ts'
import { filePath } from '../../kernel/brand.ts'
import type { FeedChange } from '../../model/feed-change.ts'
import { joined } from '../../model/topology/join.ts'
import type { Topology } from '../../model/topology/topology.ts'
import type { History } from '../../model/history.ts'
import type { Outcome } from '../../model/investigation.ts'
import { printJson } from '../../model/json-text.ts'
import { investigationHtml } from '../../report/investigate/html.ts'
import { investigationJson } from '../../report/investigate/json.ts'
import { investigationMarkdown } from '../../report/investigate/markdown.ts'
import type { InvestigationReport } from '../../report/investigate/report.ts'
import { investigationText } from '../../report/investigate/text.ts'
import type { View } from '../../report/view.ts'
import { command, exit, misused, type Call, type ExitCode } from '../command.ts'
import { openFolder, readFolder, readingOptions, viewOf, type Opened } from '../reading.ts'
import { prometheusOptions, secondsIn } from '../signal-source.ts'
import { commandsFor } from './commands.ts'
import { filesOf, type GivenFiles } from './files.ts'
import { signalsOf, type FoundSignals } from './signals.ts'
import { meantSymptom } from './symptom.ts'

const options = z.object({
  ...prometheusOptions,
  signals: z.string().optional().meta({
    description: 'a file instead: a recording made with --record, or series by service',
    value: 'FILE',
  }),
  symptom: z.string().optional().meta({
    description: 'what is wrong: an alert, a service, or a query; looked for when not given',
    value: 'QUERY|ALERT|SERVICE',
  }),
  since: z.string().default('6h').meta({
    description: 'where to begin: so long before the end, or a time; a file is looked at whole',
    value: 'DURATION|TIME',
  }),
  until: z.string().optional().meta({ description: 'where to end; now when not given', value: 'TIME' }),
  lookback: z
    .string()
    .default('1d')
    .meta({ description: 'how long before the beginning changes count too', value: 'DURATION' }),
  logs: z.array(z.string()).default([]).meta({ description: 'a file of log lines', value: 'FILE' }),
  topology: z
    .array(z.string())
    .default([])
    .meta({ description: 'a file that says who calls whom', value: 'FILE' }),
  changes: z.array(z.string()).default([]).meta({
    description:
      'a file of changes that git does not know, one JSON object a line, or a plan of Terraform as JSON',
    value: 'FILE',
  }),
  record: z
    .string()
    .optional()
    .meta({ description: 'write what was measured to a file, for --signals', value: 'FILE' }),
  format: z.enum(['text', 'json', 'markdown', 'html']).default('text').meta({ description: 'how to print' }),
  ...readingOptions,
})
export type InvestigateCall = Call<z.infer<typeof options>>

/** Exit codes: 0 nothing is wrong, 1 something is, 2 something could not be read. */
export const investigate = command({
  name: 'investigate',
  summary: 'Say what is wrong, since when, and which change did it.',
  forms: ['[DIR]'],
  about:
    'Looks at the requests, errors and times of all services, finds what is not as always and since when, follows the calls to the service that it comes from, and looks for its cause among the commits of the repository, value by value: `why` the other way round. ' +
    'Who calls whom comes from the sources (Kubernetes, Helm, Terraform and the others), from metrics of calls, and from files. ' +
    'Nothing is started or changed. That nothing is wrong, and that no change explains it, are answers. ' +
    'The exit code is 0 when nothing is wrong, 1 when something is, and 2 when something could not be read.',
  options,
  examples: [
    { line: 'plumbline investigate --prometheus http://localhost:9090', what: 'what is wrong now' },
    {
      line: 'plumbline investigate infra --symptom CheckoutSlow --format html > incident.html',
      what: 'of an alert, as a page; PROMETHEUS_URL says whom to ask',
    },
    {
      line: 'plumbline investigate --since 2026-11-12T08:00Z --until 2026-11-12T14:00Z --record incident.json',
      what: 'of the past, kept for later',
    },
    {
      line: 'plumbline investigate --signals incident.json --logs app.log',
      what: 'again, without anything that answers',
    },
  ],

  async run(call) {
    const { words, options: given, context } = call
    if (words.length > 1) return misused(context, 'investigate', 'it takes one folder.')
    const lookback = secondsIn(given.lookback)
    if (lookback === undefined)
      return misused(context, 'investigate', `--lookback is a duration such as 1d, not "${given.lookback}".`)
    const opened = openFolder('investigate', words[0] ?? '.', call)
    if (opened.kind === 'refused') return opened.code
    const files = filesOf(call)
    if (typeof files === 'string') return misused(context, 'investigate', files)
    const signals = await signalsOf(opened, call)
    if (signals.kind === 'refused') return signals.code
    return answered({ opened, files, signals, lookback }, call)
  },
})

interface Ready {
  readonly opened: Opened
  readonly files: GivenFiles
  readonly signals: FoundSignals
  readonly lookback: number
}

async function answered(
  { opened, files, signals: found, lookback }: Ready,
  call: InvestigateCall,
): Promise<ExitCode> {
  const { context, options: given } = call
  const estate = await readFolder(opened, call)
  const measured = found.signals.measures
    .filter(({ of }) => of === 'service')
    .map(({ node }) => ({ ...node, kind: 'service' as const, aliases: [], addresses: [] }))
  const topology = joined([
    estateTopology(estate),
    ...files.topologies,
    { nodes: measured, calls: found.signals.calls },
  ])
  const meant = meantSymptom(given.symptom, found, topology)
  if (typeof meant === 'string') {
    context.progress(undefined)
    context.complain(`plumbline investigate: ${meant}\n`)
    return exit.input
  }
  const { signals } = meant
  const between = { start: signals.stretch.start - lookback, end: signals.stretch.end }
  const history = opened.repository.history(between)
  const changes = changesOf(opened, files, { history, between }, call)
  const commits = new Set(history?.commits.map(({ sha }) => sha))
  const investigation = investigated({ ...meant, topology, changes, logs: files.logs })
  const view = viewOf(opened, estate, call, given.format !== 'text')
  const report: InvestigationReport = {
    investigation,
    times: signals.times,
    series: seriesOf(found, topology),
    topology,
    changes,
    asked: signals.asked,
    source: found.source,
    commands: commandsFor(investigation, opened.repository, (id) => commits.has(id)),
    diagnostics: [...found.diagnostics, ...files.diagnostics],
  }
  context.progress(undefined)
  context.print(views[given.format](view, report))
  const wasRead = !report.diagnostics.some(({ severity }) => severity === 'error')
  if (!wasRead || unknown.has(investigation.outcome)) return exit.input
  return investigation.symptom === undefined ? exit.good : exit.no
}

/** Nobody can say whether something is wrong. */
const unknown: ReadonlySet<Outcome> = new Set(['nothing is measured', 'too little is measured'])

const views: Readonly<
  Record<InvestigateCall['options']['format'], (view: View, report: InvestigationReport) => string>
> = {
  text: investigationText,
  json: (view, report) => `${printJson(investigationJson(view, report), 2)}\n`,
  markdown: investigationMarkdown,
  html: investigationHtml,
}

function seriesOf({ signals }: FoundSignals, topology: Topology): InvestigationReport['series'] {
  return (node, measure) =>
    signals.measures.find(
      (one) =>
        one.measure === measure &&
        (one.of === 'machine' ? one.node.name : (topology.idOf(one.node) ?? one.node.name)) === node,
    )?.values
}

/** The commits and releases of the repository, and what files say beside them. */
function changesOf(
  opened: Opened,
  files: GivenFiles,
  {
    history,
    between,
  }: {
    readonly history: History | undefined
    readonly between: { readonly start: number; readonly end: number }
  },
  { context }: InvestigateCall,
): readonly FeedChange[] {
  const { repository, options: read } = opened
  const commits =
    history === undefined
      ? []
      : commitFeed({
          history,
          folder: repository.folder,
          options: read,
          cache: context.cache(),
          progress: (done, all) => context.progress(`looking at change ${done + 1} of ${all} ...`),
        })
  const others = files.changes
    .filter(({ time }) => time >= between.start && time <= between.end)
    .map((change) => placed(change, opened))
  return [...commits, ...others].toSorted((left, right) => right.time - left.time)
}

/** A file of changes says paths from the folder that is read; here they begin at the top of the repository. */
function placed(change: FeedChange, { repository: { folder, snapshot } }: Opened): FeedChange {
  const pathOf = (file: string): string => {
    const inside = folder === '' ? file : `${folder}/${file}`
    return snapshot.text(filePath(inside)) === undefined ? file : inside
  }
  return {
    ...change,
    files: change.files.map(pathOf),
    values: change.values.map((value) =>
      value.line === undefined ? value : { ...value, line: { ...value.line, file: pathOf(value.line.file) } },
    ),
  }
}
