import { documentsOf, idOf, numberOf, numbersOf, timeOf, type Fields } from '../json-in.ts'
import { notNumbers, refusal, type Answer, type LearnTask } from '../task.ts'
import { bytesText, coresText, quantityOf } from './quantity.ts'
import {
  backtest,
  recommend,
  usual,
  type Backtest,
  type Kill,
  type Recommendation,
  type Settings,
  type Usage,
} from './recommend.ts'

/** `{workloads: [{id, cpu, memory, …}]}` in, `{recommendations: [{id, cpu, memory}]}` out. */
export const rightsize: LearnTask = {
  id: 'rightsize',
  about:
    'Reads {"workloads": [{"id", "step_seconds", "cpu", "memory", "oom", "requests", "limits", "minimum", "percentile", ' +
    '"margin"}]}; a workload may also be a line of its own. `cpu` is what a container used in cores, `memory` in bytes, ' +
    'both in order, null where it is missing (one of them is enough); `step_seconds` how long a step is (60 when not ' +
    'given); `start` when the first value was; `oom` its kills for lack of memory, {"timestamp", "bytes"} or the time ' +
    'only; `requests`, `limits` and `minimum` hold `cpu` and `memory` as quantities. Prints {"recommendations": ' +
    '[{"id", "cpu", "memory"}]}, each with `request` and `limit` as quantities (a limit is raised where the request or ' +
    'a peak of memory needs more, stays as large as the request where it is that now, and is left alone elsewhere), ' +
    '`value`, `lower` and `upper` as numbers, `floor` (true where use asks for less than the least that is ' +
    'recommended: the request is that least, or the present one if it is smaller and no `minimum` is given), `backtest` ' +
    "(hours that it wasn't made from: idle part of the request, share of hours above it; of the present request " +
    'too) and `why`.',

  *answers(text) {
    for (const document of documentsOf(text)) {
      if (document.kind === 'problem') {
        yield refusal(`line ${document.line}`, { code: 'learn/not-json', message: document.message })
        continue
      }
      const { workloads } = document.fields as { readonly workloads?: unknown }
      yield answered(Array.isArray(workloads) ? workloads : [document.fields])
    }
  },
}

function answered(workloads: readonly unknown[]): Answer {
  const all = workloads.map((one, at): Fields => {
    const fields = objectOf(one)
    return { id: idOf({ fields, line: at + 1 }), ...sized(fields) }
  })
  return { json: { recommendations: all }, understood: all.every((one) => !('error' in one)) }
}

function sized(fields: Fields): Fields {
  const settings = settingsOf(fields)
  const wrong = notNumbers('cpu', fields['cpu']) ?? notNumbers('memory', fields['memory'])
  if (wrong !== undefined) return { error: { code: wrong.code, message: wrong.message } }
  const cpu = usageOf('cpu', fields)
  const memory = usageOf('memory', fields)
  if (cpu === undefined && memory === undefined) {
    const message =
      'It has neither a list `cpu` nor a list `memory` with a number in it, or its `step_seconds` is no number above 0.'
    return { error: { code: 'learn/no-values', message } }
  }
  return {
    ...(cpu === undefined ? {} : { cpu: saidOf(cpu, settings) }),
    ...(memory === undefined ? {} : { memory: saidOf(memory, settings) }),
  }
}

function usageOf(kind: Usage['kind'], fields: Fields): Usage | undefined {
  const values = numbersOf(fields[kind])?.map((one) => (one < 0 ? Number.NaN : one))
  const step = numberOf(fields['step_seconds'] ?? 60)
  if (values === undefined || !values.some(Number.isFinite) || !(step > 0)) return undefined
  const request = quantityOf(objectOf(fields['requests'])[kind])
  const limit = quantityOf(objectOf(fields['limits'])[kind])
  const kills = kind === 'memory' ? killsOf(fields, values, step, limit) : []
  return { kind, values, stepSeconds: step, kills, request, limit }
}

/** A kill that doesn't say how much memory there was had its limit, or else the most that was seen. */
function killsOf(fields: Fields, values: Float64Array, step: number, limit: number): readonly Kill[] {
  const start = timeOf(fields['start'])
  const most = values.reduce((high, one) => (one > high ? one : high), 0)
  const list: readonly unknown[] = Array.isArray(fields['oom']) ? fields['oom'] : []
  return list.flatMap((one) => {
    const given = objectOf(one)
    const time = timeOf(given['timestamp'] ?? given['time'] ?? one)
    const bytes = quantityOf(given['bytes'] ?? given['memory'])
    // Times before the first value are seconds from it.
    const at = Number.isFinite(start) && time >= start ? time - start : time
    if (!Number.isFinite(at)) return []
    return [
      {
        at: Math.min(Math.max(0, at), values.length * step),
        bytes: Number.isFinite(bytes) ? bytes : limit > 0 ? limit : most,
      },
    ]
  })
}

function settingsOf(fields: Fields): Settings {
  const minimum = objectOf(fields['minimum'])
  return {
    share: within(numberOf(fields['percentile']), 0.01, 1, usual.share),
    margin: within(numberOf(fields['margin']), 0, 10, usual.margin),
    leastCpu: within(quantityOf(minimum['cpu']), 0, 1000, usual.leastCpu),
    leastMemory: within(quantityOf(minimum['memory']), 0, 1e12, usual.leastMemory),
    asked: (['cpu', 'memory'] as const).filter((kind) => quantityOf(minimum[kind]) >= 0),
  }
}

function within(value: number, low: number, high: number, otherwise: number): number {
  return value >= low && value <= high ? value : otherwise
}

function saidOf(usage: Usage, settings: Settings): Fields {
  const found = recommend(usage, settings)
  if (found === undefined) return {}
  const textOf = usage.kind === 'cpu' ? coresText : bytesText
  const tested = backtest(usage, settings)
  const { request, lower, upper, limit, isFloor } = found
  return {
    request: textOf(request),
    ...(limit === undefined ? {} : { limit: textOf(limit) }),
    value: rounded(request),
    lower: rounded(lower),
    upper: rounded(upper),
    floor: isFloor,
    ...(tested === undefined ? {} : { backtest: tested }),
    why: whyOf(usage, settings, found, tested),
  }
}

/** A recommendation in words: what it is made of, what it means for the present request, and how it did when it was tried. */
export function whyOf(
  usage: Usage,
  settings: Settings,
  found: Recommendation,
  tested: ReturnType<typeof backtest>,
): string {
  const textOf = usage.kind === 'cpu' ? coresText : bytesText
  return [
    basisOf(usage, settings, found, textOf),
    presentOf(usage, found, textOf),
    ...limitOf(usage, found, textOf),
    tested === undefined ? 'There are less than two days of it, so nothing was checked.' : checkedOf(tested),
  ].join(' ')
}

function basisOf(
  { kind, kills }: Usage,
  { share, margin, leastCpu, leastMemory }: Settings,
  { isFloor, measured, request }: Recommendation,
  textOf: (value: number) => string,
): string {
  if (isFloor) {
    const least = textOf(kind === 'cpu' ? leastCpu : leastMemory)
    return `${least} is the least that is recommended; its use asks for ${textOf(measured)} only.`
  }
  const of = kind === 'cpu' ? 'its use' : 'its daily peaks'
  const killed =
    kills.length > 0
      ? ` It was killed for lack of memory ${kills.length} times, which counts as a peak above.`
      : ''
  return `${textOf(request)} is what ${percent(share)} of ${of} stayed below, the latest counting most, and ${percent(margin)} more.${killed}`
}

function presentOf(
  { request }: Usage,
  { lower, upper }: { readonly lower: number; readonly upper: number },
  textOf: (value: number) => string,
): string {
  if (!(request > 0)) return 'There is no request now.'
  const now = `The request is ${textOf(request)} now, `
  if (request < lower) return `${now}too little: at least ${textOf(lower)} is needed.`
  return request > upper
    ? `${now}more than ${textOf(upper)}, which would be ample.`
    : `${now}which needs no change.`
}

function limitOf(
  { request, limit: now }: Usage,
  { request: wanted, limit, lower, upper }: Recommendation,
  textOf: (value: number) => string,
): readonly string[] {
  if (limit === undefined) return []
  if (now === request && limit <= wanted)
    return request >= lower && request <= upper
      ? []
      : ['The limit goes with the request, as it is the same now.']
  if (limit === now) return [`The limit of ${textOf(now)} is enough.`]
  const what = limit > wanted ? 'the highest peak' : 'the request'
  return [`The limit of ${textOf(now)} is too little for ${what}: it needs ${textOf(limit)}.`]
}

function checkedOf({
  recommended,
  present,
}: {
  readonly recommended: Backtest
  readonly present: Backtest | undefined
}): string {
  const now = present === undefined ? '' : `; the present request: ${sayOf(present)}`
  return `In the last ${recommended.hours} hours, with requests made from the days before: ${sayOf(recommended)}${now}.`
}

function sayOf({ slack, overruns }: Backtest): string {
  return `${percent(slack)} idle, above it in ${percent(overruns)} of hours`
}

function objectOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`
}

function rounded(value: number): number {
  return Number(value.toPrecision(6))
}
