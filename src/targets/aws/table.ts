import type { Data } from '../../kernel/edit.ts'

/** A reply of a service, as plain data. */
export type Reply = Readonly<Record<string, Data>>

/** Asks a service for something: `sqs`, `ListQueues` and its input. */
export type Ask = (service: Service, operation: string, input: Reply) => Promise<Reply>

/** The services that are asked, by the names of the SDK's packages. */
export type Service =
  | 'cloudcontrol'
  | 'cloudtrail'
  | 'cloudwatch-logs'
  | 'dynamodb'
  | 'ec2'
  | 'ecr'
  | 'eks'
  | 'iam'
  | 'kms'
  | 'lambda'
  | 'rds'
  | 's3'
  | 'secrets-manager'
  | 'sns'
  | 'sqs'

/** How all resources of a type are found by the service's own API, and what their replies are in the registry's shape. */
export interface TypeTable {
  /** Such as `AWS::SQS::Queue`. */
  readonly type: string
  readonly service: Service
  readonly list: Listing
  /** What else is asked for each; its reply is a fact of that name. */
  readonly details: Readonly<Record<string, Detail>>
  /** Where its identifier is, which the registry calls its primary one. */
  readonly identifier: string
  /** Only those with something at this path are resources of the type. */
  readonly where?: (facts: Facts) => boolean
  readonly properties: Readonly<Record<string, Property | string>>
}

/** An operation that lists: with `items` at a path of its reply, and the way to the next page. */
export interface Listing {
  readonly operation: string
  readonly input?: Reply
  /** `Reservations[].Instances` goes into every item of the first list. */
  readonly items: string
  /** The token of the reply and that of the next request. */
  readonly next?: readonly [from: string, to: string]
}

/** A further question for each resource. */
export interface Detail {
  readonly operation: string
  input(this: void, facts: Facts): Reply
  /** Names of errors that say that there is nothing. */
  readonly nothing?: readonly string[]
}

/** What is known of a resource: `item` from the list, and the reply of each detail; undefined where it was refused. */
export type Facts = Readonly<Record<string, Data | undefined>>

/** A property of the registry's shape, and what it is made of. */
export interface Property {
  /** The facts that it needs. */
  readonly from: readonly string[]
  make(this: void, facts: Facts): Data | undefined
}
