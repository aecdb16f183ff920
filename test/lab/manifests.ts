import { parse } from 'yaml'

/** What the manifest of a service says that people change. */
export interface Workload {
  readonly name: string
  readonly image: string
  readonly replicas: number
  /** Mebibytes. */
  readonly memory: number
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
}

/** The configuration of the system: a manifest for each service and the database, and a page for people. */
export interface Configuration {
  readonly workloads: ReadonlyMap<string, Workload>
  readonly notes: readonly string[]
}

/** One value that a commit changed; `before` is empty where there was none. */
export interface Edit {
  readonly file: string
  /** Such as `env.DB_POOL`, `image`, `memory`, `annotations.owner`; `notes` adds a line to the page. */
  readonly path: string
  readonly before: string
  readonly after: string
}

export interface Commit {
  readonly id: string
  /** Seconds since 1970. */
  readonly time: number
  readonly author: string
  readonly message: string
  readonly edits: readonly Edit[]
}

export const serviceNames = [
  'gateway',
  'assistant',
  'recommend',
  'checkout',
  'retrieval',
  'inference',
  'feature-store',
  'accounts',
] as const
export type ServiceName = (typeof serviceNames)[number]

/** How it was before anybody changed anything. */
export function firstConfiguration(): Configuration {
  const all = [
    workload('gateway', '3.2.0', 3, {
      ASSISTANT_HOST: 'assistant',
      RECOMMEND_HOST: 'recommend',
      CHECKOUT_HOST: 'checkout',
      CALL_TIMEOUT_MS: '3000',
      CALL_POOL: '64',
    }),
    workload('assistant', '1.14.2', 2, {
      RETRIEVAL_HOST: 'retrieval',
      INFERENCE_HOST: 'inference',
      CALL_TIMEOUT_MS: '2000',
      CALL_RETRIES: '1',
      CALL_POOL: '32',
    }),
    workload('recommend', '2.7.1', 2, {
      FEATURE_STORE_HOST: 'feature-store',
      INFERENCE_HOST: 'inference',
      CALL_TIMEOUT_MS: '2000',
      CALL_RETRIES: '1',
      CALL_POOL: '32',
    }),
    workload('checkout', '5.0.3', 2, {
      ACCOUNTS_HOST: 'accounts',
      CALL_TIMEOUT_MS: '1500',
      CALL_POOL: '32',
      DB_USER: 'checkout',
      DB_POOL: '8',
    }),
    workload('retrieval', '0.9.4', 2, {
      FEATURE_STORE_HOST: 'feature-store',
      CALL_TIMEOUT_MS: '1500',
      CALL_POOL: '32',
      TOP_K: '20',
    }),
    workload('inference', '4.1.0', 2, { MODEL: 'small-3', BATCH_WAIT_MS: '3', WORKERS: '2' }),
    workload('feature-store', '1.3.8', 2, {
      DB_USER: 'features',
      DB_POOL: '6',
      CACHE_TTL_SECONDS: '20',
      STORAGE_CLASS: 'ssd',
    }),
    workload('accounts', '2.2.5', 2, {
      DB_USER: 'accounts',
      DB_POOL: '6',
      CACHE_TTL_SECONDS: '20',
      STORAGE_CLASS: 'ssd',
    }),
    { ...workload('postgres', '16.4', 1, { INDEXES: 'features.entity,accounts.id' }), memory: 512 },
  ]
  return { workloads: new Map(all.map((one) => [one.name, one])), notes: ['The shop with its assistant.'] }
}

function workload(
  name: string,
  tag: string,
  replicas: number,
  env: Readonly<Record<string, string>>,
): Workload {
  const common = { WORKERS: '64', MAX_CONNECTIONS: '512', KEEPALIVE_SECONDS: '20', LOG_LEVEL: 'info' }
  return {
    name,
    image: `registry.example/${name}:${tag}`,
    replicas,
    memory: 160,
    labels: { team: 'shop' },
    annotations: { owner: 'shop-platform' },
    env: name === 'postgres' ? env : { ...common, ...env },
  }
}

/** The configuration after some edits, each as it was written. */
export function edited(configuration: Configuration, edits: readonly Edit[]): Configuration {
  const workloads = new Map(configuration.workloads)
  const notes = [...configuration.notes]
  for (const { file, path, after } of edits) {
    const name = workloadOf(file)
    const one = name === undefined ? undefined : workloads.get(name)
    if (one === undefined) notes.push(after)
    else workloads.set(one.name, withValue(one, path, after))
  }
  return { workloads, notes }
}

function withValue(one: Workload, path: string, after: string): Workload {
  const [part = '', ...rest] = path.split('.')
  const key = rest.join('.')
  switch (part) {
    case 'env':
    case 'labels':
    case 'annotations':
      return { ...one, [part]: { ...one[part], [key]: after } }
    case 'replicas':
    case 'memory':
      return { ...one, [part]: Number(after) }
    default:
      return { ...one, image: after }
  }
}

/** The value at a path, as it would be written; empty where there is none. */
export function valueAt({ workloads }: Configuration, name: string, path: string): string {
  const one = workloads.get(name)
  const [part = '', ...rest] = path.split('.')
  const key = rest.join('.')
  if (one === undefined) return ''
  if (part === 'env' || part === 'labels' || part === 'annotations') return one[part][key] ?? ''
  return String(part === 'replicas' ? one.replicas : part === 'memory' ? one.memory : one.image)
}

/** The file of a workload. */
export function fileOf(name: string): string {
  return `deploy/${name}.yaml`
}

/** The workload that a file is of; undefined of any other file. */
export function workloadOf(file: string): string | undefined {
  return /^deploy\/(.+)\.yaml$/u.exec(file)?.[1]
}

/** Every file of the repository by its path. */
export function filesOf({ workloads, notes }: Configuration): ReadonlyMap<string, string> {
  return new Map([
    ...[...workloads.values()].map((one): [string, string] => [fileOf(one.name), manifestOf(one)]),
    ['README.md', notes.map((one) => `${one}\n`).join('\n')],
  ])
}

function manifestOf({ name, image, replicas, memory, labels, annotations, env }: Workload): string {
  return [
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata:',
    `  name: ${name}`,
    '  labels:',
    ...pairs('    ', labels),
    '  annotations:',
    ...pairs('    ', annotations),
    'spec:',
    `  replicas: ${replicas}`,
    '  selector:',
    '    matchLabels:',
    `      app: ${name}`,
    '  template:',
    '    metadata:',
    '      labels:',
    `        app: ${name}`,
    '    spec:',
    '      containers:',
    `        - name: ${name}`,
    `          image: ${image}`,
    '          resources:',
    '            limits:',
    `              memory: ${memory}Mi`,
    '          env:',
    ...Object.entries(env).flatMap(([key, value]) => [
      `            - name: ${key}`,
      `              value: ${JSON.stringify(value)}`,
    ]),
    '---',
    'apiVersion: v1',
    'kind: Service',
    'metadata:',
    `  name: ${name}`,
    'spec:',
    '  selector:',
    `    app: ${name}`,
    '  ports:',
    '    - port: 80',
    '',
  ].join('\n')
}

function pairs(indent: string, all: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(all).map(([key, value]) => `${indent}${key}: ${JSON.stringify(value)}`)
}

/** What a manifest tells the process that runs it. */
export interface Deployed {
  readonly tag: string
  readonly memory: number
  readonly settings: Readonly<Record<string, string>>
}

interface Manifest {
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly containers: readonly {
          readonly image: string
          readonly resources: { readonly limits: { readonly memory: string } }
          readonly env: readonly { readonly name: string; readonly value: string }[]
        }[]
      }
    }
  }
}

/** Reads a manifest as the platform that runs it would. */
export function deployed(text: string): Deployed {
  const manifest = parse(text.split('\n---\n')[0] ?? '') as Manifest
  const container = manifest.spec.template.spec.containers[0]
  if (container === undefined) throw new TypeError('a manifest without a container')
  return {
    tag: container.image.split(':').at(-1) ?? '',
    memory: Number.parseInt(container.resources.limits.memory, 10),
    settings: Object.fromEntries(container.env.map(({ name, value }) => [name, value])),
  }
}
