import type { Random } from '../learn/random.ts'
import { serviceNames, type Edit, type ServiceName } from './manifests.ts'
import type { Defect } from './system/messages.ts'

/** What happens to the system, beside what a commit changes. */
export type Happening =
  /** So many times as many requests as usual. */
  | { readonly kind: 'surge'; readonly times: number }
  /** Another program on the machine has the processor, so many of each so many milliseconds. */
  | { readonly kind: 'stolen'; readonly service: string; readonly stop: number; readonly of: number }
  /** Another user of the database locks a table, so many of each so many milliseconds. */
  | { readonly kind: 'locked'; readonly table: string; readonly hold: number; readonly of: number }
  /** What a service proves itself with to others is good no longer. */
  | { readonly kind: 'credential expires'; readonly service: string }
  /** The password of a service in the database is good no longer. */
  | { readonly kind: 'password expires'; readonly user: string }

/** An incident before it happens. */
export interface Plan {
  readonly variant: string
  /** Where the cause lies. */
  readonly service: string
  /** In words for people. */
  readonly words: string
  /** What a commit changes, without what was there before; none where no change is behind it. */
  readonly change:
    | { readonly edits: readonly Pick<Edit, 'file' | 'path' | 'after'>[]; readonly message: string }
    | undefined
  /** What programs of a tag do, by `service:tag`. */
  readonly releases: Readonly<Record<string, Defect>>
  readonly happenings: readonly Happening[]
}

export const kindNames = [
  'bad configuration value',
  'bad release',
  'cpu burn',
  'memory leak',
  'slow dependency',
  'dropped connections',
  'pool exhausted',
  'traffic surge',
  'credential expired',
  'noisy neighbour',
] as const
export type KindName = (typeof kindNames)[number]

/** What may go wrong, by kind: each plan is of another service, another way and another severity. */
export const kinds: Readonly<Record<KindName, (random: Random) => Plan>> = {
  'bad configuration value': badValue,
  'bad release': badRelease,
  'cpu burn': cpuBurn,
  'memory leak': leak,
  'slow dependency': slowDependency,
  'dropped connections': dropped,
  'pool exhausted': poolExhausted,
  'traffic surge': surge,
  'credential expired': expired,
  'noisy neighbour': neighbour,
}

function badValue(random: Random): Plan {
  const [service, key, after, words, message] = random.pick([
    [
      'assistant',
      'env.CALL_TIMEOUT_MS',
      String(15 + random.whole(10)),
      'gives up too early',
      'Tighten the timeout of calls',
    ],
    [
      'recommend',
      'env.CALL_TIMEOUT_MS',
      String(15 + random.whole(10)),
      'gives up too early',
      'Lower the timeout to fail fast',
    ],
    ['gateway', 'env.WORKERS', '1', 'does one thing at a time', 'Align workers with the other services'],
    [
      'inference',
      'env.BATCH_WAIT_MS',
      String(120 + random.whole(120)),
      'waits too long for a batch',
      'Larger batches for throughput',
    ],
    ['inference', 'env.MODEL', 'small-4', 'has no such model', 'Move to the next model'],
    [
      'inference',
      'env.MODEL',
      'medium-2',
      'has a model that is too large for it',
      'Better answers from the medium model',
    ],
    [
      'recommend',
      'env.FEATURE_STORE_HOST',
      'feature-store-v2',
      'asks a name that nobody has',
      'Prepare the move of the feature store',
    ],
    ['assistant', 'env.RETRIEVAL_HOST', 'retreival', 'asks a name that nobody has', 'Sort the settings'],
    [
      'retrieval',
      'env.TOP_K',
      String(3000 + random.whole(3000)),
      'scores far too many',
      'Look at more candidates',
    ],
    ['checkout', 'env.DB_USER', 'checkout_rw', 'has a user that does not exist', 'Use the new role'],
    ['accounts', 'memory', '48', 'gets less memory than it needs', 'Trim memory limits'],
    ['feature-store', 'memory', '48', 'gets less memory than it needs', 'Save on memory'],
  ] as const)
  return changed(service, key, after, { variant: `${service} ${key}`, words: `${service} ${words}`, message })
}

function badRelease(random: Random): Plan {
  const service = random.pick(serviceNames.slice(1))
  const calls = ['assistant', 'recommend', 'checkout', 'retrieval'].includes(service)
  const defect = random.pick<Defect>([
    { kind: 'fails', share: 0.08 + 0.4 * random.next() },
    { kind: 'fails', share: 0.5 + 0.5 * random.next() },
    ...(calls
      ? [{ kind: 'asks again', times: 12 + random.whole(12) } as const]
      : [{ kind: 'fails', share: 0.25 } as const]),
  ])
  const words = defect.kind === 'fails' ? 'fails some requests' : 'asks the same again and again'
  return released(random, service, defect, words)
}

function cpuBurn(random: Random): Plan {
  const service = random.pick(serviceNames)
  if (random.next() < 0.5)
    return released(
      random,
      service,
      { kind: 'crunches', units: 5000 + random.whole(4000) },
      'computes far too much',
    )
  return changed(service, 'env.LOG_LEVEL', 'trace', {
    variant: `${service} trace`,
    words: `${service} writes down everything`,
    message: 'More logs to find the odd answers',
  })
}

function leak(random: Random): Plan {
  const service = random.pick(serviceNames)
  const kilobytes = Math.round((8000 + random.whole(12_000)) / visits[service])
  return released(
    random,
    service,
    { kind: 'leaks', kilobytes },
    'keeps what it should forget, is killed and starts again',
  )
}

/** About how many requests each has in a second, so that none takes an hour to fill its memory. */
const visits: Readonly<Record<ServiceName, number>> = {
  gateway: 28,
  assistant: 11,
  recommend: 9,
  checkout: 9,
  retrieval: 11,
  inference: 20,
  'feature-store': 20,
  accounts: 9,
}

function slowDependency(random: Random): Plan {
  const [service, key, after, words, message] = random.pick([
    ['feature-store', 'env.STORAGE_CLASS', 'hdd', 'stores on something slow', 'Cheaper storage'],
    ['feature-store', 'env.STORAGE_CLASS', 'archive', 'stores on something slow', 'Cheaper storage'],
    ['accounts', 'env.STORAGE_CLASS', 'archive', 'stores on something slow', 'Storage classes as agreed'],
    [
      'postgres',
      'env.INDEXES',
      'accounts.id',
      'has no index any more and reads the whole table',
      'Drop an index that nobody uses',
    ],
    [
      'postgres',
      'env.INDEXES',
      'features.entity',
      'has no index any more and reads the whole table',
      'Drop an index that nobody uses',
    ],
  ] as const)
  return changed(service, key, after, {
    variant: `${service} ${after}`,
    words: `${service} ${words}`,
    message,
  })
}

function dropped(random: Random): Plan {
  const service = random.pick([
    'assistant',
    'recommend',
    'retrieval',
    'feature-store',
    'accounts',
    'inference',
  ] as const)
  if (random.next() < 0.5)
    return released(
      random,
      service,
      { kind: 'hangs up', share: 0.15 + 0.6 * random.next() },
      'hangs up without an answer',
    )
  return changed(service, 'env.MAX_CONNECTIONS', '1', {
    variant: `${service} connections`,
    words: `${service} takes one connection and drops the others`,
    message: 'Limit connections as security asks',
  })
}

function poolExhausted(random: Random): Plan {
  const dice = random.next()
  if (dice < 0.4) {
    const service = random.pick(['gateway', 'assistant', 'recommend'] as const)
    return changed(service, 'env.CALL_POOL', '1', {
      variant: `${service} calls`,
      words: `${service} has one connection for all its calls`,
      message: 'Fewer idle connections',
    })
  }
  if (dice < 0.65)
    return changed('checkout', 'env.DB_POOL', '1', {
      variant: 'checkout database',
      words: 'checkout has one connection to the database',
      message: 'Connections of the database are scarce',
    })
  const service = random.pick(['feature-store', 'accounts', 'checkout'] as const)
  return released(
    random,
    service,
    { kind: 'keeps connections', share: 0.2 + 0.4 * random.next() },
    'never gives connections to the database back',
  )
}

function surge(random: Random): Plan {
  const times = 2.8 + random.next()
  return unchanged(
    'inference',
    `${times.toFixed(1)} times as many visitors; inference has not enough accelerators`,
    {
      kind: 'surge',
      times,
    },
  )
}

function expired(random: Random): Plan {
  if (random.next() < 0.5) {
    const service = random.pick(['gateway', 'assistant', 'recommend', 'checkout', 'retrieval'] as const)
    return unchanged(service, `what ${service} proves itself with has expired`, {
      kind: 'credential expires',
      service,
    })
  }
  const [service, user] = random.pick([
    ['checkout', 'checkout'],
    ['feature-store', 'features'],
    ['accounts', 'accounts'],
  ] as const)
  return unchanged(service, `the password of ${service} in the database has expired`, {
    kind: 'password expires',
    user,
  })
}

function neighbour(random: Random): Plan {
  if (random.next() < 0.4) {
    const table = random.pick(['features', 'orders', 'accounts'])
    const hold = 250 + random.whole(350)
    return unchanged('postgres', `a job of somebody else locks ${table} again and again`, {
      kind: 'locked',
      table,
      hold,
      of: hold + 150 + random.whole(200),
    })
  }
  const service = random.pick(serviceNames.slice(1))
  const of = 200 + random.whole(200)
  const stop = Math.round(of * (0.6 + 0.25 * random.next()))
  return unchanged(service, `a program beside ${service} takes the processor ${stop} of each ${of} ms`, {
    kind: 'stolen',
    service,
    stop,
    of,
  })
}

function changed(
  service: string,
  path: string,
  after: string,
  { variant, words, message }: { readonly variant: string; readonly words: string; readonly message: string },
): Plan {
  const change = { edits: [{ file: `deploy/${service}.yaml`, path, after }], message }
  return { variant, service, words, change, releases: {}, happenings: [] }
}

function released(random: Random, service: string, defect: Defect, words: string): Plan {
  const tag = `${6 + random.whole(3)}.${random.whole(10)}.0`
  return {
    ...changed(service, 'image', `registry.example/${service}:${tag}`, {
      variant: `${service} ${defect.kind}`,
      words: `${service} ${words}`,
      message: `Release ${service} ${tag}`,
    }),
    releases: { [`${service}:${tag}`]: defect },
  }
}

function unchanged(service: string, words: string, happening: Happening): Plan {
  const variant = `${service} ${happening.kind}`
  return { variant, service, words, change: undefined, releases: {}, happenings: [happening] }
}
