import type { Companion, Field, Fields, Shapes } from '../shape.ts'

const group = { to: 'AWS::EC2::SecurityGroup', names: 'id' } as const
const acl = { to: 'AWS::EC2::NetworkAcl', names: 'id', place: 'Entries[]' } as const
const routes = { to: 'AWS::EC2::RouteTable', names: 'id', place: 'Routes[]' } as const
const tags: Field = { from: 'tags', as: 'tags' }

const ports = { IpProtocol: 'protocol', FromPort: 'from_port', ToPort: 'to_port', Description: 'description' }

const ingressOver = {
  CidrIp: 'cidr_blocks',
  CidrIpv6: 'ipv6_cidr_blocks',
  SourcePrefixListId: 'prefix_list_ids',
  SourceSecurityGroupId: 'security_groups',
}
const egressOver = {
  CidrIp: 'cidr_blocks',
  CidrIpv6: 'ipv6_cidr_blocks',
  DestinationPrefixListId: 'prefix_list_ids',
  DestinationSecurityGroupId: 'security_groups',
}

const groupFields: Fields = {
  GroupName: 'name',
  GroupDescription: 'description',
  VpcId: 'vpc_id',
  SecurityGroupIngress: { spread: 'ingress', over: ingressOver, of: ports },
  SecurityGroupEgress: { spread: 'egress', over: egressOver, of: ports },
  Tags: tags,
}

const groupRule = {
  IpProtocol: 'ip_protocol',
  FromPort: 'from_port',
  ToPort: 'to_port',
  CidrIp: 'cidr_ipv4',
  CidrIpv6: 'cidr_ipv6',
  Description: 'description',
}

const aclEntry: Fields = {
  RuleNumber: 'rule_no',
  RuleAction: 'action',
  Protocol: 'protocol',
  CidrBlock: 'cidr_block',
  Ipv6CidrBlock: 'ipv6_cidr_block',
  'PortRange.From': 'from_port',
  'PortRange.To': 'to_port',
}

const aclFields: Fields = {
  VpcId: 'vpc_id',
  Entries: {
    joined: [
      { each: 'ingress', of: { ...aclEntry, Egress: { given: false, when: 'action' } } },
      { each: 'egress', of: { ...aclEntry, Egress: { given: true, when: 'action' } } },
    ],
  },
  Tags: tags,
}

const targets = {
  GatewayId: 'gateway_id',
  NatGatewayId: 'nat_gateway_id',
  TransitGatewayId: 'transit_gateway_id',
  EgressOnlyInternetGatewayId: 'egress_only_gateway_id',
}

const tableFields: Fields = {
  VpcId: 'vpc_id',
  Routes: {
    each: 'route',
    of: { DestinationCidrBlock: 'cidr_block', DestinationIpv6CidrBlock: 'ipv6_cidr_block', ...targets },
  },
  Tags: tags,
}

/** Networks: what Terraform says in rules, entries and routes of their own belongs to a group, a list and a table. */
export const vpc: Shapes = {
  owners: [
    {
      from: 'aws_vpc',
      to: 'AWS::EC2::VPC',
      fields: {
        CidrBlock: 'cidr_block',
        EnableDnsHostnames: 'enable_dns_hostnames',
        EnableDnsSupport: 'enable_dns_support',
        InstanceTenancy: 'instance_tenancy',
        Tags: tags,
      },
    },
    {
      from: 'aws_subnet',
      to: 'AWS::EC2::Subnet',
      fields: {
        VpcId: 'vpc_id',
        CidrBlock: 'cidr_block',
        AvailabilityZone: 'availability_zone',
        MapPublicIpOnLaunch: 'map_public_ip_on_launch',
        AssignIpv6AddressOnCreation: 'assign_ipv6_address_on_creation',
        Tags: tags,
      },
    },
    {
      from: 'aws_flow_log',
      to: 'AWS::EC2::FlowLog',
      fields: {
        ResourceId: {
          first: ['vpc_id', 'subnet_id', 'eni_id', 'transit_gateway_id', 'transit_gateway_attachment_id'],
        },
        TrafficType: 'traffic_type',
        LogDestination: 'log_destination',
        LogDestinationType: 'log_destination_type',
        DeliverLogsPermissionArn: 'iam_role_arn',
        Tags: tags,
      },
    },
    { from: 'aws_security_group', to: 'AWS::EC2::SecurityGroup', fields: groupFields },
    { from: 'aws_default_security_group', to: 'AWS::EC2::SecurityGroup', fields: groupFields },
    { from: 'aws_network_acl', to: 'AWS::EC2::NetworkAcl', fields: aclFields },
    { from: 'aws_default_network_acl', to: 'AWS::EC2::NetworkAcl', fields: aclFields },
    { from: 'aws_route_table', to: 'AWS::EC2::RouteTable', fields: tableFields },
    { from: 'aws_default_route_table', to: 'AWS::EC2::RouteTable', fields: tableFields },
    {
      from: 'aws_route_table_association',
      to: 'AWS::EC2::SubnetRouteTableAssociation',
      fields: { SubnetId: 'subnet_id', RouteTableId: 'route_table_id' },
    },
    { from: 'aws_internet_gateway', to: 'AWS::EC2::InternetGateway', fields: { Tags: tags } },
    {
      from: 'aws_nat_gateway',
      to: 'AWS::EC2::NatGateway',
      fields: {
        SubnetId: 'subnet_id',
        AllocationId: 'allocation_id',
        ConnectivityType: 'connectivity_type',
        Tags: tags,
      },
    },
    {
      from: 'aws_eip',
      to: 'AWS::EC2::EIP',
      fields: { InstanceId: 'instance', Domain: 'domain', Tags: tags },
    },
    {
      from: 'aws_eip_association',
      to: 'AWS::EC2::EIPAssociation',
      fields: {
        AllocationId: 'allocation_id',
        InstanceId: 'instance_id',
        NetworkInterfaceId: 'network_interface_id',
      },
    },
  ],
  companions: [
    {
      ...group,
      from: 'aws_security_group_rule',
      by: 'security_group_id',
      place: 'SecurityGroupIngress[]',
      fields: { ...ports, SourceSecurityGroupId: 'source_security_group_id' },
      over: { CidrIp: 'cidr_blocks', CidrIpv6: 'ipv6_cidr_blocks', SourcePrefixListId: 'prefix_list_ids' },
      where: { type: 'ingress' },
    },
    {
      ...group,
      from: 'aws_security_group_rule',
      by: 'security_group_id',
      place: 'SecurityGroupEgress[]',
      fields: { ...ports, DestinationSecurityGroupId: 'source_security_group_id' },
      over: {
        CidrIp: 'cidr_blocks',
        CidrIpv6: 'ipv6_cidr_blocks',
        DestinationPrefixListId: 'prefix_list_ids',
      },
      where: { type: 'egress' },
    },
    {
      ...group,
      from: 'aws_vpc_security_group_ingress_rule',
      by: 'security_group_id',
      place: 'SecurityGroupIngress[]',
      fields: {
        ...groupRule,
        SourcePrefixListId: 'prefix_list_id',
        SourceSecurityGroupId: 'referenced_security_group_id',
      },
    },
    {
      ...group,
      from: 'aws_vpc_security_group_egress_rule',
      by: 'security_group_id',
      place: 'SecurityGroupEgress[]',
      fields: {
        ...groupRule,
        DestinationPrefixListId: 'prefix_list_id',
        DestinationSecurityGroupId: 'referenced_security_group_id',
      },
    },
    {
      ...group,
      from: 'AWS::EC2::SecurityGroupIngress',
      by: 'GroupId',
      place: 'SecurityGroupIngress[]',
      fields: same(
        'IpProtocol FromPort ToPort CidrIp CidrIpv6 Description SourcePrefixListId SourceSecurityGroupId SourceSecurityGroupName',
      ),
    },
    {
      ...group,
      from: 'AWS::EC2::SecurityGroupEgress',
      by: 'GroupId',
      place: 'SecurityGroupEgress[]',
      fields: same(
        'IpProtocol FromPort ToPort CidrIp CidrIpv6 Description DestinationPrefixListId DestinationSecurityGroupId',
      ),
    },
    {
      ...acl,
      from: 'aws_network_acl_rule',
      by: 'network_acl_id',
      fields: { ...aclEntry, RuleNumber: 'rule_number', RuleAction: 'rule_action', Egress: 'egress' },
    },
    {
      ...acl,
      from: 'AWS::EC2::NetworkAclEntry',
      by: 'NetworkAclId',
      fields: same('RuleNumber RuleAction Protocol CidrBlock Ipv6CidrBlock PortRange Egress'),
    },
    {
      ...routes,
      from: 'aws_route',
      by: 'route_table_id',
      fields: {
        DestinationCidrBlock: 'destination_cidr_block',
        DestinationIpv6CidrBlock: 'destination_ipv6_cidr_block',
        ...targets,
      },
    },
    {
      ...routes,
      from: 'AWS::EC2::Route',
      by: 'RouteTableId',
      fields: same(
        'DestinationCidrBlock DestinationIpv6CidrBlock GatewayId NatGatewayId TransitGatewayId EgressOnlyInternetGatewayId',
      ),
    },
  ] satisfies readonly Companion[],
  defaults: {
    'AWS::EC2::Subnet': { MapPublicIpOnLaunch: false },
  },
}

/** Properties that the source names as the live API does. */
function same(names: string): Fields {
  return Object.fromEntries(names.split(' ').map((name) => [name, name]))
}
