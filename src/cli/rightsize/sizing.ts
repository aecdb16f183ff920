import type { Workload } from '../../engine/workloads.ts'
import { why } from '../../engine/why.ts'
import { bytesText, coresText, quantityOf } from '../../learn/rightsizing/quantity.ts'
import { backtest, recommend, usual, type Kill, type Usage } from '../../learn/rightsizing/recommend.ts'
import { whyOf } from '../../learn/rightsizing/task.ts'
import { evenSeries } from '../../model/even-series.ts'
import { podNames } from '../../model/kubernetes/pod-names.ts'
import { pathText } from '../../model/path.ts'
import type { Estate } from '../../model/reading.ts'
import type { SizedChange, SizedContainer, SizedResource } from '../../model/rightsizing.ts'
import type { Series } from '../../model/series.ts'
import type { ContainerUsage } from '../../signals/usage.ts'

/** What each container of the code used, and what it should ask for; undefined of one that nothing was measured of. */
export function sizedContainer(
  estate: Estate,
  workload: Workload,
  usage: readonly ContainerUsage[],
): SizedContainer | undefined {
  const own = usageOf(workload, usage)
  const { reading, address, container } = workload
  const kills = own.filter(({ kind }) => kind === 'kills').map(({ series }) => series)
  const measured = (['cpu', 'memory'] as const).flatMap((kind) => {
    const joined = joinedUsage(own, kind)
    return joined === undefined ? [] : [{ kind, joined, kills: kind === 'memory' ? kills : [] }]
  })
  const resources = measured.flatMap((one) => sizedResource(estate, workload, one) ?? [])
  if (resources.length === 0) return undefined
  const pods = Math.max(...measured.map(({ joined }) => joined.width))
  return { root: reading.root, variant: reading.variant, address, container, pods, resources }
}

/** How `plumbline set` names an object of one reading. */
export function fullAddress({ reading, address }: Workload): string {
  const variant = reading.variant === '' ? '' : `@${reading.variant}`
  return `${reading.root === '' ? '.' : reading.root}${variant}::${address}`
}

function usageOf(workload: Workload, usage: readonly ContainerUsage[]): readonly ContainerUsage[] {
  const pods = new RegExp(`^(?:${podNames(workload.kind, workload.name)})$`, 'u')
  return usage.filter(({ namespace, pod, container }) => {
    if (container !== workload.container) return false
    if (namespace !== '' && workload.namespace !== '' && namespace !== workload.namespace) return false
    return pods.test(pod)
  })
}

interface Measured {
  readonly kind: 'cpu' | 'memory'
  readonly joined: Joined
  readonly kills: readonly Series[]
}

function sizedResource(
  estate: Estate,
  workload: Workload,
  { kind, joined, kills }: Measured,
): SizedResource | undefined {
  const now = {
    request: amountOf(workload.requests[kind]),
    limit: amountOf(workload.limits[kind]),
  }
  const of: Usage = {
    kind,
    values: joined.samples,
    stepSeconds: joined.step / joined.width,
    kills: killsOf(kills, joined, now.limit),
    request: now.request ?? Number.NaN,
    limit: now.limit ?? Number.NaN,
  }
  const found = recommend(of, usual)
  if (found === undefined) return undefined
  const textOf = kind === 'cpu' ? coresText : bytesText
  const tested = backtest(of, usual)
  const verdict = verdictOf(now.request, found)
  const text = {
    request: textOf(found.request),
    limit: limitText(found.limit, { now: now.limit, written: workload.limits[kind], textOf }),
  }
  // Beside a request that fits, a limit is left alone unless it has killed.
  const needs = { request: verdict !== 'fits', limit: verdict !== 'fits' || of.kills.length > 0 }
  return {
    kind,
    times: joined.times,
    used: joined.most,
    now,
    wanted: { request: found.request, limit: found.limit },
    text,
    lower: found.lower,
    upper: found.upper,
    isFloor: found.isFloor,
    kills: of.kills.length,
    verdict,
    backtest: tested,
    why: whyOf(of, usual, found, tested),
    changes: changesOf(estate, workload, kind, {
      request: needs.request ? text.request : undefined,
      limit: needs.limit && found.limit !== now.limit ? text.limit : undefined,
    }),
  }
}

/** A limit that stays is said as it is written. */
function limitText(
  limit: number | undefined,
  {
    now,
    written,
    textOf,
  }: {
    readonly now: number | undefined
    readonly written: string | undefined
    readonly textOf: (value: number) => string
  },
): string | undefined {
  if (limit === undefined) return undefined
  return limit === now ? written : textOf(limit)
}

function verdictOf(
  request: number | undefined,
  { lower, upper }: { readonly lower: number; readonly upper: number },
): SizedResource['verdict'] {
  if (request === undefined) return 'missing'
  if (request < lower) return 'too little'
  return request > upper ? 'too much' : 'fits'
}

function changesOf(
  estate: Estate,
  workload: Workload,
  kind: 'cpu' | 'memory',
  wanted: { readonly request: string | undefined; readonly limit: string | undefined },
): readonly SizedChange[] {
  const address = fullAddress(workload)
  const change = (of: 'requests' | 'limits', value: string): SizedChange => {
    const path = `${workload.path}.${of}.${kind}`
    const found = why(estate, address, path)
    const [answer] = 'kind' in found ? [] : found
    if (answer !== undefined) {
      const [literal] = answer.literals
      return { address, path, value, site: (literal ?? answer.hops[0])?.span, exact: answer.exact }
    }
    // Nobody wrote it: the container is where it would stand.
    const around = why(estate, address, pathText([...workload.steps, 'name']))
    const [name] = 'kind' in around ? [] : around
    return { address, path, value, site: name?.literals[0]?.span ?? name?.hops[0]?.span, exact: false }
  }
  return [
    ...(wanted.request === undefined ? [] : [change('requests', wanted.request)]),
    ...(wanted.limit === undefined ? [] : [change('limits', wanted.limit)]),
  ]
}

interface Joined {
  readonly times: Float64Array
  readonly most: Float64Array
  /** Every pod's value at each time, one behind the other; NaN where there are fewer pods than at most. */
  readonly samples: Float64Array
  readonly width: number
  readonly step: number
}

/** The pods of a workload as one: each value counts, as each pod's does to the autoscaler. */
function joinedUsage(usage: readonly ContainerUsage[], kind: 'cpu' | 'memory'): Joined | undefined {
  const all = usage
    .filter((one) => one.kind === kind)
    .flatMap(({ series }) => evenSeries(series, undefined) ?? [])
  const step = all.reduce((most, one) => Math.max(most, one.step ?? 0), 0)
  if (!(step > 0) || !Number.isFinite(step)) return undefined
  const at = new Map<number, number[]>()
  for (const series of all) {
    for (const [place, value] of series.values.entries()) {
      if (!Number.isFinite(value) || value < 0) continue
      const tick = Math.round((series.times[place] ?? 0) / step)
      const known = at.get(tick)
      if (known === undefined) at.set(tick, [value])
      else known.push(value)
    }
  }
  const ticks = [...at.keys()].toSorted((a, b) => a - b)
  const first = ticks[0] ?? 0
  const count = (ticks.at(-1) ?? first) - first + 1
  const width = [...at.values()].reduce((most, { length }) => Math.max(most, length), 1)
  if (ticks.length < 2 || count * width > 20_000_000) return undefined
  const samples = new Float64Array(count * width).fill(Number.NaN)
  for (const [tick, values] of at) samples.set(values, (tick - first) * width)
  const most = Float64Array.from({ length: count }, (_, place) => {
    const values = at.get(first + place)
    return values?.reduce((high, one) => Math.max(high, one)) ?? Number.NaN
  })
  return { times: most.map((_, place) => (first + place) * step), most, samples, width, step }
}

/** A kill tells no size: it had its limit, or else the most that was seen. */
function killsOf(kills: readonly Series[], joined: Joined, limit: number | undefined): readonly Kill[] {
  const start = joined.times[0] ?? 0
  const seen = joined.most.reduce((high, one) => (one > high ? one : high), 0)
  return kills.flatMap((one) =>
    [...one.values].flatMap((value, place) =>
      value > 0 ? [{ at: Math.max(0, (one.times[place] ?? start) - start), bytes: limit ?? seen }] : [],
    ),
  )
}

function amountOf(text: string | undefined): number | undefined {
  const amount = quantityOf(text)
  return amount > 0 ? amount : undefined
}
