/** What a metric tells of a service. */
export type MetricKind = 'requests' | 'latency' | 'errors' | 'availability' | 'resource'

/**
 * What a metric's name says. Understood are the words in use: requests, rps, qps, throughput, calls, invocations;
 * latency, duration, response time, `p90`; error, fault, failure, 5xx, exception; availability, success. Everything
 * else (cpu, memory, connections) is a resource.
 */
export function kindOf(metric: string): MetricKind {
  const name = metric.toLowerCase()
  if (/availab|success|uptime|\bsli\b/u.test(name)) return 'availability'
  if (/err|fault|fail|[45]xx|exception|reject/u.test(name)) return 'errors'
  if (/latenc|duration|response_?time|resp_?time|elapsed|(?:^|[^a-z])p\d\d|(?:^|_)rt(?:_|$)/u.test(name))
    return 'latency'
  if (/request|(?:^|[^a-z])[rqt]ps|throughput|calls|invocation|traffic|workload|hits/u.test(name))
    return 'requests'
  return 'resource'
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

/** What a statistic is called, in one spelling: `mean` and `avg` are `average`, `0.9` and `90` are `p90`. */
export function statisticOf(text: string): string {
  const name = text.toLowerCase()
  if (/avg|average|mean/u.test(name)) return 'average'
  const [, digits] = /p?_?(?:0?\.)?(\d\d+)\D*$/u.exec(name) ?? []
  if (digits !== undefined) return `p${digits.slice(0, 2)}`
  if (/median/u.test(name)) return 'p50'
  if (/max/u.test(name)) return 'max'
  return 'average'
}
