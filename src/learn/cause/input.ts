import { numberOf, timeOf, timesOf, type Fields } from '../json-in.ts'
import type { Change, ChangedValue, Question, Target, Window } from './question.ts'

/** What several incidents share: who calls whom, and what is normal. */
export interface Scenario {
  readonly edges: Question['edges']
  readonly nodes: readonly string[]
  readonly normal: Window
  readonly changes: readonly Change[]
}

/** The scenario that a document holds; undefined where it has no series of what is normal. */
export function scenarioOf(fields: Fields): Scenario | undefined {
  const normal = windowOf(fields['normal'])
  if (normal === undefined) return undefined
  return {
    edges: edgesOf(fields['edges']),
    nodes: listOf(fields['nodes']).flatMap(
      (one) => nameOf(one) ?? nameOf(member(one, ['id', 'name', 'node'])) ?? [],
    ),
    normal,
    changes: changesOf(fields['changes']),
  }
}

/** Series at common times; undefined where there are none. Of a list of another length than the times, the first count. */
export function windowOf(value: unknown): Window | undefined {
  const { timestamps, series, calls } = objectOf(value)
  const times = timesOf(timestamps)
  if (times === undefined || typeof series !== 'object' || series === null) return undefined
  const measured = Object.entries(objectOf(calls)).map(
    ([caller, callees]) => [caller, seriesOf(objectOf(callees), times.length)] as const,
  )
  const window = { times, series: seriesOf(series as Fields, times.length) }
  return measured.length === 0 ? window : { ...window, calls: new Map(measured) }
}

function seriesOf(series: Fields, count: number): Window['series'] {
  return new Map(
    Object.entries(series).map(([node, metrics]) => [node, new Map(metricsOf('', metrics, count))] as const),
  )
}

/** Metrics by name; those by metric and statistic get both for a name. */
function metricsOf(
  prefix: string,
  value: unknown,
  count: number,
): readonly (readonly [string, Float64Array])[] {
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value
    const values = new Float64Array(count)
    for (let at = 0; at < count; at++) values[at] = measuredIn(list[at])
    return [[prefix, values]]
  }
  // Metric, then statistic: nothing is deeper.
  if (prefix.includes('\n')) return []
  return Object.entries(objectOf(value)).flatMap(([name, one]) =>
    Array.isArray(one) && prefix !== ''
      ? metricsOf(`${prefix}_${name}`, one, count)
      : metricsOf(prefix === '' ? name : `${prefix}\n${name}`, one, count),
  )
}

/** Nothing is measured beyond some size: programs write the largest number that there is for one that is missing. */
function measuredIn(value: unknown): number {
  const number = numberOf(value)
  return Math.abs(number) > largest ? Number.NaN : number
}

const largest = 1e100

/** The symptom; undefined where no node is named. */
export function targetOf(value: unknown): Target | undefined {
  const given = objectOf(value)
  const node = nameOf(member(given, ['node', 'service', 'name']))
  if (node === undefined) return undefined
  return {
    node,
    metric: nameOf(given['metric']) ?? 'latency',
    statistic: nameOf(member(given, ['statistic', 'agg', 'aggregation'])) ?? '',
    time: timeOf(member(given, ['timestamp', 'time'])),
  }
}

/** The changes of a list, one of several nodes once for each; those without a time can't be judged and are left out. */
export function changesOf(value: unknown): readonly Change[] {
  return listOf(value).flatMap((one, at) => {
    const given = objectOf(one)
    const time = timeOf(member(given, ['timestamp', 'time', 'at', 'date']))
    if (Number.isNaN(time)) return []
    const node = nameOf(member(given, ['node', 'service', 'resource', 'component', 'target']))
    const nodes = listOf(member(given, ['nodes', 'services'])).flatMap((each) => nameOf(each) ?? [])
    return [...new Set(node === undefined && nodes.length > 0 ? nodes : [node, ...nodes])].map((each) => ({
      id: nameOf(member(given, ['id', 'commit', 'name'])) ?? String(at),
      time,
      node: each,
      said: wordsOf(given),
      values: valuesOf(given),
    }))
  })
}

/** One value in the change itself, or a list of them. */
function valuesOf(given: Fields): readonly ChangedValue[] {
  const several = listOf(given['values'])
  return (several.length > 0 ? several : [given]).flatMap((one) => {
    const path = nameOf(member(one, ['path', 'key', 'setting', 'attribute']))
    if (path === undefined) return []
    return [
      {
        path,
        before: nameOf(member(one, ['before', 'old', 'from'])),
        after: nameOf(member(one, ['after', 'new', 'to'])),
      },
    ]
  })
}

function wordsOf(given: Fields): string {
  const words = Object.entries(given).flatMap(([name, one]) =>
    ['id', 'node', 'nodes', 'timestamp', 'commit'].includes(name)
      ? []
      : [name, typeof one === 'string' ? one : JSON.stringify(one)],
  )
  return words.join(' ').slice(0, 1000)
}

function edgesOf(value: unknown): Question['edges'] {
  return listOf(value).flatMap((one): Question['edges'] => {
    const [from, to] = Array.isArray(one)
      ? (one as readonly unknown[])
      : [member(one, ['caller', 'from', 'source']), member(one, ['callee', 'to', 'target'])]
    const names = [nameOf(from), nameOf(to)] as const
    return names[0] === undefined || names[1] === undefined ? [] : [[names[0], names[1]]]
  })
}

function nameOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

function member(value: unknown, names: readonly string[]): unknown {
  const given = objectOf(value)
  return names.map((name) => given[name]).find((one) => one !== undefined && one !== null)
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function objectOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}
