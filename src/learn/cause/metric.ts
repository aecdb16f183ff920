/** What a metric tells of a service. */
export type MetricKind = 'requests' | 'latency' | 'errors' | 'availability' | 'resource'

/**
 * What a metric's name says. Understood are the words in use: requests, rps, qps, throughput, calls, invocations;
 * latency, duration, response time, `p90`; error, fault, failure, 5xx, exception; availability, success. Everything
 * else (cpu, memory, connections) is a resource, and so is a quantile of it, or the size of a request.
 */
export function kindOf(metric: string): MetricKind {
  const name = metric.toLowerCase()
  if (/availab|success|uptime|\bsli\b/u.test(name)) return 'availability'
  if (/err|fault|fail|[45]xx|exception|reject/u.test(name)) return 'errors'
  if (/latenc|duration|response[_ -]?time|resp_?time|elapsed|(?:^|_)rt(?:_|$)/u.test(name)) return 'latency'
  if (/cpu|processor|mem(?!ber)|heap|disk|bytes|(?:^|[_ -])size|in_?flight|pending/u.test(name))
    return 'resource'
  if (/request|(?:^|[^a-z])[rqt]ps|throughput|calls|invocation|traffic|workload|hits/u.test(name))
    return 'requests'
  return /(?:^|[^a-z])t?p\d\d/u.test(name) ? 'latency' : 'resource'
}

/** Whether it tells of the calls that a node makes, not of those that it answers. */
export function isOfCallsMade(metric: string): boolean {
  return /client|upstream|downstream|outgoing|outbound|egress/iu.test(metric)
}

/** Whether a resource is used up by what a node does itself, not by what it waits for: processor and memory. */
export function isConsumed(metric: string): boolean {
  return /cpu|processor|memory|heap|(?:^|_)(?:rss|mem)(?:_|$)/iu.test(metric)
}

/** Whether it tells how long a node waits for a processor, as its system or its own loop measures it. */
export function isWaitForProcessor(metric: string): boolean {
  return /lag|throttl|steal|stolen|pressure|run_?queue|stall/iu.test(metric)
}

/** Whether it tells how much of what can be held at once (connections, workers, slots) is held. */
export function isHeld(metric: string): boolean {
  return /pool|in_?use|in_?flight|concurren|busy|active|open_?conn/iu.test(metric)
}

/**
 * What a statistic is called, in one spelling: `mean` and `avg` are `average`, `0.9` and `90` are `p90`, `Sum` is `sum`.
 * A name that says nothing is of an average.
 */
export function statisticOf(text: string): string {
  const name = text.toLowerCase()
  if (/avg|average|mean/u.test(name)) return 'average'
  const [, tenth] = /(?:^|[^\d])0?\.(\d)[^\d.]*$/u.exec(name) ?? []
  if (tenth !== undefined) return `p${tenth}0`
  const [, digits] = /p?_?(?:0?\.)?(\d\d+)(?:\.\d+)?[^\d.]*$/u.exec(name) ?? []
  if (digits !== undefined) return `p${digits.slice(0, 2)}`
  return others.find(([pattern]) => pattern.test(name))?.[1] ?? 'average'
}

const others = [
  [/median/u, 'p50'],
  [/max(?:imum)?(?![a-z])/u, 'max'],
  [/(?<![a-z])min(?:imum)?(?![a-z])/u, 'min'],
  [/(?<![a-z])sum(?![a-z])/u, 'sum'],
  [/(?<![a-z])(?:sample[_ ]?)?count(?![a-z])/u, 'count'],
  [/(?<![a-z])(?:std|stdev|stddev|deviation)(?![a-z])/u, 'deviation'],
] as const

/** Whether a statistic of latency is a time that requests take. */
export function isTime(statistic: string): boolean {
  return !['sum', 'count', 'deviation'].includes(statistic)
}
