import type { Expanded } from '../scope.ts'
import { asMap, asName, asText, bare, member, type Node } from '../syntax/node.ts'
import { companion, main, type Source } from './made.ts'
import { attributeOf, given, madeMap, refOf, renamed, tagList, type Members } from './nodes.ts'

const restNames = {
  ApiKeySourceType: 'ApiKeySourceType',
  BinaryMediaTypes: 'BinaryMediaTypes',
  Description: 'Description',
  DisableExecuteApiEndpoint: 'DisableExecuteApiEndpoint',
  FailOnWarnings: 'FailOnWarnings',
  MinimumCompressionSize: 'MinimumCompressionSize',
  Mode: 'Mode',
  Name: 'Name',
}

const restStageNames = {
  AccessLogSetting: 'AccessLogSetting',
  CacheClusterEnabled: 'CacheClusterEnabled',
  CacheClusterSize: 'CacheClusterSize',
  CanarySetting: 'CanarySetting',
  MethodSettings: 'MethodSettings',
  TracingEnabled: 'TracingEnabled',
  Variables: 'Variables',
}

/**
 * A REST API with its deployment and stage.
 * Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-api.html
 */
export function apiOf(source: Source, paths: readonly Path[]): readonly Expanded[] {
  const { entry, properties } = source
  const { keySpan: span, key: id } = entry
  const stage = properties.entries.get('StageName')?.value
  const uri = properties.entries.get('DefinitionUri')?.value
  const endpoint = properties.entries.get('EndpointConfiguration')?.value
  const tags = tagList(properties.entries.get('Tags')?.value)
  const isText = endpoint !== undefined && bare(endpoint).kind === 'scalar'
  const types = isText
    ? madeMap(endpoint.span, { Types: { kind: 'list', span: endpoint.span, items: [endpoint] } })
    : endpointOf(endpoint)
  const api = main(source, 'AWS::ApiGateway::RestApi', {
    ...renamed(properties, restNames),
    Body:
      properties.entries.get('DefinitionBody')?.value ??
      (uri === undefined ? bodyOf(source, paths) : undefined),
    BodyS3Location: uri && elsewhere(uri, 'DefinitionUri'),
    EndpointConfiguration: types,
    Tags: tags,
  })
  const deployment = companion(source, `${id}Deployment`, 'AWS::ApiGateway::Deployment', {
    RestApiId: refOf(span, id),
  })
  const name = (asText(stage) ?? '').replaceAll(/[^a-zA-Z0-9]/gu, '')
  const staged = companion(source, `${id}${name}Stage`, 'AWS::ApiGateway::Stage', {
    RestApiId: refOf(span, id),
    DeploymentId: refOf(span, `${id}Deployment`),
    StageName: stage,
    ...renamed(properties, restStageNames),
    Tags: tags,
  })
  return [api, deployment, staged]
}

function endpointOf(endpoint: Node | undefined): Node | undefined {
  const map = asMap(endpoint)
  const type = map?.entries.get('Type')?.value
  if (map === undefined || type === undefined) return endpoint
  return madeMap(map.span, {
    Types: { kind: 'list', span: type.span, items: [type] },
    ...renamed(map, { VPCEndpointIds: 'VpcEndpointIds' }),
  })
}

const httpStageNames = {
  AccessLogSettings: 'AccessLogSettings',
  DefaultRouteSettings: 'DefaultRouteSettings',
  RouteSettings: 'RouteSettings',
  StageVariables: 'StageVariables',
  Tags: 'Tags',
}

/**
 * An HTTP API with its stage, which deploys by itself.
 * Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-httpapi.html
 */
export function httpApiOf(source: Source, paths: readonly Path[]): readonly Expanded[] {
  const { entry, properties } = source
  const { keySpan: span, key: id } = entry
  const stage = properties.entries.get('StageName')?.value
  const uri = properties.entries.get('DefinitionUri')?.value
  const api = main(source, 'AWS::ApiGatewayV2::Api', {
    ...renamed(properties, {
      CorsConfiguration: 'CorsConfiguration',
      Description: 'Description',
      DisableExecuteApiEndpoint: 'DisableExecuteApiEndpoint',
      FailOnWarnings: 'FailOnWarnings',
      Name: 'Name',
      Tags: 'Tags',
    }),
    Body:
      properties.entries.get('DefinitionBody')?.value ??
      (uri === undefined ? bodyOf(source, paths) : undefined),
    BodyS3Location: uri && elsewhere(uri, 'DefinitionUri'),
  })
  const name =
    stage === undefined ? 'ApiGatewayDefault' : (asText(stage) ?? '').replaceAll(/[^a-zA-Z0-9]/gu, '')
  const staged = companion(source, `${id}${name}Stage`, 'AWS::ApiGatewayV2::Stage', {
    ApiId: refOf(span, id),
    AutoDeploy: given(span, true),
    StageName: stage ?? given(span, '$default'),
    ...renamed(properties, httpStageNames),
  })
  return [api, staged]
}

function elsewhere(node: Node, name: string): Node {
  return asMap(node) === undefined
    ? { kind: 'broken', span: node.span, what: `sam package ${name}`, because: 'elsewhere' }
    : node
}

/** A path of an API that an event of a function asks for. */
export interface Path {
  /** The logical ID of the API; undefined for the one that SAM makes by itself. */
  readonly api: string | undefined
  readonly isHttp: boolean
  readonly source: Source
  readonly path: Node
  readonly method: Node
}

/** The paths that the events of a function ask for. */
export function pathsOf(source: Source): readonly Path[] {
  const events = asMap(source.properties.entries.get('Events')?.value)?.entries.values() ?? []
  return [...events].flatMap(({ keySpan, value }) => {
    const type = asText(member(value, 'Type'))
    if (type !== 'Api' && type !== 'HttpApi') return []
    const isHttp = type === 'HttpApi'
    const properties = member(value, 'Properties')
    const id = member(properties, isHttp ? 'ApiId' : 'RestApiId')
    const api = id === undefined ? undefined : (asName(member(id, 'Ref')) ?? asName(id) ?? '')
    const path = member(properties, 'Path') ?? given(keySpan, '$default')
    const method = member(properties, 'Method') ?? given(keySpan, 'any')
    return { api, isHttp, source, path, method }
  })
}

/** The definition of an API that is made of the events alone. */
function bodyOf({ entry: { keySpan: span } }: Source, paths: readonly Path[]): Node | undefined {
  if (paths.length === 0) return undefined
  const found: Record<string, Record<string, Node>> = {}
  for (const { path, method, source } of paths) {
    const verb = (asText(method) ?? 'any').toLowerCase()
    const operation: Members = {
      'x-amazon-apigateway-integration': madeMap(path.span, {
        httpMethod: given(path.span, 'POST'),
        type: given(path.span, 'aws_proxy'),
        uri: attributeOf(path.span, source.entry.key, 'Arn'),
      }),
      responses: madeMap(path.span, {}),
    }
    const name = asText(path) ?? ''
    found[name] = {
      ...found[name],
      [verb === 'any' ? 'x-amazon-apigateway-any-method' : verb]: madeMap(path.span, operation),
    }
  }
  const members = Object.fromEntries(
    Object.entries(found).map(([path, verbs]) => [path, madeMap(span, verbs)]),
  )
  return madeMap(span, { paths: madeMap(span, members) })
}
