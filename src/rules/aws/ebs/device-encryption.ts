import type { Live } from '../../../model/live.ts'
import { all, at, is, isOneOf, isSet, isWritten, items, not, type Fact } from '../../facts.ts'
import { cloudformation, terraform, type Rule, type Verdict } from '../../rule.ts'
import { mustBe, unless, violated } from '../../verdicts.ts'
import { unlessByDefault } from '../disks.ts'

export const deviceEncryption: Rule = {
  id: 'aws/ebs/device-encryption',
  title: 'Disks of instances are not said to be encrypted',
  severity: 'high',
  why: 'Snapshots and disks that are given away, copied or stolen can be read by whoever has them.',
  fix: 'Set encrypted (Ebs.Encrypted) to true in root_block_device and in every ebs_block_device (BlockDeviceMappings).',
  subject: ['AWS::EC2::Instance', 'AWS::AutoScaling::LaunchConfiguration'],
  aliases: [
    {
      id: 'CKV_AWS_8',
      on: [
        'aws_instance',
        'aws_launch_configuration',
        'AWS::EC2::Instance',
        'AWS::AutoScaling::LaunchConfiguration',
      ],
    },
    { id: 'AVD-AWS-0131', on: ['aws_instance', 'AWS::EC2::Instance'] },
    { id: 'AVD-AWS-0008', on: ['aws_launch_configuration', 'AWS::AutoScaling::LaunchConfiguration'] },
  ],
  compliance: ['CIS AWS 3.0 2.2.1', 'NIST 800-53 SC-28', 'SOC 2 CC6.1'],

  check(live, graph) {
    return unlessByDefault(graph, told(live))
  },

  examples: {
    good: [
      terraform`
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
          root_block_device {
            encrypted = true
          }
        }
      `,
      terraform`
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
          root_block_device {
            encrypted = true
          }
          ebs_block_device {
            device_name = "/dev/sdb"
            volume_size = 10
            encrypted   = "true"
          }
        }
      `,
      terraform`
        resource "aws_launch_configuration" "web" {
          image_id      = "ami-1"
          instance_type = "t3.micro"
          root_block_device {
            encrypted = true
          }
        }
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::EC2::Instance
            Properties:
              ImageId: ami-1
              BlockDeviceMappings:
                - DeviceName: /dev/xvda
                  Ebs:
                    Encrypted: true
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::AutoScaling::LaunchConfiguration
            Properties:
              ImageId: ami-1
              BlockDeviceMappings:
                - DeviceName: /dev/sda1
                  Ebs:
                    Encrypted: 'true'
      `,
    ],
    bad: [
      terraform`
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
        }
      `,
      terraform`
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
          root_block_device {
            volume_size = 20
          }
        }
      `,
      terraform`
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
          root_block_device {
            encrypted = false
          }
        }
      `,
      terraform`
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
          root_block_device {
            encrypted = true
          }
          ebs_block_device {
            device_name = "/dev/sdb"
            volume_size = 10
          }
        }
      `,
      terraform`
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
          ebs_block_device {
            device_name = "/dev/sdb"
            volume_size = 10
            encrypted   = true
          }
        }
      `,
      terraform`
        resource "aws_launch_configuration" "web" {
          image_id      = "ami-1"
          instance_type = "t3.micro"
        }
      `,
      terraform`
        resource "aws_launch_configuration" "web" {
          image_id      = "ami-1"
          instance_type = "t3.micro"
          root_block_device {
            encrypted = true
          }
          ebs_block_device {
            device_name = "/dev/sdb"
            volume_size = 10
            encrypted   = false
          }
        }
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::EC2::Instance
            Properties:
              ImageId: ami-1
              BlockDeviceMappings:
                - DeviceName: /dev/xvda
                  Ebs:
                    VolumeSize: 20
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::AutoScaling::LaunchConfiguration
            Properties:
              ImageId: ami-1
              BlockDeviceMappings:
                - DeviceName: /dev/xvda
                  Ebs:
                    Encrypted: false
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::AutoScaling::LaunchConfiguration
            Properties:
              ImageId: ami-1
              InstanceType: t3.micro
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::AutoScaling::LaunchConfiguration
            Properties:
              ImageId: ami-123456
              InstanceType: i3.large
              BlockDeviceMappings:
                - DeviceName: /dev/sdc
                  VirtualName: ephemeral0
      `,
    ],
    near: [
      terraform`
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
          root_block_device {
            encrypted = true
          }
          ephemeral_block_device {
            device_name  = "/dev/sdc"
            virtual_name = "ephemeral0"
          }
        }
      `,
      terraform`
        resource "aws_ebs_encryption_by_default" "all" {}
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
        }
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::EC2::Instance
            Properties:
              ImageId: ami-1
              BlockDeviceMappings:
                - DeviceName: /dev/xvda
                  Ebs:
                    Encrypted: true
                - DeviceName: /dev/sdc
                  NoDevice: {}
      `,
    ],
    undecided: [
      terraform`
        variable "snapshot" {
          type = string
        }
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
          root_block_device {
            encrypted = true
          }
          ebs_block_device {
            device_name = "/dev/sdg"
            snapshot_id = var.snapshot
          }
        }
      `,
      terraform`
        variable "enabled" {
          type = bool
        }
        resource "aws_ebs_encryption_by_default" "all" {
          enabled = var.enabled
        }
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
        }
      `,
      terraform`
        variable "encrypted" {
          type = bool
        }
        resource "aws_instance" "web" {
          ami           = "ami-1"
          instance_type = "t3.micro"
          root_block_device {
            encrypted = var.encrypted
          }
        }
      `,
    ],
  },
}

function* told(live: Live): Generator<Verdict> {
  const mappings = items(at(live, 'BlockDeviceMappings'))
  for (const disk of mappings.filter(isOwn)) {
    const encrypted = at(disk, 'Ebs.Encrypted')
    const snapshot = at(disk, 'Ebs.SnapshotId')
    // A disk that is made from a snapshot, and says nothing, is as the snapshot is.
    const excepted = all([not(isWritten(encrypted)), isSet(snapshot)])
    const message = isWritten(encrypted) === 'no' ? unsaid : 'A disk is not encrypted.'
    yield* unless(excepted, snapshot, mustBe(encrypted, true, message))
  }
  // The template says the disks of an instance that is made from one.
  if (isSet(at(live, 'LaunchTemplate')) !== 'no' || mappings.some(isOfRoot)) return
  yield violated(
    'Nothing is said of the root disk: only its image or the account can encrypt it.',
    at(live, ''),
  )
}

const unsaid = 'Nothing is said of a disk’s encryption: only its image or the account can encrypt it.'

/** Whether a mapping is of a disk of EBS, and not of one in the host or of none at all. */
function isOwn(disk: Fact): boolean {
  const isNone = at(disk, 'NoDevice').value.kind !== 'absent' && is(at(disk, 'NoDevice'), false) !== 'yes'
  return !isNone && at(disk, 'VirtualName').value.kind === 'absent'
}

/** The root device is a disk of EBS; it has no name in Terraform, and one of a few in CloudFormation. */
function isOfRoot(disk: Fact): boolean {
  const name = at(disk, 'DeviceName')
  if (disk.value.kind === 'unknown') return true
  if (!isOwn(disk)) return false
  if (name.value.kind !== 'scalar') return true
  const isTerraform = disk.live.madeOf[0].resource.type.startsWith('aws_')
  return !isTerraform || isOneOf(name, ['/dev/sda1', '/dev/xvda']) === 'yes'
}
