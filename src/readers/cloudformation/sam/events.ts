import type { Span } from '../../../kernel/span.ts'
import type { Expanded } from '../scope.ts'
import { asMap, asName, asText, member, type Entry, type MapNode, type Node } from '../syntax/node.ts'
import { companion, type Source } from './made.ts'
import { attributeOf, given, madeCall, madeList, madeMap, refOf, renamed, type Members } from './nodes.ts'

/** What the events of a function make: resources, and managed policies that its role needs. */
interface Events {
  readonly resources: readonly Expanded[]
  readonly managed: readonly string[]
}

/** One event of a function. */
interface Event {
  readonly source: Source
  readonly type: string
  readonly properties: MapNode
  /** The name that what it makes begins with. */
  readonly id: string
  readonly span: Span
}

/**
 * The sources that call a function, and that they may.
 * Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventsource.html
 */
export function eventsOf(source: Source): Events {
  const resources: Expanded[] = []
  const managed: string[] = []
  for (const entry of asMap(source.properties.entries.get('Events')?.value)?.entries.values() ?? []) {
    const event = eventOf(source, entry)
    if (event === undefined) continue
    const stream = streams[event.type]
    if (stream !== undefined) {
      resources.push(mappingOf(event))
      if (stream !== '') managed.push(stream)
    } else resources.push(...calledBy(event))
  }
  return { resources, managed }
}

function eventOf(source: Source, { key, keySpan, value }: Entry): Event | undefined {
  const map = asMap(value)
  const type = asText(map?.entries.get('Type')?.value)
  if (map === undefined || type === undefined) return undefined
  const properties = asMap(map.entries.get('Properties')?.value) ?? {
    kind: 'map',
    span: keySpan,
    entries: new Map(),
  }
  return { source, type, properties, id: `${source.entry.key}${key}`, span: keySpan }
}

/** What is polled, and the managed policy for it. */
const streams: Readonly<Record<string, string | undefined>> = {
  DocumentDB: '',
  DynamoDB: 'service-role/AWSLambdaDynamoDBExecutionRole',
  Kinesis: 'service-role/AWSLambdaKinesisExecutionRole',
  MQ: '',
  MSK: 'service-role/AWSLambdaMSKExecutionRole',
  SQS: 'service-role/AWSLambdaSQSQueueExecutionRole',
  SelfManagedKafka: '',
}

const mappingNames = [
  'BatchSize',
  'BisectBatchOnFunctionError',
  'DestinationConfig',
  'Enabled',
  'FilterCriteria',
  'FunctionResponseTypes',
  'KmsKeyArn',
  'MaximumBatchingWindowInSeconds',
  'MaximumRecordAgeInSeconds',
  'MaximumRetryAttempts',
  'ParallelizationFactor',
  'ScalingConfig',
  'SourceAccessConfigurations',
  'StartingPosition',
  'Topics',
  'Queues',
  'TumblingWindowInSeconds',
]

function mappingOf({ source, properties, id, span }: Event): Expanded {
  const same = Object.fromEntries(mappingNames.map((name) => [name, name]))
  return companion(source, id, 'AWS::Lambda::EventSourceMapping', {
    ...renamed(properties, {
      Queue: 'EventSourceArn',
      Stream: 'EventSourceArn',
      Broker: 'EventSourceArn',
      Cluster: 'EventSourceArn',
    }),
    ...renamed(properties, same),
    FunctionName: refOf(span, source.entry.key),
  })
}

function calledBy(event: Event): readonly Expanded[] {
  const { properties, id, span } = event
  const at = (name: string): Node | undefined => properties.entries.get(name)?.value
  switch (event.type) {
    case 'Api':
      return [
        permission(event, 'apigateway.amazonaws.com', { SourceArn: apiArn(event) }, `${id}PermissionProd`),
      ]
    case 'HttpApi':
      return [permission(event, 'apigateway.amazonaws.com', { SourceArn: apiArn(event) })]
    case 'S3':
      return [permission(event, 's3.amazonaws.com', { SourceAccount: refOf(span, 'AWS::AccountId') })]
    case 'SNS':
      return [subscription(event), permission(event, 'sns.amazonaws.com', { SourceArn: at('Topic') })]
    case 'Schedule':
      return ruled(event, {
        ScheduleExpression: at('Schedule'),
        ...renamed(properties, { Name: 'Name', State: 'State', Description: 'Description' }),
      })
    case 'CloudWatchEvent':
    case 'EventBridgeRule':
      return ruled(event, {
        EventPattern: at('Pattern'),
        ...renamed(properties, { EventBusName: 'EventBusName', RuleName: 'Name', State: 'State' }),
      })
    case 'CloudWatchLogs':
      return [
        made(event, 'AWS::Logs::SubscriptionFilter', {
          DestinationArn: attributeOf(span, event.source.entry.key, 'Arn'),
          ...renamed(properties, { FilterPattern: 'FilterPattern', LogGroupName: 'LogGroupName' }),
        }),
        permission(event, 'logs.amazonaws.com', {
          SourceArn: arnOf(span, 'logs', 'log-group:${Name}:*', at('LogGroupName')),
        }),
      ]
    case 'Cognito':
      return [permission(event, 'cognito-idp.amazonaws.com', { SourceArn: poolArn(at('UserPool')) })]
    case 'IoTRule':
      return [
        permission(event, 'iot.amazonaws.com', {
          SourceArn: arnOf(span, 'iot', 'rule/${Name}', given(span, id)),
        }),
      ]
    case 'AlexaSkill':
      return [
        permission(event, 'alexa-appkit.amazon.com', renamed(properties, { SkillId: 'EventSourceToken' })),
      ]
    default:
      return []
  }
}

/** The requests of an API that call the function, in any stage. */
function apiArn({ type, properties, span }: Event): Node | undefined {
  const isHttp = type === 'HttpApi'
  const api = properties.entries.get(isHttp ? 'ApiId' : 'RestApiId')?.value
  return arnOf(
    span,
    'execute-api',
    '${Name}/*',
    api ?? refOf(span, isHttp ? 'ServerlessHttpApi' : 'ServerlessRestApi'),
  )
}

function arnOf(span: Span, service: string, resource: string, name: Node | undefined): Node | undefined {
  if (name === undefined) return undefined
  const text = `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`
  return madeCall(span, 'Fn::Sub', madeList(span, [given(span, text), madeMap(span, { Name: name })]))
}

function poolArn(pool: Node | undefined): Node | undefined {
  const id = asName(member(pool, 'Ref'))
  return pool === undefined || id === undefined ? undefined : attributeOf(pool.span, id, 'Arn')
}

function made({ source, id }: Event, type: string, members: Members): Expanded {
  return companion(source, id, type, members)
}

function subscription(event: Event): Expanded {
  return made(event, 'AWS::SNS::Subscription', {
    Endpoint: attributeOf(event.span, event.source.entry.key, 'Arn'),
    Protocol: given(event.span, 'lambda'),
    ...renamed(event.properties, { Topic: 'TopicArn', FilterPolicy: 'FilterPolicy', Region: 'Region' }),
  })
}

function ruled(event: Event, members: Members): readonly Expanded[] {
  const { span, id, properties, source } = event
  const target = madeMap(span, {
    Arn: attributeOf(span, source.entry.key, 'Arn'),
    Id: given(span, `${id}LambdaTarget`),
    ...renamed(properties, { Input: 'Input', InputPath: 'InputPath', RetryPolicy: 'RetryPolicy' }),
  })
  return [
    made(event, 'AWS::Events::Rule', { ...members, Targets: madeList(span, [target]) }),
    permission(event, 'events.amazonaws.com', { SourceArn: attributeOf(span, id, 'Arn') }),
  ]
}

function permission(
  { source, span, id }: Event,
  service: string,
  more: Members,
  name = `${id}Permission`,
): Expanded {
  return companion(source, name, 'AWS::Lambda::Permission', {
    Action: given(span, 'lambda:InvokeFunction'),
    FunctionName: refOf(span, source.entry.key),
    Principal: given(span, service),
    ...more,
  })
}
