import type { Shapes } from '../shape.ts'

/** Kubernetes clusters and their groups of nodes. */
export const eks: Shapes = {
  owners: [
    {
      from: 'aws_eks_cluster',
      to: 'AWS::EKS::Cluster',
      fields: {
        Name: 'name',
        Version: 'version',
        RoleArn: 'role_arn',
        'Logging.ClusterLogging.EnabledTypes': {
          spread: '',
          over: { Type: 'enabled_cluster_log_types' },
          of: {},
        },
        EncryptionConfig: {
          each: 'encryption_config',
          of: { Resources: 'resources', 'Provider.KeyArn': 'provider.key_arn' },
        },
        ResourcesVpcConfig: { empty: true },
        'ResourcesVpcConfig.EndpointPublicAccess': 'vpc_config.endpoint_public_access',
        'ResourcesVpcConfig.EndpointPrivateAccess': 'vpc_config.endpoint_private_access',
        'ResourcesVpcConfig.PublicAccessCidrs': 'vpc_config.public_access_cidrs',
        'ResourcesVpcConfig.SubnetIds': 'vpc_config.subnet_ids',
        'ResourcesVpcConfig.SecurityGroupIds': 'vpc_config.security_group_ids',
        Tags: { from: 'tags', as: 'tags' },
      },
    },
    {
      from: 'aws_eks_node_group',
      to: 'AWS::EKS::Nodegroup',
      fields: {
        ClusterName: 'cluster_name',
        NodegroupName: 'node_group_name',
        NodeRole: 'node_role_arn',
        CapacityType: 'capacity_type',
        InstanceTypes: 'instance_types',
        AmiType: 'ami_type',
        Labels: 'labels',
        Taints: { each: 'taint', of: { Key: 'key', Value: 'value', Effect: 'effect' } },
        'ScalingConfig.MinSize': 'scaling_config.min_size',
        'ScalingConfig.MaxSize': 'scaling_config.max_size',
        'ScalingConfig.DesiredSize': 'scaling_config.desired_size',
        Tags: 'tags',
      },
    },
  ],
  companions: [],
  defaults: { 'AWS::EKS::Cluster': { 'ResourcesVpcConfig.EndpointPublicAccess': true } },
}
