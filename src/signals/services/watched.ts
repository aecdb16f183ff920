import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import type { ServiceLabels } from '../../model/service-signals.ts'
import type { Source } from './ask.ts'
import { conventionsWith, type Asked, type Convention } from './conventions.ts'

/** What is measured at a Prometheus by conventions that are known, as queries that stand for themselves. */
export interface Watched {
  readonly queries: readonly WatchedQuery[]
  /** Every metric by its name. */
  readonly metrics: readonly string[]
}

export interface WatchedQuery {
  readonly title: string
  /** The convention. */
  readonly convention: string
  readonly query: string
  readonly unit: 'number' | 'bytes' | 'cores' | 'seconds' | 'share'
}

/** Asks what there is, and writes the questions of each convention with those labels alone that its series have. */
export async function watchedAt(
  source: Pick<Source, 'labelValues' | 'query'>,
  labels: ServiceLabels,
  signal?: AbortSignal,
): Promise<Outcome<Watched>> {
  const names = await source.labelValues('__name__', signal)
  const followed = conventionsWith(labels).filter(({ needs }) => names.value.includes(needs))
  const found = await Promise.all(
    followed.map(async (convention) => {
      const all = [...convention.name, ...convention.namespace]
      const { value } = await source.query(
        `count by (${all.join(', ')}) (${convention.needs})`,
        undefined,
        signal,
      )
      const there = new Set(value.flatMap((one) => Object.keys(one.labels)))
      const own = labels.service.filter((label) => convention.name.includes(label) && there.has(label))
      // Where somebody has said what services are called, that is what they are called.
      const called = own.length > 0 ? own : convention.name
      const by = [...called, ...convention.namespace].filter((label) => there.has(label))
      return queriesOf(convention, by.length === 0 ? all : by)
    }),
  )
  const diagnostics: readonly Diagnostic[] = names.diagnostics
  return { value: { queries: found.flat(), metrics: names.value }, diagnostics }
}

/** The length of rates: four scrapes at a minute, which is as seldom as is usual. */
const window = '4m'

function queriesOf({ id, asks }: Convention, by: readonly string[]): readonly WatchedQuery[] {
  return asks.flatMap(({ what, expression }) => {
    const said = titles[what]
    if (said === undefined) return []
    const query = expression.replaceAll('$window', window).replaceAll('$by', by.join(', '))
    return [{ title: said[0], convention: id, query, unit: said[1] }]
  })
}

/** What other measures are made from says nothing by itself, and has no title. */
const titles: Readonly<Record<Asked, readonly [string, WatchedQuery['unit']] | undefined>> = {
  request_rate: ['Requests a second', 'number'],
  failure_rate: ['Failing requests a second', 'number'],
  latency_p95: ['Time of a request, 95th percentile', 'seconds'],
  time_rate: undefined,
  timed_rate: undefined,
  cpu: ['Processor', 'cores'],
  throttled: ['Without processor, by its limit', 'share'],
  memory: ['Memory', 'bytes'],
  restarts: ['Restarts', 'number'],
  waiting: ['Requests that wait for a connection', 'number'],
  files: ['Open files', 'number'],
  disk: ['Fullness of the disk', 'share'],
  up: ['Instances that answer', 'share'],
}
