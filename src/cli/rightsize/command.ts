import { z } from 'zod'
import { dataFrom } from '../../engine/edit/asked.ts'
import { edit } from '../../engine/edit/edit.ts'
import type { EditState } from '../../engine/edit/state.ts'
import { workloadsIn, type Workload } from '../../engine/workloads.ts'
import { podNames } from '../../model/kubernetes/pod-names.ts'
import type { WantedValue } from '../../model/edit.ts'
import { printJson } from '../../model/json-text.ts'
import type { RightsizeReport, SizedChange } from '../../model/rightsizing.ts'
import { diagnosticsOf } from '../../report/read.ts'
import { rightsizeHtml } from '../../report/rightsize/html.ts'
import { rightsizeJson } from '../../report/rightsize/json.ts'
import { rightsizeText } from '../../report/rightsize/text.ts'
import type { Series } from '../../model/series.ts'
import type { Prometheus } from '../../signals/prometheus/prometheus.ts'
import { askUsage, usageIn, type ContainerUsage } from '../../signals/usage.ts'
import { counted } from '../../report/words.ts'
import { command, exit, misused, type Call, type ExitCode } from '../command.ts'
import { readToEdit, tellEdit, writeEdit, writingOptions } from '../edited.ts'
import { complainOf, openFolder, readingOptions, viewOf, type Opened } from '../reading.ts'
import {
  prometheusOf,
  prometheusOptions,
  queryText,
  refused,
  sayProblems,
  secondsIn,
  seriesOfFile,
  stepFor,
  type Refused,
} from '../signal-source.ts'
import { fullAddress, sizedContainer } from './sizing.ts'

const { source: _, ...sourcesOptions } = readingOptions
const options = z.object({
  ...prometheusOptions,
  usage: z.string().optional().meta({
    description: 'what containers used, in a file instead; - for standard input',
    value: 'FILE',
  }),
  since: z.string().optional().meta({
    description: 'how much of the past to look at: 14d of Prometheus, all of a file when not given',
    value: 'TIME',
  }),
  only: z
    .string()
    .optional()
    .meta({ description: 'only where the root, environment or address holds this', value: 'TEXT' }),
  ...sourcesOptions,
  ...writingOptions,
  format: z.enum(['text', 'json', 'html']).default('text').meta({ description: 'how to print' }),
})
type RightsizeCall = Call<z.infer<typeof options>>

/** Exit codes: 0 all requests fit or were written, 1 some are worth changing, 2 no usage or an edit that could not be. */
export const rightsize = command({
  name: 'rightsize',
  summary: 'Recommend requests and limits from use, and name the line to change.',
  forms: ['[DIR] --prometheus URL', '[DIR] --usage FILE'],
  about:
    'Takes every container of the Deployments, StatefulSets, Jobs and other workloads that a folder gives, also those of charts, overlays and applications, finds what its pods used, and recommends what to request: percentiles of a decaying histogram as the Vertical Pod Autoscaler makes them, kills for lack of memory counted as peaks, floors said as floors, which never call a request too little that use fits into. ' +
    'A limit is raised where the request or a peak of memory needs more, stays as large as its request where it is that now, and is left alone elsewhere. ' +
    'Beside each recommendation stands how one made the same way would have done in hours that it was not made from, and the line that sets the request now with the command that changes it; --write or --branch makes the changes that hold when everything is read again. ' +
    "Of Prometheus, cAdvisor's container_cpu_usage_seconds_total, container_memory_working_set_bytes and container_oom_events_total are asked for; pods are known by the names that their controllers give them. " +
    'A file holds series of the same names, or of cpu (cores) and memory (bytes), with labels namespace, pod and container.',
  options,
  examples: [
    {
      line: 'plumbline rightsize examples/ai-platform --usage examples/signals/usage.jsonl',
      what: 'from a file',
    },
    { line: 'plumbline rightsize deploy --prometheus http://localhost:9090', what: 'from Prometheus' },
    {
      line: 'plumbline rightsize deploy --usage usage.jsonl --only production --branch rightsize',
      what: 'of one environment, as a commit on a new branch',
    },
  ],

  async run(call) {
    const { words, options: given, context } = call
    if (words.length > 1) return misused(context, 'rightsize', 'it takes one folder.')
    if (given.write && given.branch !== undefined)
      return misused(context, 'rightsize', '--write and --branch are two ways of writing; give one.')
    const opened = openFolder('rightsize', words[0] ?? '.', call)
    if (opened.kind === 'refused') return opened.code
    const state = await readToEdit(opened, asText(call))
    const all = workloadsIn(state.estate)
    const workloads = all.filter((one) => isMeant(one, given.only))
    if (workloads.length === 0) return without(all, { opened, state, call })
    const found = await usageFor(workloads, call)
    if ('kind' in found) return found.code
    return told({ opened, state, call }, workloads, found)
  },
})

/** Says why there is nothing to size: often a chart that lies elsewhere, which the problems of reading name. */
function without(all: readonly Workload[], { opened, state, call }: Read): ExitCode {
  const { context, options: given } = call
  if (all.length > 0) {
    const names = all.slice(0, 3).map(fullAddress).join(', ')
    const why = `none of the ${counted(all.length, 'workload')} holds "${given.only ?? ''}" in its root, environment or address, such as ${names}.`
    return misused(context, 'rightsize', why)
  }
  context.complain('plumbline: there is no workload in the folder that pods are made from.\n')
  complainOf(
    opened,
    state.estate,
    { ...call, options: { ...given, source: undefined } },
    diagnosticsOf(state.estate),
  )
  return exit.input
}

function isMeant(workload: Workload, only: string | undefined): boolean {
  return only === undefined || fullAddress(workload).includes(only)
}

/** Commands that edit print text or a document. */
function asText(call: RightsizeCall): Call<Omit<z.infer<typeof options>, 'format'> & AsReading> {
  const format = call.options.format === 'text' ? ('text' as const) : ('json' as const)
  return { ...call, options: { ...call.options, format } }
}

interface AsReading {
  readonly format: 'text' | 'json'
}

interface Found {
  readonly source: string
  readonly usage: readonly ContainerUsage[]
  /** What is to be known where nothing was measured. */
  readonly hint: string
}

/** What of series lies so many seconds before the last time of all of them. */
function latest(all: readonly Series[], seconds: number): readonly Series[] {
  const end = all.reduce((last, { times }) => Math.max(last, times.at(-1) ?? -Infinity), -Infinity)
  return all.map((one) => {
    const from = one.times.findIndex((time) => time >= end - seconds)
    const at = from === -1 ? one.times.length : from
    return { ...one, times: one.times.slice(at), values: one.values.slice(at) }
  })
}

async function usageFor(workloads: readonly Workload[], call: RightsizeCall): Promise<Found | Refused> {
  const { options: given, context } = call
  const since = secondsIn(given.since ?? '14d')
  if (since === undefined) return refused('rightsize', call, '--since is a time such as 14d.')
  if (given.usage !== undefined) {
    const series = seriesOfFile('rightsize', given.usage, call)
    if ('kind' in series) return series
    const usage = usageIn(given.since === undefined ? series : latest(series, since))
    return { source: given.usage, usage, hint: named }
  }
  const source = await prometheusOf('rightsize', call, 'it needs --prometheus URL or --usage FILE.')
  if ('kind' in source) return source
  const end = context.now()
  const stretch = { start: end - since, end, step: Math.max(300, stepFor(since, 4100)) }
  const names = [...new Set(workloads.map(({ kind, name }) => podNames(kind, name)))]
  const usage: ContainerUsage[] = []
  // A query has its limits too.
  for (let from = 0; from < names.length; from += 40) {
    context.progress(`asking ${source.address} for ${from} of ${names.length} workloads ...`)
    const part = await askUsage(source, names.slice(from, from + 40).join('|'), stretch)
    sayProblems(call, part.diagnostics, queryText(''))
    if (part.diagnostics.some(({ severity }) => severity === 'error')) {
      context.progress(undefined)
      return { kind: 'refused', code: exit.input }
    }
    usage.push(...part.value)
  }
  const hint = usage.length > 0 ? '' : await hintOf(source, workloads)
  context.progress(undefined)
  return { source: source.address, usage, hint }
}

const named = 'Pods are known by name: check that these workloads run there.'

/** Whether containers are measured there at all, and what their pods are called. */
async function hintOf(source: Prometheus, [first]: readonly Workload[]): Promise<string> {
  const metrics = await source.labelValues('__name__')
  if (!metrics.value.includes('container_cpu_usage_seconds_total'))
    return 'It has no container_cpu_usage_seconds_total, which comes from the kubelets: let it read /metrics/cadvisor of each.'
  const pods = (await source.labelValues('pod')).value.toSorted()
  if (pods.length === 0 || first === undefined) return named
  const more = pods.length > 3 ? ` and ${pods.length - 3} more` : ''
  return `${named} It measures pods such as ${pods.slice(0, 3).join(', ')}${more}; those of the ${first.kind} ${first.name} would match ${podNames(first.kind, first.name)}.`
}

interface Read {
  readonly opened: Opened
  readonly state: EditState
  readonly call: RightsizeCall
}

function told(read: Read, workloads: readonly Workload[], { source, usage, hint }: Found): ExitCode {
  const { opened, state, call } = read
  const { options: given, context } = call
  const all = workloads.map((one) => ({ one, sized: sizedContainer(state.estate, one, usage) }))
  const report: RightsizeReport = {
    source,
    sized: all.flatMap(({ sized }) => sized ?? []),
    unmeasured: [...new Set(all.flatMap(({ one, sized }) => (sized === undefined ? [one.address] : [])))],
  }
  if (report.sized.length === 0) {
    const many = counted(workloads.length, 'container')
    const why =
      usage.length === 0
        ? `none of ${many} was measured in ${source}. ${hint}`
        : `too little was measured of ${many} in ${source} to recommend anything: look at more of the past with --since.`
    context.complain(`plumbline: ${why}\n`)
    return exit.input
  }
  const folder = call.words[0] ?? '.'
  const view = viewOf(
    opened,
    state.estate,
    { ...asText(call), options: { ...asText(call).options, source: undefined } },
    given.format === 'json',
  )
  if (given.format === 'json') context.print(`${printJson(rightsizeJson(view, report), 2)}\n`)
  else if (given.format === 'html') context.print(rightsizeHtml({ ...view, colour: false }, report, folder))
  else context.print(rightsizeText(view, report, folder))
  const changes = report.sized.flatMap(({ resources }) =>
    resources.map((one) => one.changes).filter((one) => one.length > 0),
  )
  if (changes.length === 0) return exit.good
  return given.write || given.branch !== undefined ? written(read, changes) : exit.no
}

/** Makes the changes that hold; the others are said. A request and its limit go together: one line may set both. */
function written({ opened, state, call }: Read, changes: readonly (readonly SizedChange[])[]): ExitCode {
  const { context, options: given } = call
  const limits = { allowOthers: given.allowOthers }
  const wanted = changes.map((group) =>
    group.map(({ address, path, value }): WantedValue => {
      return { address, path, data: dataFrom(state.estate, address, path, value) }
    }),
  )
  const good = wanted.filter((group) => {
    context.progress(`trying ${group[0]?.path ?? ''} of ${group[0]?.address ?? ''} ...`)
    const { answer } = edit(state, group, limits)
    if (answer.kind === 'refused') context.complain(`plumbline: left as it is: ${answer.detail}\n`)
    return answer.kind === 'edited'
  })
  context.progress(undefined)
  if (good.length === 0) return exit.no
  const { answer } = edit(state, good.flat(), limits)
  const shown = asText(call)
  if (given.format === 'text') tellEdit(opened, state, answer, shown)
  const code = writeEdit(opened, answer, shown, 'Set requests and limits to what is used')
  if (code !== undefined) return code
  return answer.kind === 'edited' && good.length === wanted.length ? exit.good : exit.no
}
