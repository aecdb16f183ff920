import type { Field, Fields, Shapes } from '../shape.ts'

const tags: Field = { from: 'tags', as: 'tags' }

/** Instances, what instances are made from, and their disks. */
export const ec2: Shapes = {
  owners: [
    {
      from: 'aws_instance',
      to: 'AWS::EC2::Instance',
      fields: {
        ImageId: 'ami',
        InstanceType: 'instance_type',
        SubnetId: 'subnet_id',
        KeyName: 'key_name',
        IamInstanceProfile: 'iam_instance_profile',
        SecurityGroupIds: 'vpc_security_group_ids',
        SecurityGroups: 'security_groups',
        EbsOptimized: 'ebs_optimized',
        Monitoring: 'monitoring',
        'LaunchTemplate.LaunchTemplateId': 'launch_template.id',
        'LaunchTemplate.LaunchTemplateName': 'launch_template.name',
        'NetworkInterfaces.AssociatePublicIpAddress': 'associate_public_ip_address',
        BlockDeviceMappings: disks({ 'Ebs.KmsKeyId': 'kms_key_id' }),
        UserData: { first: ['user_data', 'user_data_base64'] },
        ...metadata(),
        Tags: tags,
      },
    },
    {
      from: 'aws_launch_template',
      to: 'AWS::EC2::LaunchTemplate',
      fields: {
        LaunchTemplateName: 'name',
        ...below('LaunchTemplateData', {
          ImageId: 'image_id',
          InstanceType: 'instance_type',
          KeyName: 'key_name',
          UserData: 'user_data',
          SecurityGroupIds: 'vpc_security_group_ids',
          SecurityGroups: 'security_group_names',
          EbsOptimized: 'ebs_optimized',
          'IamInstanceProfile.Name': 'iam_instance_profile.name',
          'IamInstanceProfile.Arn': 'iam_instance_profile.arn',
          BlockDeviceMappings: {
            each: 'block_device_mappings',
            of: {
              DeviceName: 'device_name',
              NoDevice: 'no_device',
              VirtualName: 'virtual_name',
              ...disk('ebs.'),
              'Ebs.KmsKeyId': 'ebs.kms_key_id',
            },
          },
          NetworkInterfaces: {
            each: 'network_interfaces',
            of: {
              AssociatePublicIpAddress: 'associate_public_ip_address',
              SubnetId: 'subnet_id',
              Groups: 'security_groups',
              NetworkInterfaceId: 'network_interface_id',
            },
          },
          ...metadata(),
        }),
      },
    },
    {
      from: 'aws_launch_configuration',
      to: 'AWS::AutoScaling::LaunchConfiguration',
      fields: {
        LaunchConfigurationName: 'name',
        ImageId: 'image_id',
        InstanceType: 'instance_type',
        KeyName: 'key_name',
        IamInstanceProfile: 'iam_instance_profile',
        SecurityGroups: 'security_groups',
        EbsOptimized: 'ebs_optimized',
        InstanceMonitoring: 'enable_monitoring',
        AssociatePublicIpAddress: 'associate_public_ip_address',
        BlockDeviceMappings: disks({}),
        UserData: { first: ['user_data', 'user_data_base64'] },
        ...metadata(),
      },
    },
    {
      from: 'aws_ebs_volume',
      to: 'AWS::EC2::Volume',
      fields: {
        AvailabilityZone: 'availability_zone',
        Encrypted: 'encrypted',
        KmsKeyId: 'kms_key_id',
        Size: 'size',
        SnapshotId: 'snapshot_id',
        VolumeType: 'type',
        Iops: 'iops',
        Throughput: 'throughput',
        MultiAttachEnabled: 'multi_attach_enabled',
        Tags: tags,
      },
    },
  ],
  companions: [],
  defaults: {
    'AWS::EC2::Volume': { Encrypted: false },
    'AWS::EC2::Instance': { 'MetadataOptions.HttpEndpoint': 'enabled' },
    'AWS::EC2::LaunchTemplate': { 'LaunchTemplateData.MetadataOptions.HttpEndpoint': 'enabled' },
    'AWS::AutoScaling::LaunchConfiguration': { 'MetadataOptions.HttpEndpoint': 'enabled' },
  },
}

/** Only the root device has no name: the image gives it. */
function disks(more: Fields): Field {
  return {
    joined: [
      { each: 'root_block_device', of: { ...disk(''), ...more } },
      {
        each: 'ebs_block_device',
        of: { DeviceName: 'device_name', NoDevice: 'no_device', ...disk(''), ...more },
      },
      { each: 'ephemeral_block_device', of: { DeviceName: 'device_name', VirtualName: 'virtual_name' } },
    ],
  }
}

function disk(above: string): Fields {
  return {
    'Ebs.Encrypted': `${above}encrypted`,
    'Ebs.SnapshotId': `${above}snapshot_id`,
    'Ebs.VolumeSize': `${above}volume_size`,
    'Ebs.VolumeType': `${above}volume_type`,
    'Ebs.DeleteOnTermination': `${above}delete_on_termination`,
  }
}

function metadata(): Fields {
  return {
    'MetadataOptions.HttpTokens': 'metadata_options.http_tokens',
    'MetadataOptions.HttpEndpoint': 'metadata_options.http_endpoint',
    'MetadataOptions.HttpPutResponseHopLimit': 'metadata_options.http_put_response_hop_limit',
  }
}

function below(place: string, fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).map(([path, field]) => [`${place}.${path}`, field]))
}
