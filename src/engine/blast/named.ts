import { entryOf, leavesOf } from '../../model/path.ts'
import type { Resource } from '../../model/resource.ts'
import { scalarText } from '../../model/scalar.ts'

/** By what others name a thing of a cloud that is not in their own code: what it is, and its name. */
export type ThingName = string

/** The name that others know a resource by; undefined where it has none that is known, or none is listed for its type. */
export function thingNameOf({ type, values }: Resource): ThingName | undefined {
  const named = nameOf.get(type)
  const name = named === undefined ? undefined : entryOf(values, named.attribute)
  const text = name === undefined ? undefined : scalarText(name)
  return named === undefined || text === undefined || text === '' ? undefined : `${named.kind} ${text}`
}

/** The things of a cloud that a resource names in its texts: by ARN, by the address of an image, bucket, queue or database. */
export function thingsNamedIn(resource: Resource): ReadonlySet<ThingName> {
  const found = new Set<ThingName>()
  const own = thingNameOf(resource)
  // A lookup by name is about the thing of that name.
  if (resource.mode === 'data' && own !== undefined) found.add(own)
  for (const { value } of leavesOf(resource.values)) {
    const text = value.kind === 'scalar' && typeof value.scalar === 'string' ? value.scalar : ''
    if (text.length > longest || !/arn:|:\/\/|\.(?:com|io|dev)\b/u.test(text)) continue
    for (const { kind, pattern } of mentions)
      for (const [, name = ''] of text.matchAll(pattern)) found.add(`${kind} ${name}`)
  }
  if (resource.mode !== 'data' && own !== undefined) found.delete(own)
  return found
}

/** Policies and files of settings are long; more is data. */
const longest = 100_000

interface Named {
  readonly kind: string
  readonly attribute: string
}

/** The attribute that has the name, of Terraform's types and of CloudFormation's. */
const nameOf: ReadonlyMap<string, Named> = new Map(
  (
    [
      ['bucket', 'aws_s3_bucket bucket', 'AWS::S3::Bucket BucketName'],
      ['image', 'aws_ecr_repository name', 'AWS::ECR::Repository RepositoryName'],
      ['role', 'aws_iam_role name', 'AWS::IAM::Role RoleName'],
      ['policy', 'aws_iam_policy name', 'AWS::IAM::ManagedPolicy ManagedPolicyName'],
      ['queue', 'aws_sqs_queue name', 'AWS::SQS::Queue QueueName'],
      ['topic', 'aws_sns_topic name', 'AWS::SNS::Topic TopicName'],
      ['table', 'aws_dynamodb_table name', 'AWS::DynamoDB::Table TableName'],
      ['function', 'aws_lambda_function function_name', 'AWS::Lambda::Function FunctionName'],
      ['secret', 'aws_secretsmanager_secret name', 'AWS::SecretsManager::Secret Name'],
      ['cluster', 'aws_eks_cluster name', 'AWS::EKS::Cluster Name'],
      ['stream', 'aws_kinesis_stream name', 'AWS::Kinesis::Stream Name'],
      ['database', 'aws_db_instance identifier', 'AWS::RDS::DBInstance DBInstanceIdentifier'],
      ['database', 'aws_rds_cluster cluster_identifier', 'AWS::RDS::DBCluster DBClusterIdentifier'],
      ['google-bucket', 'google_storage_bucket name'],
      ['azure-storage', 'azurerm_storage_account name'],
      ['azure-registry', 'azurerm_container_registry name'],
    ] as const
  ).flatMap(([kind, ...types]) =>
    types.map((one) => {
      const [type = '', attribute = ''] = one.split(' ')
      return [type, { kind, attribute }] as const
    }),
  ),
)

/** https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html has the forms of ARNs. */
const mentions: readonly { readonly kind: string; readonly pattern: RegExp }[] = [
  { kind: 'bucket', pattern: /\barn:aws[\w-]*:s3:::([a-z0-9][a-z0-9.-]{2,62})/gu },
  { kind: 'bucket', pattern: /\bs3a?:\/\/([a-z0-9][a-z0-9.-]{2,62})/gu },
  { kind: 'bucket', pattern: /\b([a-z0-9][a-z0-9-]{2,62})\.s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com/gu },
  { kind: 'image', pattern: /\b\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/([a-z0-9._/-]+)/gu },
  { kind: 'image', pattern: /\barn:aws[\w-]*:ecr:[^:\s]*:\d*:repository\/([a-z0-9._/-]+)/gu },
  { kind: 'role', pattern: /\barn:aws[\w-]*:iam::\d*:role\/(?:[\w+=,.@-]+\/)*([\w+=,.@-]+)/gu },
  { kind: 'policy', pattern: /\barn:aws[\w-]*:iam::\d+:policy\/(?:[\w+=,.@-]+\/)*([\w+=,.@-]+)/gu },
  { kind: 'queue', pattern: /\barn:aws[\w-]*:sqs:[^:\s]*:\d*:([\w-]+(?:\.fifo)?)/gu },
  { kind: 'queue', pattern: /\bsqs\.[a-z0-9-]+\.amazonaws\.com\/\d{12}\/([\w-]+(?:\.fifo)?)/gu },
  { kind: 'topic', pattern: /\barn:aws[\w-]*:sns:[^:\s]*:\d*:([\w-]+(?:\.fifo)?)/gu },
  { kind: 'table', pattern: /\barn:aws[\w-]*:dynamodb:[^:\s]*:\d*:table\/([\w.-]+)/gu },
  { kind: 'function', pattern: /\barn:aws[\w-]*:lambda:[^:\s]*:\d*:function:([\w-]+)/gu },
  {
    kind: 'secret',
    pattern:
      /\barn:aws[\w-]*:secretsmanager:[^:\s]*:\d*:secret:([\w/+=.@-]+?)(?:-\w{6})?(?=$|[\s"',:\]}*])/gu,
  },
  { kind: 'cluster', pattern: /\barn:aws[\w-]*:eks:[^:\s]*:\d*:cluster\/([\w-]+)/gu },
  { kind: 'stream', pattern: /\barn:aws[\w-]*:kinesis:[^:\s]*:\d*:stream\/([\w.-]+)/gu },
  {
    kind: 'database',
    pattern: /\b([a-z][a-z0-9-]*)\.(?:cluster-(?:ro-)?)?[a-z0-9]+\.[a-z0-9-]+\.rds\.amazonaws\.com/gu,
  },
  { kind: 'database', pattern: /\barn:aws[\w-]*:rds:[^:\s]*:\d*:(?:db|cluster):([a-z][a-z0-9-]*)/gu },
  { kind: 'google-bucket', pattern: /\bgs:\/\/([a-z0-9][a-z0-9._-]{2,221})/gu },
  {
    kind: 'azure-storage',
    pattern: /\b([a-z0-9]{3,24})\.(?:blob|dfs|file|queue|table)\.core\.windows\.net/gu,
  },
  { kind: 'azure-registry', pattern: /\b([a-z0-9]{5,50})\.azurecr\.io/giu },
]
