import type { Measure, ServiceLabels } from '../../model/service-signals.ts'

/**
 * How services are measured by one tool. In expressions `$window` stands for the length of a rate, and `$by` for the
 * labels that say whose series it is.
 */
export interface Convention {
  readonly id: string
  readonly reference: string
  /** A metric that is there where the convention is followed. */
  readonly needs: string
  readonly of: 'service' | 'machine'
  /** Labels with the name, the first that is there counts; a series without one is nobody's. */
  readonly name: readonly string[]
  readonly namespace: readonly string[]
  readonly asks: readonly Ask[]
  readonly calls: Calls | undefined
}

/** A question about every service at once. */
export interface Ask {
  readonly what: Asked
  readonly expression: string
  /** How series of one service are put together; `sum` where nothing is said. */
  readonly together?: 'sum' | 'max'
}

/** What is asked: a measure, or what one is made from. Rates are of one second. */
export type Asked =
  | Exclude<Measure, 'requests' | 'error_ratio' | 'latency_average'>
  | 'request_rate'
  | 'failure_rate'
  | 'time_rate'
  | 'timed_rate'

/** Who calls whom, as labels of one metric. */
export interface Calls {
  readonly metric: string
  readonly expression: string
  readonly from: Ends
  readonly to: Ends
}

interface Ends {
  readonly name: string
  readonly namespace: string | undefined
}

const rate = (selector: string): string => `sum by ($by) (rate(${selector}[$window]))`
const p95 = (bucket: string): string =>
  `histogram_quantile(0.95, sum by (le, $by) (rate(${bucket}[$window])))`

/** What applications call themselves; what Prometheus calls them comes last, since one job often scrapes all of them. */
const application = [
  'service_name',
  'service',
  'app',
  'app_kubernetes_io_name',
  'application',
  'deployment',
  'workload',
  'job',
]
const namespace = ['namespace', 'service_namespace', 'kubernetes_namespace', 'exported_namespace']

/** A status code has another label in every library. */
function failing(metric: string, codes: string, labels: readonly string[]): string {
  const all = labels.map((label) => `rate(${metric}{${label}=~"${codes}"}[$window])`)
  return `sum by ($by) (${all.join(' or ')})`
}

const codes = [
  'code',
  'status',
  'status_code',
  'http_status_code',
  'response_code',
  'http_response_status_code',
]

function histogram(name: string, scale = ''): readonly Ask[] {
  return [
    { what: 'time_rate', expression: `${rate(`${name}_sum`)}${scale}` },
    { what: 'timed_rate', expression: rate(`${name}_count`) },
    { what: 'latency_p95', expression: `${p95(`${name}_bucket`)}${scale}`, together: 'max' },
  ]
}

/**
 * Every convention; for one service, what comes first counts. Labels of one's own stand first where applications name
 * themselves: what a mesh or a cluster writes has its own names.
 */
export function conventionsWith({ service, namespace: own }: ServiceLabels): readonly Convention[] {
  if (service.length === 0 && own.length === 0) return conventions
  return conventions.map((one) =>
    one.name.includes('job')
      ? { ...one, name: distinct([...service, ...one.name]), namespace: distinct([...own, ...one.namespace]) }
      : one,
  )
}

function distinct(labels: readonly string[]): readonly string[] {
  return [...new Set(labels)]
}

const conventions: readonly Convention[] = [
  {
    id: 'istio',
    reference: 'https://istio.io/latest/docs/reference/config/metrics/',
    needs: 'istio_requests_total',
    of: 'service',
    name: ['destination_workload'],
    namespace: ['destination_workload_namespace'],
    asks: [
      { what: 'request_rate', expression: rate('istio_requests_total{reporter="destination"}') },
      {
        what: 'failure_rate',
        expression: `sum by ($by) (rate(istio_requests_total{reporter="destination",response_code=~"5.."}[$window]) or rate(istio_requests_total{reporter="destination",grpc_response_status=~"2|4|8|13|14|15"}[$window]))`,
      },
      {
        what: 'time_rate',
        expression: `${rate('istio_request_duration_milliseconds_sum{reporter="destination"}')} / 1000`,
      },
      {
        what: 'timed_rate',
        expression: rate('istio_request_duration_milliseconds_count{reporter="destination"}'),
      },
      {
        what: 'latency_p95',
        expression: `${p95('istio_request_duration_milliseconds_bucket{reporter="destination"}')} / 1000`,
        together: 'max',
      },
    ],
    calls: {
      metric: 'istio_requests_total',
      expression:
        'sum by (source_workload, source_workload_namespace, destination_workload, destination_workload_namespace) (increase(istio_requests_total[$stretch])) > 0',
      from: { name: 'source_workload', namespace: 'source_workload_namespace' },
      to: { name: 'destination_workload', namespace: 'destination_workload_namespace' },
    },
  },
  {
    id: 'linkerd',
    reference: 'https://linkerd.io/2/reference/proxy-metrics/',
    needs: 'response_latency_ms_bucket',
    of: 'service',
    name: ['deployment', 'statefulset', 'daemonset'],
    namespace: ['namespace'],
    asks: [
      { what: 'request_rate', expression: rate('response_total{direction="inbound"}') },
      {
        what: 'failure_rate',
        expression: rate('response_total{direction="inbound",classification="failure"}'),
      },
      { what: 'time_rate', expression: `${rate('response_latency_ms_sum{direction="inbound"}')} / 1000` },
      { what: 'timed_rate', expression: rate('response_latency_ms_count{direction="inbound"}') },
      {
        what: 'latency_p95',
        expression: `${p95('response_latency_ms_bucket{direction="inbound"}')} / 1000`,
        together: 'max',
      },
    ],
    calls: {
      metric: 'request_total',
      expression:
        'sum by (deployment, namespace, dst_deployment, dst_namespace) (increase(request_total{direction="outbound"}[$stretch])) > 0',
      from: { name: 'deployment', namespace: 'namespace' },
      to: { name: 'dst_deployment', namespace: 'dst_namespace' },
    },
  },
  {
    id: 'opentelemetry-http',
    reference: 'https://opentelemetry.io/docs/specs/semconv/http/http-metrics/',
    needs: 'http_server_request_duration_seconds_count',
    of: 'service',
    name: application,
    namespace,
    asks: [
      { what: 'request_rate', expression: rate('http_server_request_duration_seconds_count') },
      {
        what: 'failure_rate',
        expression: rate('http_server_request_duration_seconds_count{http_response_status_code=~"5.."}'),
      },
      ...histogram('http_server_request_duration_seconds'),
    ],
    calls: undefined,
  },
  {
    id: 'http',
    reference: 'https://prometheus.io/docs/practices/naming/',
    needs: 'http_requests_total',
    of: 'service',
    name: application,
    namespace,
    asks: [
      { what: 'request_rate', expression: rate('http_requests_total') },
      { what: 'failure_rate', expression: failing('http_requests_total', '5..', codes) },
      ...histogram('http_request_duration_seconds'),
    ],
    calls: undefined,
  },
  {
    id: 'http-duration',
    reference: 'https://prometheus.io/docs/practices/histograms/',
    needs: 'http_request_duration_seconds_count',
    of: 'service',
    name: application,
    namespace,
    asks: [
      { what: 'request_rate', expression: rate('http_request_duration_seconds_count') },
      { what: 'failure_rate', expression: failing('http_request_duration_seconds_count', '5..', codes) },
      ...histogram('http_request_duration_seconds'),
    ],
    calls: undefined,
  },
  {
    id: 'grpc',
    reference: 'https://github.com/grpc-ecosystem/go-grpc-middleware/tree/main/providers/prometheus',
    needs: 'grpc_server_handled_total',
    of: 'service',
    name: ['service_name', 'service', 'app', 'application', 'deployment', 'workload', 'job'],
    namespace,
    asks: [
      { what: 'request_rate', expression: rate('grpc_server_handled_total') },
      {
        what: 'failure_rate',
        expression: rate(
          'grpc_server_handled_total{grpc_code=~"Unknown|DeadlineExceeded|ResourceExhausted|Internal|Unavailable|DataLoss"}',
        ),
      },
      ...histogram('grpc_server_handling_seconds'),
    ],
    calls: undefined,
  },
  {
    id: 'service-graph',
    reference: 'https://grafana.com/docs/tempo/latest/metrics-from-traces/service_graphs/',
    needs: 'traces_service_graph_request_total',
    of: 'service',
    name: ['server'],
    namespace: ['server_service_namespace'],
    asks: [
      { what: 'request_rate', expression: rate('traces_service_graph_request_total') },
      { what: 'failure_rate', expression: rate('traces_service_graph_request_failed_total') },
      ...histogram('traces_service_graph_request_server_seconds'),
    ],
    calls: {
      metric: 'traces_service_graph_request_total',
      expression:
        'sum by (client, server, client_service_namespace, server_service_namespace) (increase(traces_service_graph_request_total[$stretch])) > 0',
      from: { name: 'client', namespace: 'client_service_namespace' },
      to: { name: 'server', namespace: 'server_service_namespace' },
    },
  },
  {
    id: 'containers',
    reference: 'https://github.com/google/cadvisor/blob/master/docs/storage/prometheus.md',
    needs: 'container_cpu_usage_seconds_total',
    of: 'service',
    name: ['pod'],
    namespace: ['namespace'],
    asks: [
      {
        what: 'cpu',
        expression: rate('container_cpu_usage_seconds_total{container!="",container!="POD"}'),
      },
      {
        what: 'memory',
        expression: 'max by ($by) (container_memory_working_set_bytes{container!="",container!="POD"})',
        together: 'max',
      },
      {
        what: 'throttled',
        expression: `${rate('container_cpu_cfs_throttled_periods_total{container!=""}')} / ${rate('container_cpu_cfs_periods_total{container!=""}')}`,
        together: 'max',
      },
    ],
    calls: undefined,
  },
  {
    id: 'kube-state-metrics',
    reference: 'https://github.com/kubernetes/kube-state-metrics/tree/main/docs/metrics',
    needs: 'kube_pod_container_status_restarts_total',
    of: 'service',
    name: ['pod'],
    namespace: ['namespace'],
    asks: [
      {
        what: 'restarts',
        expression: 'sum by ($by) (increase(kube_pod_container_status_restarts_total[$window]))',
      },
    ],
    calls: undefined,
  },
  {
    id: 'process',
    reference: 'https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics',
    needs: 'process_cpu_seconds_total',
    of: 'service',
    name: application,
    namespace,
    asks: [
      { what: 'cpu', expression: rate('process_cpu_seconds_total') },
      { what: 'memory', expression: 'max by ($by) (process_resident_memory_bytes)', together: 'max' },
      { what: 'files', expression: 'max by ($by) (process_open_fds)', together: 'max' },
    ],
    calls: undefined,
  },
  {
    id: 'connection-pools',
    reference: 'https://opentelemetry.io/docs/specs/semconv/database/database-metrics/',
    needs: 'db_client_connection_pending_requests',
    of: 'service',
    name: application,
    namespace,
    asks: [{ what: 'waiting', expression: 'sum by ($by) (db_client_connection_pending_requests)' }],
    calls: undefined,
  },
  {
    id: 'hikari',
    reference: 'https://github.com/brettwooldridge/HikariCP/wiki/MBean-(JMX)-Monitoring-and-Management',
    needs: 'hikaricp_connections_pending',
    of: 'service',
    name: application,
    namespace,
    asks: [{ what: 'waiting', expression: 'sum by ($by) (hikaricp_connections_pending)' }],
    calls: undefined,
  },
  {
    id: 'up',
    reference: 'https://prometheus.io/docs/concepts/jobs_instances/',
    needs: 'up',
    of: 'service',
    name: ['service', 'app', 'app_kubernetes_io_name', 'job'],
    namespace,
    asks: [{ what: 'up', expression: 'avg by ($by) (up)', together: 'max' }],
    calls: undefined,
  },
  {
    id: 'machines',
    reference: 'https://github.com/prometheus/node_exporter',
    needs: 'node_cpu_seconds_total',
    of: 'machine',
    name: ['nodename', 'node', 'instance'],
    namespace: [],
    asks: [
      {
        what: 'throttled',
        expression: 'avg by ($by) (rate(node_cpu_seconds_total{mode="steal"}[$window]))',
        together: 'max',
      },
      {
        what: 'cpu',
        expression: 'sum by ($by) (rate(node_cpu_seconds_total{mode!="idle",mode!="iowait"}[$window]))',
      },
      {
        what: 'memory',
        expression: 'max by ($by) (node_memory_MemTotal_bytes - node_memory_MemAvailable_bytes)',
        together: 'max',
      },
      {
        what: 'disk',
        expression:
          'max by ($by) (1 - node_filesystem_avail_bytes{fstype!~"tmpfs|overlay|squashfs"} / node_filesystem_size_bytes{fstype!~"tmpfs|overlay|squashfs"})',
        together: 'max',
      },
    ],
    calls: undefined,
  },
]
