import type { Address } from '../../kernel/brand.ts'
import { edgesOf, type Edge } from '../../model/graph.ts'
import { entryOf } from '../../model/path.ts'
import type { Reading } from '../../model/reading.ts'
import type { Resource } from '../../model/resource.ts'
import { scalarText } from '../../model/scalar.ts'
import type { NodeKind, NodeName, Seen, SeenCall, SeenNode } from '../../model/topology/topology.ts'
import { traceOf } from '../why.ts'

/** Resources that serve calls or data, by the types of Terraform and of CloudFormation. */
const kinds: readonly (readonly [pattern: RegExp, kind: NodeKind])[] = [
  [/^aws_(?:lambda_function|ecs_service|apprunner_service|sagemaker_endpoint)$/u, 'service'],
  [
    /^AWS::(?:Lambda::Function|Serverless::Function|ECS::Service|AppRunner::Service|SageMaker::Endpoint)$/u,
    'service',
  ],
  [/^google_(?:cloud_run_(?:v2_)?service|cloudfunctions2?_function|app_engine_\w+_app_version)$/u, 'service'],
  [/^azurerm_(?:container_app|(?:linux|windows)_(?:web|function)_app)$/u, 'service'],
  [/^kubernetes_(?:deployment|stateful_set|daemonset|daemon_set)(?:_v1)?$/u, 'service'],
  [
    /^aws_(?:db_instance|rds_cluster|docdb_cluster|neptune_cluster|dynamodb_table|elasticache_\w+|memorydb_cluster|opensearch_domain|redshift_cluster)$/u,
    'database',
  ],
  [
    /^AWS::(?:RDS::DB(?:Instance|Cluster)|DocDB::DBCluster|DynamoDB::(?:Table|GlobalTable)|ElastiCache::(?:CacheCluster|ReplicationGroup|ServerlessCache)|OpenSearchService::Domain)$/u,
    'database',
  ],
  [
    /^google_(?:sql_database_instance|redis_instance|spanner_instance|bigtable_instance|alloydb_cluster|memorystore_instance)$/u,
    'database',
  ],
  [
    /^azurerm_(?:postgresql_(?:flexible_)?server|mysql_(?:flexible_)?server|mssql_server|redis_cache|cosmosdb_account)$/u,
    'database',
  ],
  [/^aws_(?:sqs_queue|sns_topic|kinesis_stream|msk_cluster|mq_broker)$/u, 'queue'],
  [/^AWS::(?:SQS::Queue|SNS::Topic|Kinesis::Stream|MSK::Cluster|AmazonMQ::Broker)$/u, 'queue'],
  [/^google_pubsub_topic$|^azurerm_(?:servicebus_\w+|eventhub\w*)$/u, 'queue'],
  [/^aws_s3_bucket$|^AWS::S3::Bucket$|^google_storage_bucket$|^azurerm_storage_account$/u, 'storage'],
]

/** As many resources as may lie between a service and what it uses: a task definition, a module's output. */
const furthest = 3

/**
 * The services, databases, queues and buckets that Terraform and CloudFormation describe. A service calls what its
 * attributes lead to, also through resources that serve nothing themselves, such as a task definition. Roles and networks
 * lead nowhere: they are used, and use nothing that serves.
 */
export function cloudTopology(reading: Reading): Seen {
  const served = reading.resources.flatMap((resource) => {
    const kind = resource.mode === 'managed' ? kindOf(resource.type) : undefined
    return kind === undefined ? [] : [{ resource, kind }]
  })
  if (served.length === 0) return { nodes: [], calls: [] }
  const uses = usesOf(edgesOf(reading))
  const names = new Map(served.map(({ resource }) => [resource.address, nameOf(resource)]))
  const reached = served.map((one) => ({ ...one, ...reachOf(one.resource.address, uses, names) }))
  return {
    nodes: reached.map(({ resource, kind, parts }): SeenNode => ({
      ...nameOf(resource),
      kind,
      aliases: [{ namespace: '', name: resource.address }],
      addresses: [resource.address, ...parts],
    })),
    calls: reached
      .filter(({ kind }) => kind === 'service')
      .flatMap(({ resource, callees }) =>
        callees.flatMap(({ to, path }): readonly SeenCall[] => {
          const name = names.get(to)
          if (name === undefined) return []
          const span = placeOf(reading, resource, path)
          return [
            {
              from: nameOf(resource),
              to: name,
              origin: { kind: 'source', span, address: resource.address, path },
            },
          ]
        }),
      ),
  }
}

function kindOf(type: string): NodeKind | undefined {
  return kinds.find(([pattern]) => pattern.test(type))?.[1]
}

/** What a resource calls itself where that is known, else its address. */
function nameOf({ address, values }: Resource): NodeName {
  const keys = [
    'function_name',
    'identifier',
    'cluster_identifier',
    'name',
    'bucket',
    'FunctionName',
    'DBInstanceIdentifier',
    'ServiceName',
    'QueueName',
    'TableName',
  ]
  const name = keys.map((key) => entryOf(values, key)).flatMap((one) => (one && scalarText(one)) ?? [])[0]
  return { namespace: '', name: name ?? address }
}

type Uses = ReadonlyMap<Address, readonly Edge[]>

function usesOf(edges: readonly Edge[]): Uses {
  const uses = new Map<Address, Edge[]>()
  for (const edge of edges) {
    const known = uses.get(edge.from)
    if (known === undefined) uses.set(edge.from, [edge])
    else known.push(edge)
  }
  return uses
}

/** Which served resources a resource leads to, and what lies between, which is a part of it. */
function reachOf(
  start: Address,
  uses: Uses,
  names: ReadonlyMap<Address, NodeName>,
): {
  readonly callees: readonly { readonly to: Address; readonly path: string }[]
  readonly parts: readonly string[]
} {
  const callees = new Map<Address, string>()
  const parts = new Set<Address>()
  let open: readonly { readonly at: Address; readonly path: string | undefined }[] = [
    { at: start, path: undefined },
  ]
  for (let depth = 0; depth < furthest && open.length > 0; depth++) {
    const ways = open.flatMap(({ at, path }) =>
      // The path in the service itself is what a person looks for.
      (uses.get(at) ?? []).map((edge) => ({ at: edge.to, path: path ?? edge.path })),
    )
    const [served, between] = [
      ways.filter(({ at }) => names.has(at)),
      ways.filter(({ at }) => !names.has(at)),
    ]
    for (const { at, path } of served) if (at !== start && !callees.has(at)) callees.set(at, path)
    open = between.filter(({ at }) => !parts.has(at))
    for (const { at } of open) parts.add(at)
  }
  return { callees: [...callees].map(([to, path]) => ({ to, path })), parts: [...parts] }
}

function placeOf(reading: Reading, resource: Resource, path: string): Resource['span'] {
  const [key = ''] = path.split(/[.[]/u)
  const value = entryOf(resource.values, key)
  if (value === undefined || value.origin === 0) return resource.span
  return traceOf(reading.origins, value.origin)[0]?.span ?? resource.span
}
