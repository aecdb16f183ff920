import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { services, shopSamples, type Fault } from './shop.ts'

/** 2026-11-12, 08:00 UTC: when the story begins that is kept as an example. */
export const exampleStart = 1_794_470_400
export const scrape = 30
/** Six hours and a half. */
export const count = 780
/** 13:42 UTC in the example: payments has too few connections for its work. */
export const broken = 684

export const fault: Fault = { service: 'payments', from: broken, slower: 14 }

/** The files of the shop: one manifest for each service. `settings` are those that commits change. */
export function shopFiles(settings: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const all = { ...standard, ...settings }
  return Object.fromEntries(Object.keys(services).map((name) => [`k8s/${name}.yaml`, manifest(name, all)]))
}

const standard: Readonly<Record<string, string>> = {
  'payments POOL_SIZE': '20',
  'payments LOG_LEVEL': 'info',
  'search INDEX': 'products-v7',
  'front BANNER': 'autumn',
  'catalog replicas': '4',
  'cart TTL_MINUTES': '30',
}

function manifest(name: string, settings: Readonly<Record<string, string>>): string {
  const own = Object.entries(settings).flatMap(([key, value]) => {
    const [service, setting = ''] = key.split(' ')
    return service === name && setting !== 'replicas' ? [`  ${setting}: "${value}"`] : []
  })
  const calls = Object.keys(services[name]?.calls ?? {}).map(
    (callee) => `  ${callee.toUpperCase()}_URL: http://${callee}.shop.svc:8080`,
  )
  const orders = name === 'ledger' ? ['  DATABASE_URL: postgres://ledger@ledger-db.shop.svc:5432/ledger'] : []
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
  namespace: shop
data:
  PORT: "8080"
${[...own, ...calls, ...orders].join('\n')}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: shop
spec:
  replicas: ${settings[`${name} replicas`] ?? '2'}
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      containers:
        - name: ${name}
          image: registry.shop.example/${name}:1.${name.length}
          envFrom:
            - configMapRef:
                name: ${name}
---
apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: shop
spec:
  selector:
    app: ${name}
  ports:
    - port: 8080
`
}

interface Step {
  readonly minute: number
  readonly author: string
  readonly subject: string
  readonly settings: Readonly<Record<string, string>>
}

/** What was committed, by minutes after the start; the last but one is the cause. */
export const history: readonly Step[] = [
  { minute: -1200, author: 'Ada Winter', subject: 'The shop', settings: {} },
  {
    minute: -300,
    author: 'Ben Ortiz',
    subject: 'Carts are kept for an hour',
    settings: { 'cart TTL_MINUTES': '60' },
  },
  { minute: 95, author: 'Noor Haddad', subject: 'Winter banner', settings: { 'front BANNER': 'winter' } },
  {
    minute: 210,
    author: 'Ada Winter',
    subject: 'Catalog: six replicas for the sale',
    settings: { 'catalog replicas': '6' },
  },
  {
    minute: 318,
    author: 'Ben Ortiz',
    subject: 'Search: the new index',
    settings: { 'search INDEX': 'products-v8' },
  },
  {
    minute: 338,
    author: 'Noor Haddad',
    subject: 'Payments: tidy up settings',
    settings: { 'payments POOL_SIZE': '2' },
  },
  {
    minute: 352,
    author: 'Ada Winter',
    subject: 'Payments: say more in the log',
    settings: { 'payments LOG_LEVEL': 'debug' },
  },
]

/** The shop as a repository whose commits have the dates of the story. */
export function shopRepository(start: number): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'plumbline-shop-')))
  git(folder, ['init', '-q', '-b', 'main'])
  let settings: Readonly<Record<string, string>> = {}
  for (const step of history) {
    settings = { ...settings, ...step.settings }
    writeFiles(folder, shopFiles(settings))
    git(folder, ['add', '--all'])
    git(folder, ['commit', '-q', '-m', step.subject], { ...step, time: start + step.minute * 60 })
  }
  return folder
}

export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
}

function git(folder: string, args: readonly string[], step?: Step & { readonly time: number }): void {
  const date = `${step?.time ?? 0} +0000`
  const email = `${(step?.author ?? '').toLowerCase().replace(' ', '.')}@shop.example`
  const identity = ['AUTHOR', 'COMMITTER'].flatMap((who) => [
    [`GIT_${who}_NAME`, step?.author ?? ''],
    [`GIT_${who}_EMAIL`, email],
    [`GIT_${who}_DATE`, date],
  ])
  execFileSync('git', ['-c', 'core.hooksPath=/dev/null', '-c', 'commit.gpgSign=false', ...args], {
    cwd: folder,
    stdio: 'pipe',
    env: {
      ...process.env,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      ...Object.fromEntries(identity),
    },
  })
}

const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

/** What the services of the shop told Prometheus, with times, as OpenMetrics. */
export function shopMetrics(start: number, faults: readonly Fault[]): string {
  const samples = shopSamples({ count, step: scrape, seed: 4, faults })
  const counts: string[] = []
  const buckets: string[] = []
  const cpu: string[] = []
  for (const [name, all] of samples) {
    const labels = `service="${name}",namespace="shop"`
    const sums = { good: 0, failed: 0, seconds: 0, cpu: 0 }
    const below = bounds.map(() => 0)
    for (const [at, one] of all.entries()) {
      const time = start + at * scrape
      sums.failed += one.failed
      sums.good += one.requests - one.failed
      sums.seconds += one.seconds
      sums.cpu += one.cpu
      const mean = one.seconds / one.requests
      for (const [place, bound] of bounds.entries())
        below[place] = (below[place] ?? 0) + Math.round(one.requests * (1 - Math.exp(-bound / mean)))
      const total = sums.good + sums.failed
      counts.push(`http_requests_total{${labels},code="200"} ${sums.good} ${time}`)
      counts.push(`http_requests_total{${labels},code="500"} ${sums.failed} ${time}`)
      for (const [place, bound] of bounds.entries())
        buckets.push(
          `http_request_duration_seconds_bucket{${labels},le="${bound}"} ${below[place] ?? 0} ${time}`,
        )
      buckets.push(`http_request_duration_seconds_bucket{${labels},le="+Inf"} ${total} ${time}`)
      buckets.push(`http_request_duration_seconds_count{${labels}} ${total} ${time}`)
      buckets.push(`http_request_duration_seconds_sum{${labels}} ${sums.seconds.toFixed(4)} ${time}`)
      cpu.push(`process_cpu_seconds_total{${labels}} ${sums.cpu.toFixed(4)} ${time}`)
    }
  }
  return [
    '# TYPE http_requests counter',
    ...counts,
    '# TYPE http_request_duration_seconds histogram',
    ...buckets,
    '# TYPE process_cpu_seconds counter',
    ...cpu,
    '# EOF\n',
  ].join('\n')
}

/** The log of payments, which complains as soon as connections are missing. */
export function shopLog(start: number): string {
  const lines: string[] = []
  for (let at = 0; at < count; at++) {
    const time = new Date((start + at * scrape) * 1000).toISOString()
    lines.push(`${time} INFO payments charged order ${7000 + at * 3} in ${20 + (at % 9)} ms`)
    if (at % 40 === 7) lines.push(`${time} WARN payments retrying ledger, attempt 2`)
    if (at >= broken && at % 2 === 0)
      lines.push(
        `${time} ERROR payments no connection free after ${300 + at} ms, ${(at % 30) + 4} requests wait`,
      )
  }
  return `${lines.join('\n')}\n`
}
