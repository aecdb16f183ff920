import type { PlanRule } from './plan/plan-rule.ts'
import type { Examples, Rule } from './rule.ts'

/** The rules of one service, loaded when a review needs them. */
export interface RuleSet {
  /** The folder below `rules`. */
  readonly id: string
  readonly load: () => Promise<readonly Rule[]>
}

/** Every folder of rules. */
export const ruleSets: readonly RuleSet[] = [
  { id: 'aws/ebs', load: async () => (await import('./aws/ebs/index.ts')).ebsRules },
  { id: 'aws/ec2', load: async () => (await import('./aws/ec2/index.ts')).ec2Rules },
  { id: 'aws/iam', load: async () => (await import('./aws/iam/index.ts')).iamRules },
  { id: 'aws/kms', load: async () => (await import('./aws/kms/index.ts')).kmsRules },
  { id: 'aws/network', load: async () => (await import('./aws/network/index.ts')).networkRules },
  { id: 'aws/s3', load: async () => (await import('./aws/s3/index.ts')).s3Rules },
  { id: 'aws/secrets', load: async () => (await import('./aws/secrets/index.ts')).awsSecretsRules },
  { id: 'aws/vpc', load: async () => (await import('./aws/vpc/index.ts')).vpcRules },
  {
    id: 'kubernetes/health',
    load: async () => (await import('./kubernetes/health/index.ts')).kubernetesHealthRules,
  },
  {
    id: 'kubernetes/images',
    load: async () => (await import('./kubernetes/images/index.ts')).kubernetesImagesRules,
  },
  {
    id: 'kubernetes/namespaces',
    load: async () => (await import('./kubernetes/namespaces/index.ts')).kubernetesNamespacesRules,
  },
  {
    id: 'kubernetes/pods',
    load: async () => (await import('./kubernetes/pods/index.ts')).kubernetesPodsRules,
  },
  {
    id: 'kubernetes/rbac',
    load: async () => (await import('./kubernetes/rbac/index.ts')).kubernetesRbacRules,
  },
  {
    id: 'kubernetes/resources',
    load: async () => (await import('./kubernetes/resources/index.ts')).kubernetesResourcesRules,
  },
  {
    id: 'kubernetes/secrets',
    load: async () => (await import('./kubernetes/secrets/index.ts')).kubernetesSecretsRules,
  },
  { id: 'azure/aks', load: async () => (await import('./azure/aks/index.ts')).azureAksRules },
  { id: 'azure/compute', load: async () => (await import('./azure/compute/index.ts')).azureComputeRules },
  { id: 'azure/keyvault', load: async () => (await import('./azure/keyvault/index.ts')).azureKeyvaultRules },
  { id: 'azure/network', load: async () => (await import('./azure/network/index.ts')).azureNetworkRules },
  { id: 'azure/secrets', load: async () => (await import('./azure/secrets/index.ts')).azureSecretsRules },
  { id: 'azure/sql', load: async () => (await import('./azure/sql/index.ts')).azureSqlRules },
  { id: 'azure/storage', load: async () => (await import('./azure/storage/index.ts')).azureStorageRules },
  { id: 'azure/web', load: async () => (await import('./azure/web/index.ts')).azureWebRules },
  { id: 'google/compute', load: async () => (await import('./google/compute/index.ts')).googleComputeRules },
  { id: 'google/gke', load: async () => (await import('./google/gke/index.ts')).googleGkeRules },
  { id: 'google/iam', load: async () => (await import('./google/iam/index.ts')).googleIamRules },
  { id: 'google/kms', load: async () => (await import('./google/kms/index.ts')).googleKmsRules },
  { id: 'google/network', load: async () => (await import('./google/network/index.ts')).googleNetworkRules },
  { id: 'google/sql', load: async () => (await import('./google/sql/index.ts')).googleSqlRules },
  { id: 'google/storage', load: async () => (await import('./google/storage/index.ts')).googleStorageRules },
  { id: 'docker/image', load: async () => (await import('./docker/image/index.ts')).dockerImageRules },
  {
    id: 'docker/packages',
    load: async () => (await import('./docker/packages/index.ts')).dockerPackagesRules,
  },
  { id: 'docker/secrets', load: async () => (await import('./docker/secrets/index.ts')).dockerSecretsRules },
  { id: 'docker/user', load: async () => (await import('./docker/user/index.ts')).dockerUserRules },
  {
    id: 'github/workflows',
    load: async () => (await import('./github/workflows/index.ts')).githubWorkflowsRules,
  },
  {
    id: 'terraform/modules',
    load: async () => (await import('./terraform/modules/index.ts')).terraformModulesRules,
  },
  { id: 'kubernetes/ai', load: async () => (await import('./kubernetes/ai/index.ts')).kubernetesAiRules },
  { id: 'aws/apigateway', load: async () => (await import('./aws/apigateway/index.ts')).awsApigatewayRules },
  { id: 'aws/cloudfront', load: async () => (await import('./aws/cloudfront/index.ts')).awsCloudfrontRules },
  { id: 'aws/cloudtrail', load: async () => (await import('./aws/cloudtrail/index.ts')).awsCloudtrailRules },
  { id: 'aws/dynamodb', load: async () => (await import('./aws/dynamodb/index.ts')).awsDynamodbRules },
  { id: 'aws/ecr', load: async () => (await import('./aws/ecr/index.ts')).awsEcrRules },
  { id: 'aws/efs', load: async () => (await import('./aws/efs/index.ts')).awsEfsRules },
  { id: 'aws/eks', load: async () => (await import('./aws/eks/index.ts')).awsEksRules },
  {
    id: 'aws/elasticache',
    load: async () => (await import('./aws/elasticache/index.ts')).awsElasticacheRules,
  },
  { id: 'aws/elb', load: async () => (await import('./aws/elb/index.ts')).awsElbRules },
  { id: 'aws/lambda', load: async () => (await import('./aws/lambda/index.ts')).awsLambdaRules },
  { id: 'aws/logs', load: async () => (await import('./aws/logs/index.ts')).awsLogsRules },
  { id: 'aws/opensearch', load: async () => (await import('./aws/opensearch/index.ts')).awsOpensearchRules },
  { id: 'aws/rds', load: async () => (await import('./aws/rds/index.ts')).awsRdsRules },
  { id: 'aws/redshift', load: async () => (await import('./aws/redshift/index.ts')).awsRedshiftRules },
  { id: 'aws/sns', load: async () => (await import('./aws/sns/index.ts')).awsSnsRules },
  { id: 'aws/sqs', load: async () => (await import('./aws/sqs/index.ts')).awsSqsRules },
  { id: 'aws/bedrock', load: async () => (await import('./aws/bedrock/index.ts')).awsBedrockRules },
  { id: 'aws/sagemaker', load: async () => (await import('./aws/sagemaker/index.ts')).awsSagemakerRules },
]

/** Every rule that comes with Plumbline, in order of their ids. */
export async function allRules(): Promise<readonly Rule[]> {
  const sets = await Promise.all(ruleSets.map(({ load }) => load()))
  const rules = sets.flat().toSorted((a, b) => (a.id < b.id ? -1 : 1))
  for (const one of rules) shipped.add(one)
  return rules
}

const shipped = new WeakSet<Rule>()

/** The ids of rules that all come with Plumbline, which say what the rules are in one build; undefined when one is the user's own. */
export function shippedIds(rules: readonly Rule[]): readonly string[] | undefined {
  return rules.every((one) => shipped.has(one)) ? rules.map(({ id }) => id) : undefined
}

/** Every rule about the changes of a plan, in order of their ids. */
export async function allPlanRules(): Promise<readonly PlanRule[]> {
  return (await import('./plan/index.ts')).planRules
}

/** What there is to tell of a rule of either form, beside its check. */
interface ToldRule extends Omit<Rule, 'check' | 'examples'> {
  readonly examples: Pick<Examples, 'good' | 'bad'>
}

/** Every rule, those about plans among them, as they are listed and explained. */
export async function toldRules(): Promise<readonly ToldRule[]> {
  const plans = (await allPlanRules()).map((one) => ({
    ...one,
    subject: ['Terraform plan'],
    aliases: [],
    compliance: [],
  }))
  return [...(await allRules()), ...plans].toSorted((a, b) => (a.id < b.id ? -1 : 1))
}
