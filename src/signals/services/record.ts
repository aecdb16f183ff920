import { z } from 'zod'
import type { Json } from '../../model/json-text.ts'
import { measures, type Measure, type ServiceSignals } from '../../model/service-signals.ts'

/** The form of a recording; another number is another form. */
const version = 1

const Texts = z.record(z.string(), z.string()).default({})
const Name = z.object({ namespace: z.string().default(''), name: z.string() })
const Values = z
  .array(z.number().nullable())
  .transform((all) => Float64Array.from(all, (one) => one ?? Number.NaN))
/** Seconds since 1970, of years of four digits. */
const Moment = z.number().min(0).max(253_402_300_799)
const Recording = z.object({
  plumbline: z.object({ recording: z.literal(version) }),
  start: Moment,
  step: z.number().positive().max(31_536_000),
  count: z.int().positive().max(1_000_000),
  measures: z.array(
    z.object({
      of: z.enum(['service', 'machine']).default('service'),
      node: Name,
      measure: z.enum(Object.keys(measures) as [Measure, ...Measure[]]),
      source: z.string().default(''),
      values: Values,
    }),
  ),
  calls: z.array(z.object({ from: Name, to: Name, metric: z.string().default('') })).default([]),
  alerts: z
    .array(
      z.object({
        name: z.string(),
        state: z.enum(['pending', 'firing', 'suppressed', 'resolved']),
        labels: Texts,
        annotations: Texts,
        since: Moment.optional(),
        until: Moment.optional(),
        expression: z.string().optional(),
      }),
    )
    .default([]),
  symptom: z.array(z.object({ expression: z.string(), labels: Texts, values: Values })).default([]),
  asked: z
    .array(z.object({ convention: z.string(), what: z.string(), expression: z.string(), series: z.number() }))
    .default([]),
})

/** What was measured as a document, from which the same investigation can be made again without anything that answers. */
export function recordingJson(signals: ServiceSignals): Json {
  const { times, stretch } = signals
  return {
    plumbline: { recording: version },
    start: times[0] ?? stretch.start,
    step: stretch.step,
    count: times.length,
    measures: signals.measures.map(({ of, node, measure, source, values }) => ({
      of,
      node: { namespace: node.namespace, name: node.name },
      measure,
      source,
      values: listOf(values),
    })),
    calls: signals.calls.map(({ from, to, origin }) => ({
      from: { namespace: from.namespace, name: from.name },
      to: { namespace: to.namespace, name: to.name },
      metric: origin.kind === 'metric' ? origin.metric : '',
    })),
    alerts: signals.alerts.map(({ name, state, labels, annotations, since, until, expression }) => ({
      name,
      state,
      labels,
      annotations,
      since,
      until,
      expression,
    })),
    symptom: signals.symptom.map(({ expression, labels, values }) => ({
      expression,
      labels,
      values: listOf(values),
    })),
    asked: signals.asked.map((one) => ({ ...one })),
  }
}

/** Whether a text is a recording, whatever else may be wrong with it. */
export function isRecording(text: string): boolean {
  return /^\s*\{\s*"plumbline"\s*:\s*\{\s*"recording"/u.test(text.slice(0, 200))
}

/** What a recording holds; a text says what is wrong with it. */
export function recordedSignals(text: string): ServiceSignals | string {
  const json = parsed(text)
  if (json === undefined) return 'it is no JSON; it may have been cut off.'
  const found = Recording.safeParse(json)
  if (!found.success) return wrongIn(found.error)
  const { data } = found
  const times = Float64Array.from({ length: data.count }, (_, at) => data.start + at * data.step)
  const wrong = [...data.measures, ...data.symptom].find(({ values }) => values.length !== data.count)
  if (wrong !== undefined)
    return `a list of values has ${wrong.values.length} of them, where ${data.count} are said.`
  return {
    stretch: { start: data.start, end: times.at(-1) ?? data.start, step: data.step },
    times,
    measures: data.measures,
    calls: data.calls.map(({ from, to, metric }) => ({ from, to, origin: { kind: 'metric', metric } })),
    alerts: data.alerts.map((one) => ({
      ...one,
      since: one.since,
      until: one.until,
      expression: one.expression,
      fingerprint: one.name,
      link: '',
    })),
    symptom: data.symptom,
    asked: data.asked,
  }
}

/** Four digits are as many as any measure has. */
function listOf(values: Float64Array): readonly (number | null)[] {
  return Array.from(values, (one) => (Number.isFinite(one) ? Number(one.toPrecision(4)) : null))
}

/** The first thing that is wrong, and where. */
function wrongIn({ issues }: z.ZodError): string {
  const [first] = issues
  const where = first === undefined || first.path.length === 0 ? 'the whole' : first.path.join('.')
  return `${where} is not as it should be (${first?.message ?? 'unknown'}).`
}

function parsed(text: string): unknown {
  try {
    // Without the mark with which some programs begin a text.
    return JSON.parse(text.trim())
  } catch {
    // Whoever asks says so.
    return undefined
  }
}
