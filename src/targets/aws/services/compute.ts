import { at, document, listAt, made, tagMap, tags, textAt, withoutNothing } from '../facts.ts'
import type { TypeTable } from '../table.ts'

/** Functions, clusters, images and logs. */
export const compute: readonly TypeTable[] = [
  {
    // https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html
    type: 'AWS::Lambda::Function',
    service: 'lambda',
    list: { operation: 'ListFunctions', items: 'Functions', next: ['NextMarker', 'Marker'] },
    details: {
      function: {
        operation: 'GetFunction',
        input: ({ item }) => ({ FunctionName: textAt(item, 'FunctionName') }),
      },
    },
    identifier: 'item.FunctionName',
    properties: {
      FunctionName: 'item.FunctionName',
      Arn: 'item.FunctionArn',
      Role: 'item.Role',
      Runtime: 'item.Runtime',
      Handler: 'item.Handler',
      Description: 'item.Description',
      MemorySize: 'item.MemorySize',
      Timeout: 'item.Timeout',
      PackageType: 'item.PackageType',
      Architectures: 'item.Architectures',
      KmsKeyArn: 'item.KMSKeyArn',
      'EphemeralStorage.Size': 'item.EphemeralStorage.Size',
      'TracingConfig.Mode': 'item.TracingConfig.Mode',
      'Environment.Variables': 'item.Environment.Variables',
      VpcConfig: made('item.VpcConfig', (vpc) =>
        listAt(vpc, 'SubnetIds').length === 0
          ? undefined
          : { SubnetIds: listAt(vpc, 'SubnetIds'), SecurityGroupIds: listAt(vpc, 'SecurityGroupIds') },
      ),
      Layers: made('item.Layers', (layers) => listAt(layers, '').map((one) => textAt(one, 'Arn'))),
      ReservedConcurrentExecutions: 'function.Concurrency.ReservedConcurrentExecutions',
      Tags: tagMap('function.Tags'),
    },
  },
  {
    // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html
    type: 'AWS::ECR::Repository',
    service: 'ecr',
    list: { operation: 'DescribeRepositories', items: 'repositories', next: ['nextToken', 'nextToken'] },
    details: {
      tags: {
        operation: 'ListTagsForResource',
        input: ({ item }) => ({ resourceArn: textAt(item, 'repositoryArn') }),
      },
      policy: {
        operation: 'GetRepositoryPolicy',
        input: ({ item }) => ({ repositoryName: textAt(item, 'repositoryName') }),
        nothing: ['RepositoryPolicyNotFoundException'],
      },
      lifecycle: {
        operation: 'GetLifecyclePolicy',
        input: ({ item }) => ({ repositoryName: textAt(item, 'repositoryName') }),
        nothing: ['LifecyclePolicyNotFoundException'],
      },
    },
    identifier: 'item.repositoryName',
    properties: {
      RepositoryName: 'item.repositoryName',
      Arn: 'item.repositoryArn',
      RepositoryUri: 'item.repositoryUri',
      ImageTagMutability: 'item.imageTagMutability',
      'ImageScanningConfiguration.ScanOnPush': 'item.imageScanningConfiguration.scanOnPush',
      'EncryptionConfiguration.EncryptionType': 'item.encryptionConfiguration.encryptionType',
      'EncryptionConfiguration.KmsKey': 'item.encryptionConfiguration.kmsKey',
      RepositoryPolicyText: document('policy.policyText'),
      'LifecyclePolicy.LifecyclePolicyText': 'lifecycle.lifecyclePolicyText',
      Tags: tags('tags.tags'),
    },
  },
  {
    // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html
    type: 'AWS::Logs::LogGroup',
    service: 'cloudwatch-logs',
    list: { operation: 'DescribeLogGroups', items: 'logGroups', next: ['nextToken', 'nextToken'] },
    details: {
      tags: {
        operation: 'ListTagsForResource',
        input: ({ item }) => ({ resourceArn: textAt(item, 'arn').replace(/:\*$/u, '') }),
      },
    },
    identifier: 'item.logGroupName',
    properties: {
      LogGroupName: 'item.logGroupName',
      Arn: 'item.arn',
      RetentionInDays: 'item.retentionInDays',
      KmsKeyId: 'item.kmsKeyId',
      LogGroupClass: 'item.logGroupClass',
      DeletionProtectionEnabled: 'item.deletionProtectionEnabled',
      Tags: tagMap('tags.tags'),
    },
  },
  {
    // https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeCluster.html
    type: 'AWS::EKS::Cluster',
    service: 'eks',
    list: { operation: 'ListClusters', items: 'clusters', next: ['nextToken', 'nextToken'] },
    details: {
      cluster: { operation: 'DescribeCluster', input: ({ item }) => ({ name: textAt(item, '') }) },
    },
    identifier: 'item',
    properties: {
      Name: 'item',
      Arn: 'cluster.cluster.arn',
      Version: 'cluster.cluster.version',
      RoleArn: 'cluster.cluster.roleArn',
      Endpoint: 'cluster.cluster.endpoint',
      ResourcesVpcConfig: made('cluster.cluster.resourcesVpcConfig', (vpc) =>
        withoutNothing({
          SubnetIds: listAt(vpc, 'subnetIds'),
          SecurityGroupIds: listAt(vpc, 'securityGroupIds'),
          EndpointPublicAccess: at(vpc, 'endpointPublicAccess'),
          EndpointPrivateAccess: at(vpc, 'endpointPrivateAccess'),
          PublicAccessCidrs: listAt(vpc, 'publicAccessCidrs'),
        }),
      ),
      'Logging.ClusterLogging.EnabledTypes': made('cluster.cluster.logging.clusterLogging', (all) =>
        listAt(all, '')
          .filter((one) => at(one, 'enabled') === true)
          .flatMap((one) => listAt(one, 'types').map((type) => ({ Type: type }))),
      ),
      EncryptionConfig: made('cluster.cluster.encryptionConfig', (all) =>
        listAt(all, '').map((one) => ({
          Provider: { KeyArn: textAt(one, 'provider.keyArn') },
          Resources: listAt(one, 'resources'),
        })),
      ),
      Tags: tagMap('cluster.cluster.tags'),
    },
  },
]
