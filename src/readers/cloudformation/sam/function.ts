import type { Expanded } from '../scope.ts'
import { asMap, asText, bare, member, type MapNode, type Node } from '../syntax/node.ts'
import { eventsOf } from './events.ts'
import { companion, main, type Source } from './made.ts'
import {
  attributeOf,
  given,
  madeCall,
  madeList,
  madeMap,
  refOf,
  renamed,
  tagList,
  type Members,
} from './nodes.ts'
import { roleFor } from './role.ts'

/** Properties of a SAM function that a Lambda function has under the same or another name. */
const names = {
  Architectures: 'Architectures',
  CodeSigningConfigArn: 'CodeSigningConfigArn',
  Description: 'Description',
  Environment: 'Environment',
  EphemeralStorage: 'EphemeralStorage',
  FileSystemConfigs: 'FileSystemConfigs',
  FunctionName: 'FunctionName',
  Handler: 'Handler',
  ImageConfig: 'ImageConfig',
  KmsKeyArn: 'KmsKeyArn',
  Layers: 'Layers',
  LoggingConfig: 'LoggingConfig',
  MemorySize: 'MemorySize',
  PackageType: 'PackageType',
  RecursiveLoop: 'RecursiveLoop',
  ReservedConcurrentExecutions: 'ReservedConcurrentExecutions',
  Runtime: 'Runtime',
  RuntimeManagementConfig: 'RuntimeManagementConfig',
  SnapStart: 'SnapStart',
  Timeout: 'Timeout',
  VpcConfig: 'VpcConfig',
}

/**
 * A Lambda function with the role, version, alias, URL and event sources that SAM makes for it.
 * Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
 */
export function functionOf(source: Source): readonly Expanded[] {
  const { entry, properties } = source
  const { keySpan: span, key: id } = entry
  const events = eventsOf(source)
  const role = properties.entries.get('Role')?.value
  const tracing = properties.entries.get('Tracing')?.value
  const letter = member(properties.entries.get('DeadLetterQueue')?.value, 'TargetArn')
  const own = main(source, 'AWS::Lambda::Function', {
    Code: codeOf(properties),
    ...renamed(properties, names),
    Role: role ?? attributeOf(span, `${id}Role`, 'Arn'),
    TracingConfig: tracing && madeMap(tracing.span, { Mode: tracing }),
    DeadLetterConfig: letter && madeMap(letter.span, { TargetArn: letter }),
    Tags: tagList(properties.entries.get('Tags')?.value, [
      madeMap(span, { Key: given(span, 'lambda:createdBy'), Value: given(span, 'SAM') }),
    ]),
  })
  const made =
    role === undefined
      ? [
          roleFor(source, {
            service: 'lambda.amazonaws.com',
            managed: managedFor(properties, events.managed),
          }),
        ]
      : []
  return [
    own,
    ...made,
    ...publishedOf(source),
    ...urlOf(source),
    ...invokeConfigOf(source),
    ...events.resources,
  ]
}

function managedFor(properties: MapNode, events: readonly string[]): readonly string[] {
  const isTraced = asText(properties.entries.get('Tracing')?.value) === 'Active'
  const isInVpc = properties.entries.has('VpcConfig')
  return [
    'service-role/AWSLambdaBasicExecutionRole',
    ...(isInVpc ? ['service-role/AWSLambdaVPCAccessExecutionRole'] : []),
    ...(isTraced ? ['AWSXRayDaemonWriteAccess'] : []),
    ...new Set(events),
  ]
}

/** Where the code is: a folder on this machine has its place in a bucket only once it is packaged. */
function codeOf({ entries }: MapNode): Node | undefined {
  const inline = entries.get('InlineCode')?.value
  if (inline !== undefined) return madeMap(inline.span, { ZipFile: inline })
  const image = entries.get('ImageUri')?.value
  if (image !== undefined) return madeMap(image.span, { ImageUri: image })
  return contentOf(entries.get('CodeUri')?.value, 'CodeUri')
}

/** The place of an archive. */
export function contentOf(uri: Node | undefined, name: string): Node | undefined {
  const map = asMap(uri)
  if (uri === undefined) return undefined
  if (map !== undefined && map.entries.has('Bucket')) {
    return madeMap(uri.span, renamed(map, { Bucket: 'S3Bucket', Key: 'S3Key', Version: 'S3ObjectVersion' }))
  }
  const text = asText(uri)
  if (text?.startsWith('s3://') !== true || bare(uri).kind !== 'scalar')
    return { kind: 'broken', span: uri.span, what: `sam package ${name}`, because: 'elsewhere' }
  const { span } = uri
  const pieces = madeCall(span, 'Fn::Split', madeList(span, [given(span, '/'), uri]))
  const keys = text.split('/').slice(3)
  const items = keys.map((_, at) =>
    madeCall(span, 'Fn::Select', madeList(span, [given(span, at + 3), pieces])),
  )
  return madeMap(span, {
    S3Bucket: madeCall(span, 'Fn::Select', madeList(span, [given(span, 2), pieces])),
    S3Key: madeCall(span, 'Fn::Join', madeList(span, [given(span, '/'), madeList(span, items)])),
  })
}

/** The version and the alias of a function that is published by itself. */
function publishedOf(source: Source): readonly Expanded[] {
  const { entry, properties } = source
  const alias = properties.entries.get('AutoPublishAlias')?.value
  const name = asText(alias)
  if (alias === undefined || name === undefined) return []
  const { keySpan: span, key: id } = entry
  const version = companion(source, `${id}Version`, 'AWS::Lambda::Version', {
    FunctionName: refOf(span, id),
    ...renamed(properties, { VersionDescription: 'Description' }),
  })
  const made = companion(source, `${id}Alias${name.replaceAll(/[^a-zA-Z0-9]/gu, '')}`, 'AWS::Lambda::Alias', {
    FunctionName: refOf(span, id),
    FunctionVersion: attributeOf(span, `${id}Version`, 'Version'),
    Name: alias,
    ...renamed(properties, { ProvisionedConcurrencyConfig: 'ProvisionedConcurrencyConfig' }),
  })
  return [version, made]
}

/** The address of a function, and for one without authentication that everybody may call it. */
function urlOf(source: Source): readonly Expanded[] {
  const { entry, properties } = source
  const config = asMap(properties.entries.get('FunctionUrlConfig')?.value)
  if (config === undefined) return []
  const { keySpan: span, key: id } = entry
  const auth = config.entries.get('AuthType')?.value
  const target: Members = { TargetFunctionArn: refOf(span, id) }
  const url = companion(source, `${id}Url`, 'AWS::Lambda::Url', {
    ...target,
    ...renamed(config, { AuthType: 'AuthType', Cors: 'Cors', InvokeMode: 'InvokeMode' }),
  })
  if (auth === undefined || asText(auth) !== 'NONE') return [url]
  const permission = companion(source, `${id}UrlPublicPermissions`, 'AWS::Lambda::Permission', {
    Action: given(auth.span, 'lambda:InvokeFunctionUrl'),
    FunctionName: refOf(span, id),
    FunctionUrlAuthType: auth,
    Principal: given(auth.span, '*'),
  })
  return [url, permission]
}

function invokeConfigOf(source: Source): readonly Expanded[] {
  const { entry, properties } = source
  const config = asMap(properties.entries.get('EventInvokeConfig')?.value)
  if (config === undefined) return []
  const same = {
    DestinationConfig: 'DestinationConfig',
    MaximumEventAgeInSeconds: 'MaximumEventAgeInSeconds',
    MaximumRetryAttempts: 'MaximumRetryAttempts',
  }
  return [
    companion(source, `${entry.key}EventInvokeConfig`, 'AWS::Lambda::EventInvokeConfig', {
      FunctionName: refOf(entry.keySpan, entry.key),
      Qualifier: given(entry.keySpan, '$LATEST'),
      ...renamed(config, same),
    }),
  ]
}
