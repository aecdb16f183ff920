import type { Data } from '../../../kernel/edit.ts'
import { at, listAt, made, tags, textAt, withoutNothing } from '../facts.ts'
import type { Facts, Property, Reply, TypeTable } from '../table.ts'

const next = ['NextToken', 'NextToken'] as const

/** Instances, disks and networks. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Operations.html */
export const ec2: readonly TypeTable[] = [
  {
    type: 'AWS::EC2::Instance',
    service: 'ec2',
    list: { operation: 'DescribeInstances', items: 'Reservations[].Instances', next },
    details: {},
    where: ({ item }) => !/^(?:terminated|shutting-down)$/u.test(textAt(item, 'State.Name')),
    identifier: 'item.InstanceId',
    properties: {
      InstanceId: 'item.InstanceId',
      ImageId: 'item.ImageId',
      InstanceType: 'item.InstanceType',
      SubnetId: 'item.SubnetId',
      KeyName: 'item.KeyName',
      VpcId: 'item.VpcId',
      PrivateIp: 'item.PrivateIpAddress',
      PublicIp: 'item.PublicIpAddress',
      AvailabilityZone: 'item.Placement.AvailabilityZone',
      EbsOptimized: 'item.EbsOptimized',
      Monitoring: made('item.Monitoring.State', (state) => state === 'enabled'),
      IamInstanceProfile: made(
        'item.IamInstanceProfile.Arn',
        (arn) => textAt(arn, '').split('/').at(-1) ?? '',
      ),
      SecurityGroupIds: made('item.SecurityGroups', (groups) =>
        listAt(groups, '').map((one) => textAt(one, 'GroupId')),
      ),
      'MetadataOptions.HttpTokens': 'item.MetadataOptions.HttpTokens',
      'MetadataOptions.HttpEndpoint': 'item.MetadataOptions.HttpEndpoint',
      'MetadataOptions.HttpPutResponseHopLimit': 'item.MetadataOptions.HttpPutResponseHopLimit',
      Tags: tags('item.Tags'),
    },
  },
  {
    type: 'AWS::EC2::SecurityGroup',
    service: 'ec2',
    list: { operation: 'DescribeSecurityGroups', items: 'SecurityGroups', next },
    details: {},
    identifier: 'item.GroupId',
    properties: {
      GroupId: 'item.GroupId',
      GroupName: 'item.GroupName',
      GroupDescription: 'item.Description',
      VpcId: 'item.VpcId',
      SecurityGroupIngress: permissions('item.IpPermissions', 'Source'),
      SecurityGroupEgress: permissions('item.IpPermissionsEgress', 'Destination'),
      Tags: tags('item.Tags'),
    },
  },
  {
    type: 'AWS::EC2::Volume',
    service: 'ec2',
    list: { operation: 'DescribeVolumes', items: 'Volumes', next },
    details: {},
    identifier: 'item.VolumeId',
    properties: {
      VolumeId: 'item.VolumeId',
      AvailabilityZone: 'item.AvailabilityZone',
      Encrypted: 'item.Encrypted',
      KmsKeyId: 'item.KmsKeyId',
      Size: 'item.Size',
      SnapshotId: 'item.SnapshotId',
      VolumeType: 'item.VolumeType',
      Iops: 'item.Iops',
      Throughput: 'item.Throughput',
      MultiAttachEnabled: 'item.MultiAttachEnabled',
      Tags: tags('item.Tags'),
    },
  },
  {
    type: 'AWS::EC2::VPC',
    service: 'ec2',
    list: { operation: 'DescribeVpcs', items: 'Vpcs', next },
    details: {
      hostnames: { operation: 'DescribeVpcAttribute', input: attributeOf('enableDnsHostnames') },
      support: { operation: 'DescribeVpcAttribute', input: attributeOf('enableDnsSupport') },
    },
    identifier: 'item.VpcId',
    properties: {
      VpcId: 'item.VpcId',
      CidrBlock: 'item.CidrBlock',
      InstanceTenancy: 'item.InstanceTenancy',
      IsDefault: 'item.IsDefault',
      EnableDnsHostnames: 'hostnames.EnableDnsHostnames.Value',
      EnableDnsSupport: 'support.EnableDnsSupport.Value',
      Tags: tags('item.Tags'),
    },
  },
  {
    type: 'AWS::EC2::Subnet',
    service: 'ec2',
    list: { operation: 'DescribeSubnets', items: 'Subnets', next },
    details: {},
    identifier: 'item.SubnetId',
    properties: {
      SubnetId: 'item.SubnetId',
      VpcId: 'item.VpcId',
      CidrBlock: 'item.CidrBlock',
      AvailabilityZone: 'item.AvailabilityZone',
      IsDefault: 'item.DefaultForAz',
      MapPublicIpOnLaunch: 'item.MapPublicIpOnLaunch',
      AssignIpv6AddressOnCreation: 'item.AssignIpv6AddressOnCreation',
      Tags: tags('item.Tags'),
    },
  },
  {
    type: 'AWS::EC2::InternetGateway',
    service: 'ec2',
    list: { operation: 'DescribeInternetGateways', items: 'InternetGateways', next },
    details: {},
    identifier: 'item.InternetGatewayId',
    properties: { InternetGatewayId: 'item.InternetGatewayId', Tags: tags('item.Tags') },
  },
]

function attributeOf(Attribute: string): (facts: Facts) => Reply {
  return ({ item }) => ({ VpcId: textAt(item, 'VpcId'), Attribute })
}

/** One rule for each range, list or group that a permission names, as the registry has them. */
function permissions(path: string, side: 'Source' | 'Destination'): Property {
  return made(path, (all) => listAt(all, '').flatMap((one) => rulesOf(one, side)))
}

function rulesOf(permission: Data, side: 'Source' | 'Destination'): readonly Data[] {
  const ports = {
    IpProtocol: at(permission, 'IpProtocol'),
    FromPort: at(permission, 'FromPort'),
    ToPort: at(permission, 'ToPort'),
  }
  const from = (path: string, key: string, to: string): readonly Data[] =>
    listAt(permission, path).map((one) =>
      withoutNothing({ ...ports, [to]: textAt(one, key), Description: textAt(one, 'Description') }),
    )
  return [
    ...from('IpRanges', 'CidrIp', 'CidrIp'),
    ...from('Ipv6Ranges', 'CidrIpv6', 'CidrIpv6'),
    ...from('PrefixListIds', 'PrefixListId', `${side}PrefixListId`),
    ...from('UserIdGroupPairs', 'GroupId', `${side}SecurityGroupId`),
  ]
}
