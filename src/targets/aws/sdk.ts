import { Fault } from '../../kernel/fault.ts'
import type { Data } from '../../kernel/edit.ts'
import { atMost } from './bounded.ts'
import type { Ask, Reply, Service } from './table.ts'

/** Where an account is. What isn't said comes from the environment and the user's profile, as for the `aws` program. */
export interface AwsPlace {
  readonly region: string | undefined
  readonly profile: string | undefined
  /** Another address than the service's own, such as that of an emulator. */
  readonly endpoint: string | undefined
}

/**
 * Asks through AWS's own SDK: credentials, signatures, protocols and retries with back-off are its business. A service's package is
 * loaded when it is asked first.
 */
export function sdkAsk(place: AwsPlace, signal: AbortSignal): Ask {
  const clients = new Map<Service, Promise<Connected>>()
  const bounded = atMost(mostAtOnce)
  return async (service, operation, input) => {
    const known = clients.get(service) ?? connected(service, place)
    clients.set(service, known)
    const { client, commands } = await known
    const command = commands[`${operation}Command`]
    if (command === undefined) throw new Fault('target/not-served', { service, operation })
    return plainly(await bounded(() => client.send(new command(input), { abortSignal: signal })))
  }
}

/** The region that the SDK settles on. */
export async function regionOf(place: AwsPlace): Promise<string> {
  const { client } = await connected('iam', place)
  return client.config.region()
}

interface Client {
  send(command: unknown, options: { readonly abortSignal: AbortSignal }): Promise<object>
  readonly config: { region(): Promise<string> }
}

interface Connected {
  readonly client: Client
  readonly commands: Readonly<Record<string, new (input: Reply) => unknown>>
}

/** The packages are large, so that each is loaded only when its service is asked. */
const packages: Readonly<Record<Service, () => Promise<object>>> = {
  cloudcontrol: () => import('@aws-sdk/client-cloudcontrol'),
  cloudtrail: () => import('@aws-sdk/client-cloudtrail'),
  'cloudwatch-logs': () => import('@aws-sdk/client-cloudwatch-logs'),
  dynamodb: () => import('@aws-sdk/client-dynamodb'),
  ec2: () => import('@aws-sdk/client-ec2'),
  ecr: () => import('@aws-sdk/client-ecr'),
  eks: () => import('@aws-sdk/client-eks'),
  iam: () => import('@aws-sdk/client-iam'),
  kms: () => import('@aws-sdk/client-kms'),
  lambda: () => import('@aws-sdk/client-lambda'),
  rds: () => import('@aws-sdk/client-rds'),
  s3: () => import('@aws-sdk/client-s3'),
  'secrets-manager': () => import('@aws-sdk/client-secrets-manager'),
  sns: () => import('@aws-sdk/client-sns'),
  sqs: () => import('@aws-sdk/client-sqs'),
}

const clientNames: Readonly<Partial<Record<Service, string>>> = {
  cloudcontrol: 'CloudControl',
  cloudtrail: 'CloudTrail',
  'cloudwatch-logs': 'CloudWatchLogs',
  dynamodb: 'DynamoDB',
  'secrets-manager': 'SecretsManager',
  lambda: 'Lambda',
}

/** More at once are throttled rather than answered. */
const mostAtOnce = 8

/** So often a call is tried that is throttled or breaks off, waiting longer each time. */
const attempts = 6

async function connected(service: Service, { region, profile, endpoint }: AwsPlace): Promise<Connected> {
  // The packages are typed each by itself; which one it is, and which of its commands, is known only when it runs.
  const commands = (await loaded(service)) as unknown as Connected['commands']
  const name = `${clientNames[service] ?? service.toUpperCase()}Client`
  const constructor = (commands as Readonly<Record<string, unknown>>)[name] as new (options: object) => Client
  const options = {
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    ...(endpoint !== undefined && { endpoint }),
    // Names of buckets are no hosts of an emulator.
    ...(endpoint !== undefined && service === 's3' && { forcePathStyle: true }),
    maxAttempts: attempts,
    retryMode: 'standard',
  }
  return { client: new constructor(options), commands }
}

async function loaded(service: Service): Promise<object> {
  try {
    return await packages[service]()
  } catch (cause) {
    const install = `npm install @aws-sdk/client-${service}`
    throw new Fault('target/not-installed', { package: `@aws-sdk/client-${service}`, install }, cause)
  }
}

/** A reply as plain data: times as texts, and what isn't said left out. */
function plainly(reply: object): Reply {
  const { $metadata: _, ...said } = reply as Record<string, unknown>
  return JSON.parse(JSON.stringify(said)) as Readonly<Record<string, Data>>
}
