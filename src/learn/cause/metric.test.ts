import { expect, it } from 'vitest'
import { kindOf, statisticOf } from './metric.ts'

it.each([
  ['requests', 'requests'],
  ['http_requests_total', 'requests'],
  ['rps', 'requests'],
  ['latency_average', 'latency'],
  ['request_duration_seconds', 'latency'],
  ['response-time p95', 'latency'],
  ['p90', 'latency'],
  ['request_errors', 'errors'],
  ['http_5xx', 'errors'],
  ['availability', 'availability'],
  ['success_rate', 'availability'],
  ['cpu', 'resource'],
  ['mem_p', 'resource'],
  ['connections', 'resource'],
  ['Response Time', 'latency'],
  ['requests_p90', 'requests'],
  ['CPUUtilization_p90', 'resource'],
  ['request_size_bytes', 'resource'],
  ['requests_in_flight', 'resource'],
])('%s tells of %s', (name, kind) => {
  expect(kindOf(name)).toBe(kind)
})

it.each([
  ['latency_average', 'average'],
  ['Latency Mean', 'average'],
  ['latency', 'average'],
  ['latency_p90', 'p90'],
  ['latency-90', 'p90'],
  ['latency 0.99', 'p99'],
  ['latency_0.9', 'p90'],
  ['latency 0.5', 'p50'],
  ['latency median', 'p50'],
  ['latency p99.9', 'p99'],
  ['latency_Minimum', 'min'],
  ['requests_Sum', 'sum'],
  ['latency_SampleCount', 'count'],
])('%s is the statistic %s', (name, statistic) => {
  expect(statisticOf(name)).toBe(statistic)
})
