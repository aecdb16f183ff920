import type { NodeKind } from '../../model/topology/topology.ts'

/** A host that a text names. */
export interface NamedHost {
  readonly host: string
  readonly kind: NodeKind
  /** Whether it can be nothing but a host: it stands in a URL, or is a name of a cluster's own DNS. */
  readonly isSure: boolean
}

/**
 * The hosts that a setting names. A URL's host and `name.namespace.svc` are sure; `name:port` and a bare name are hosts
 * only where there is such a service, which the caller knows. `$(WEB_SERVICE_HOST)` is the variable that Kubernetes
 * sets for a Service: https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables
 */
export function hostsIn(text: string, variable: string): readonly NamedHost[] {
  if (isTelemetry(variable) || text.length > longest) return []
  const found = [...urlHosts(text), ...clusterHosts(text), ...serviceVariables(`${variable} ${text}`)]
  const bare = found.length > 0 ? [] : bareHosts(text, variable)
  const hosts = new Map<string, NamedHost>()
  for (const one of [...found, ...bare])
    if (!hosts.has(one.host) && !isHere(one.host)) hosts.set(one.host, one)
  return [...hosts.values()]
}

/** Files in a ConfigMap may be long; a setting isn't. */
const longest = 100_000

/** Nothing waits for where telemetry goes. */
function isTelemetry(variable: string): boolean {
  return /^(?:OTEL|OTLP|JAEGER|ZIPKIN|SENTRY|STATSD|DD|DATADOG|PROMETHEUS|PYROSCOPE|LOKI)_/iu.test(variable)
}

function urlHosts(text: string): readonly NamedHost[] {
  const pattern = /\b([a-z][a-z0-9+.-]*):\/\/(?:[^\s/@'"]*@)?([^\s/:?#'",;)\]}]+)(?::(\d+))?/giu
  return [...text.matchAll(pattern)].flatMap(([, scheme = '', host = '', port = '']) => {
    if (!isHostName(host)) return []
    return [{ host: host.toLowerCase(), kind: kindOf(scheme.toLowerCase(), host, port), isSure: true }]
  })
}

function clusterHosts(text: string): readonly NamedHost[] {
  const pattern = /\b([a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.[a-z0-9-]+\.svc(?:\.[a-z0-9-]+)*)\b/gu
  return [...text.matchAll(pattern)].map(([, host = '']) => ({ host, kind: 'service', isSure: true }))
}

function serviceVariables(text: string): readonly NamedHost[] {
  return [...text.matchAll(/\b([A-Z][A-Z0-9_]*)_SERVICE_HOST\b/gu)].map(([, name = '']) => ({
    host: name.toLowerCase().replaceAll('_', '-'),
    kind: 'service',
    isSure: false,
  }))
}

/** `redis:6379`, lists of such, and bare names where the variable says that it is a host. */
function bareHosts(text: string, variable: string): readonly NamedHost[] {
  const withPort = [
    ...text.matchAll(/(?:^|[\s,;=[])([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?):(\d{2,5})(?=$|[\s,;/\]])/giu),
  ]
  const ported = withPort.map(([, host = '', port = '']) => ({
    host: host.toLowerCase(),
    kind: kindOf('', host, port),
    isSure: host.includes('.') && /\.[a-z]{2,}$/iu.test(host),
  }))
  if (
    ported.length > 0 ||
    !isHostName(text.trim()) ||
    !/host|addr|url|uri|endpoint|service|server|upstream|target|backend|broker|database|\bdb|redis|cache|queue/iu.test(
      variable,
    )
  )
    return ported
  const host = text.trim().toLowerCase()
  return [{ host, kind: kindOf('', host, ''), isSure: /\.(?:rds|cache)\.amazonaws\.com$/u.test(host) }]
}

function isHostName(text: string): boolean {
  return text.length <= 253 && /^[a-z0-9_](?:[a-z0-9._-]*[a-z0-9])?$/iu.test(text)
}

function isHere(host: string): boolean {
  return /^(?:localhost|127\.[\d.]+|0\.0\.0\.0|169\.254\.169\.254)$|\.example$|(?:^|\.)example\.(?:com|org|net)$/u.test(
    host,
  )
}

const databases =
  /^(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|redis|rediss|memcached|cassandra|clickhouse|sqlserver|neo4j(?:\+s)?|bolt)$/u
const databasePorts = new Set(['5432', '3306', '27017', '6379', '11211', '9042', '1433', '1521', '9200'])
const queues = /^(?:amqps?|kafka|nats|pulsar|mqtts?|sqs)$/u
const queuePorts = new Set(['5672', '9092', '4222', '6650', '1883'])

function kindOf(scheme: string, host: string, port: string): NodeKind {
  if (databases.test(scheme) || databasePorts.has(port) || /\.(?:rds|cache)\.amazonaws\.com$/u.test(host))
    return 'database'
  if (queues.test(scheme) || queuePorts.has(port)) return 'queue'
  if (/^(?:s3|gs|abfss?|wasbs?)$/u.test(scheme)) return 'storage'
  return host.includes('.') ? 'external' : 'service'
}
