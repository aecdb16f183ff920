import type { Expanded } from '../scope.ts'
import { asMap, asText, member, type MapNode } from '../syntax/node.ts'
import { apiOf, httpApiOf, pathsOf, type Path } from './api.ts'
import { contentOf, functionOf } from './function.ts'
import { withGlobals } from './globals.ts'
import { main, type Source } from './made.ts'
import { attributeOf, given, madeList, madeMap, renamed, tagList } from './nodes.ts'
import { roleFor } from './role.ts'

/**
 * What the resources of the Serverless Application Model stand for, as its transform makes them; others stay as they
 * are. Names that end in a digest there end without it here.
 * Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 */
export function withoutSam(entries: readonly Expanded[], root: MapNode): readonly Expanded[] {
  const sources = new Map(entries.flatMap((entry) => sourceOf(entry, root) ?? []))
  const paths = [...sources.values()].flatMap((source) =>
    typeOf(source) === 'AWS::Serverless::Function' ? pathsOf(source) : [],
  )
  const made = entries.flatMap((entry) => {
    const source = sources.get(entry)
    return source === undefined ? [entry] : resourcesOf(source, paths)
  })
  return [...made, ...implicit(paths, root)]
}

function sourceOf(entry: Expanded, root: MapNode): readonly [readonly [Expanded, Source]] | undefined {
  const node = asMap(entry.value)
  const type = asText(member(node, 'Type'))
  if (node === undefined || type?.startsWith('AWS::Serverless::') !== true) return undefined
  const written = asMap(node.entries.get('Properties')?.value)
  const own = written ?? { kind: 'map', span: entry.keySpan, entries: new Map() }
  return [[entry, { entry, node, properties: withGlobals(root, type, own) }]]
}

function typeOf({ node }: Source): string | undefined {
  return asText(node.entries.get('Type')?.value)
}

function resourcesOf(source: Source, paths: readonly Path[]): readonly Expanded[] {
  const { entry } = source
  const own = paths.filter(({ api }) => api === entry.key)
  switch (typeOf(source)) {
    case 'AWS::Serverless::Function':
      return functionOf(source)
    case 'AWS::Serverless::Api':
      return apiOf(source, own)
    case 'AWS::Serverless::HttpApi':
      return httpApiOf(source, own)
    case 'AWS::Serverless::SimpleTable':
      return [tableOf(source)]
    case 'AWS::Serverless::LayerVersion':
      return [layerOf(source)]
    case 'AWS::Serverless::StateMachine':
      return machineOf(source)
    case 'AWS::Serverless::Application':
      return [applicationOf(source)]
    default:
      return [entry]
  }
}

/** The APIs that SAM makes for events that name none. */
function implicit(paths: readonly Path[], root: MapNode): readonly Expanded[] {
  const found: Expanded[] = []
  for (const isHttp of [false, true]) {
    const own = paths.filter((one) => one.api === undefined && one.isHttp === isHttp)
    const [first] = own
    if (first === undefined) continue
    const { entry } = first.source
    const span = entry.keySpan
    const node = madeMap(span, {})
    const type = isHttp ? 'AWS::Serverless::HttpApi' : 'AWS::Serverless::Api'
    const properties = withGlobals(
      root,
      type,
      madeMap(span, isHttp ? {} : { StageName: given(span, 'Prod') }),
    )
    const source: Source = {
      entry: { ...entry, key: isHttp ? 'ServerlessHttpApi' : 'ServerlessRestApi' },
      node,
      properties,
    }
    found.push(...(isHttp ? httpApiOf(source, own) : apiOf(source, own)))
  }
  return found
}

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-simpletable.html */
function tableOf(source: Source): Expanded {
  const { entry, properties } = source
  const key = properties.entries.get('PrimaryKey')?.value
  const span = key?.span ?? entry.keySpan
  const name = member(key, 'Name') ?? given(span, 'id')
  const throughput = properties.entries.get('ProvisionedThroughput')?.value
  const types: Readonly<Record<string, string>> = { Number: 'N', Binary: 'B' }
  const type = types[asText(member(key, 'Type')) ?? ''] ?? 'S'
  return main(source, 'AWS::DynamoDB::Table', {
    AttributeDefinitions: madeList(span, [
      madeMap(span, { AttributeName: name, AttributeType: given(span, type) }),
    ]),
    KeySchema: madeList(span, [madeMap(span, { AttributeName: name, KeyType: given(span, 'HASH') })]),
    BillingMode: throughput === undefined ? given(span, 'PAY_PER_REQUEST') : undefined,
    ProvisionedThroughput: throughput,
    ...renamed(properties, {
      PointInTimeRecoverySpecification: 'PointInTimeRecoverySpecification',
      SSESpecification: 'SSESpecification',
      TableName: 'TableName',
    }),
    Tags: tagList(properties.entries.get('Tags')?.value),
  })
}

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-layerversion.html */
function layerOf(source: Source): Expanded {
  const { entry, properties, node } = source
  const isKept = asText(properties.entries.get('RetentionPolicy')?.value) !== 'Delete'
  const policy =
    node.entries.get('DeletionPolicy')?.value ?? given(entry.keySpan, isKept ? 'Retain' : 'Delete')
  return main(
    source,
    'AWS::Lambda::LayerVersion',
    {
      Content: contentOf(properties.entries.get('ContentUri')?.value, 'ContentUri'),
      LayerName: properties.entries.get('LayerName')?.value ?? given(entry.keySpan, entry.key),
      ...renamed(properties, {
        CompatibleArchitectures: 'CompatibleArchitectures',
        CompatibleRuntimes: 'CompatibleRuntimes',
        Description: 'Description',
        LicenseInfo: 'LicenseInfo',
      }),
    },
    { DeletionPolicy: policy },
  )
}

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-statemachine.html */
function machineOf(source: Source): readonly Expanded[] {
  const { entry, properties } = source
  const { keySpan: span, key: id } = entry
  const role = properties.entries.get('Role')?.value
  const uri = properties.entries.get('DefinitionUri')?.value
  const machine = main(source, 'AWS::StepFunctions::StateMachine', {
    ...renamed(properties, {
      Definition: 'Definition',
      DefinitionSubstitutions: 'DefinitionSubstitutions',
      Logging: 'LoggingConfiguration',
      Name: 'StateMachineName',
      Tracing: 'TracingConfiguration',
      Type: 'StateMachineType',
    }),
    DefinitionS3Location: contentOf(uri, 'DefinitionUri'),
    RoleArn: role ?? attributeOf(span, `${id}Role`, 'Arn'),
    Tags: tagList(properties.entries.get('Tags')?.value),
  })
  if (role !== undefined) return [machine]
  return [machine, roleFor(source, { service: 'states.amazonaws.com', managed: [] })]
}

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-application.html */
function applicationOf(source: Source): Expanded {
  const { properties } = source
  return main(source, 'AWS::CloudFormation::Stack', {
    ...renamed(properties, {
      Location: 'TemplateURL',
      NotificationARNs: 'NotificationARNs',
      Parameters: 'Parameters',
      TimeoutInMinutes: 'TimeoutInMinutes',
    }),
    Tags: tagList(properties.entries.get('Tags')?.value),
  })
}
