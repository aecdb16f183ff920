import { investigateConfig } from '../../engine/config/investigate.ts'
import { filePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import { printJson } from '../../model/json-text.ts'
import type { Stretch } from '../../model/series.ts'
import type { ServiceSignals } from '../../model/service-signals.ts'
import { readSeries } from '../../signals/index.ts'
import type { Prometheus } from '../../signals/prometheus/prometheus.ts'
import { askServices } from '../../signals/services/ask.ts'
import { ownConvention } from '../../signals/services/own.ts'
import { isRecording, recordedSignals, recordingJson } from '../../signals/services/record.ts'
import { signalsOfSeries } from '../../signals/services/series.ts'
import { exit } from '../command.ts'
import type { Opened } from '../reading.ts'
import {
  prometheusOf,
  queryText,
  refused,
  sayProblems,
  secondsIn,
  stepFor,
  type Refused,
} from '../signal-source.ts'
import type { InvestigateCall } from './command.ts'
import { isAlert } from './symptom.ts'
import { unlikelyTimes } from './times.ts'

/** What was measured, and by whom. */
export interface FoundSignals {
  readonly kind: 'found'
  readonly signals: ServiceSignals
  readonly source: string
  /** It was asked just now, rather than read from a file. */
  readonly isLive: boolean
  /** The names of all alerts that there are rules of; undefined where nobody was asked, or nobody said. */
  readonly alertRules: ReadonlySet<string> | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** What a command line says is to be looked at: a Prometheus, or a file. */
export async function signalsOf(opened: Opened, call: InvestigateCall): Promise<FoundSignals | Refused> {
  const { options, context } = call
  const found =
    options.signals === undefined ? await fromPrometheus(opened, call) : fromFile(options.signals, call)
  if (found.kind === 'refused' || options.record === undefined) return found
  if (context.files.write(options.record, `${printJson(recordingJson(found.signals))}\n`)) return found
  return refused('investigate', call, `${options.record} cannot be written.`)
}

async function fromPrometheus(opened: Opened, call: InvestigateCall): Promise<FoundSignals | Refused> {
  const { options, context } = call
  const needed = 'it needs measures: --prometheus URL (or PROMETHEUS_URL), or --signals FILE.'
  const source = await prometheusOf('investigate', call, needed)
  if ('kind' in source) return source
  const stretch = stretchOf(call)
  if (typeof stretch === 'string') return refused('investigate', call, stretch)
  const { measuredBy, labels, diagnostics: wrong } = investigateConfig(opened.repository.snapshot)
  context.progress(`asking ${source.address} ...`)
  const { value, diagnostics } = await askServices(source, {
    stretch,
    window: Math.max(120, 2 * stretch.step),
    own: measuredBy.map(ownConvention),
    labels,
    symptom: isAlert(options.symptom) ? undefined : options.symptom,
    isNow: options.until === undefined,
    progress: (done, all) => context.progress(`asking ${source.address}: ${done} of ${all} ...`),
  })
  const alertRules = isAlert(options.symptom) ? await alertRulesOf(source) : undefined
  context.progress(undefined)
  const all = [...wrong, ...diagnostics]
  const config = (file: string): string | undefined => opened.repository.snapshot.text(filePath(file))
  sayProblems(call, all, (file) => queryText(options.symptom ?? '')(file) ?? config(file))
  const isAway = value.asked.length === 0 && all.some(({ severity }) => severity === 'error')
  if (isAway) return { kind: 'refused', code: exit.input }
  return { kind: 'found', signals: value, source: source.address, isLive: true, alertRules, diagnostics: all }
}

/** What else speaks Prometheus' language may have no rules, or keep them elsewhere: then nothing is known. */
async function alertRulesOf(source: Prometheus): Promise<ReadonlySet<string> | undefined> {
  const { value } = await source.rules()
  const names = value.filter(({ kind }) => kind === 'alerting').map(({ name }) => name)
  return names.length === 0 ? undefined : new Set(names)
}

function fromFile(path: string, call: InvestigateCall): FoundSignals | Refused {
  const { context } = call
  const text = context.files.text(path)
  if (text === undefined) return refused('investigate', call, `there is no file ${path}.`)
  const asked = askedStretch(call)
  if (typeof asked === 'string') return refused('investigate', call, asked)
  if (isRecording(text)) {
    const signals = recordedSignals(text)
    if (typeof signals === 'string')
      return refused('investigate', call, `${path} is no recording that is understood: ${signals}`)
    return { kind: 'found', signals, source: path, isLive: false, alertRules: undefined, diagnostics: [] }
  }
  const { value, diagnostics: wrong } = readSeries(filePath(path), text)
  const unlikely = unlikelyTimes(value, { file: filePath(path), text, now: context.now() })
  const diagnostics = [...wrong, ...unlikely]
  sayProblems(call, diagnostics, (file) => (file === path ? text : undefined))
  const signals = signalsOfSeries(value)
  if (signals === undefined) {
    context.complain(
      `plumbline investigate: ${path} has no series of services. Each needs a label such as service, and one of the names in docs/investigate.md.\n`,
    )
    return { kind: 'refused', code: exit.input }
  }
  return { kind: 'found', signals, source: path, isLive: false, alertRules: undefined, diagnostics }
}

/** The stretch of time of a command line, long enough to be asked for; a text says what is wrong with it. */
function stretchOf(call: InvestigateCall): Stretch | string {
  const asked = askedStretch(call)
  if (typeof asked === 'string') return asked
  const { start, end } = asked
  if (start >= end)
    return call.options.until === undefined
      ? `--since ${call.options.since} is not before now.`
      : `--since ${call.options.since} is not before --until ${call.options.until}.`
  if (end - start < 1200)
    return 'there are less than 20 minutes from --since to --until, which is too short to say what is usual.'
  return { start, end, step: stepFor(end - start, 400) }
}

/** Where a command line begins and ends; a file is looked at whole, but what is no time is refused all the same. */
function askedStretch({ options, context }: InvestigateCall): Omit<Stretch, 'step'> | string {
  const end = options.until === undefined ? context.now() : timeIn(options.until)
  if (end === undefined) return `--until is a time such as 2026-11-12T14:00Z, not "${options.until ?? ''}".`
  const length = secondsIn(options.since)
  const start = length === undefined || /^\d{9,}$/u.test(options.since) ? timeIn(options.since) : end - length
  if (start === undefined)
    return `--since is a duration such as 6h, or a time such as 2026-11-12T08:00Z, not "${options.since}".`
  return { start, end }
}

/** Seconds since 1970, or ISO 8601, in UTC when it doesn't say. */
function timeIn(text: string): number | undefined {
  if (/^\d{9,11}$/u.test(text)) return Number(text)
  if (!/^\d{4}-\d\d-\d\d/u.test(text)) return undefined
  const time =
    Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/u.test(text) || text.length === 10 ? text : `${text}Z`) / 1000
  return Number.isFinite(time) ? time : undefined
}
