import type { Rule } from './rule.ts'

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
]

/** Every rule that comes with Plumbline, in order of their ids. */
export async function allRules(): Promise<readonly Rule[]> {
  const sets = await Promise.all(ruleSets.map(({ load }) => load()))
  return sets.flat().toSorted((a, b) => (a.id < b.id ? -1 : 1))
}
