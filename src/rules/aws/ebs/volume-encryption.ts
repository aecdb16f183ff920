import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'
import { unlessByDefault } from '../disks.ts'

export const volumeEncryption: Rule = {
  id: 'aws/ebs/volume-encryption',
  title: 'The volume is not encrypted',
  severity: 'high',
  why: 'Snapshots and disks that are given away, copied or stolen can be read by whoever has them.',
  fix: 'Set encrypted (Encrypted) to true.',
  subject: ['AWS::EC2::Volume'],
  aliases: [
    { id: 'CKV_AWS_3', on: ['aws_ebs_volume', 'AWS::EC2::Volume'] },
    { id: 'AVD-AWS-0026', on: ['aws_ebs_volume', 'AWS::EC2::Volume'] },
  ],
  compliance: ['CIS AWS 3.0 2.2.1', 'NIST 800-53 SC-28', 'SOC 2 CC6.1'],

  *check(volume, graph) {
    yield* unlessByDefault(graph, mustBe(at(volume, 'Encrypted'), true, 'The volume is not encrypted.'))
  },

  examples: {
    good: [
      terraform`
        resource "aws_ebs_volume" "data" {
          availability_zone = "eu-west-1a"
          size              = 40
          encrypted         = true
        }
      `,
      cloudformation`
        Resources:
          Data:
            Type: AWS::EC2::Volume
            Properties:
              AvailabilityZone: eu-west-1a
              Encrypted: true
      `,
    ],
    bad: [
      terraform`
        resource "aws_ebs_volume" "data" {
          availability_zone = "eu-west-1a"
          size              = 40
        }
      `,
      terraform`
        resource "aws_ebs_volume" "data" {
          availability_zone = "eu-west-1a"
          encrypted         = "false"
        }
      `,
      cloudformation`
        Resources:
          Data:
            Type: AWS::EC2::Volume
            Properties:
              AvailabilityZone: eu-west-1a
              Encrypted: 'false'
      `,
      cloudformation`
        Resources:
          Data:
            Type: AWS::EC2::Volume
            Properties:
              AvailabilityZone: eu-west-1a
      `,
    ],
    near: [
      terraform`
        resource "aws_ebs_encryption_by_default" "all" {
          enabled = true
        }
        resource "aws_ebs_volume" "data" {
          availability_zone = "eu-west-1a"
          size              = 40
        }
      `,
    ],
    undecided: [
      terraform`
        variable "enabled" {
          type = bool
        }
        resource "aws_ebs_encryption_by_default" "all" {
          enabled = var.enabled
        }
        resource "aws_ebs_volume" "data" {
          availability_zone = "eu-west-1a"
          size              = 40
        }
      `,
      terraform`
        variable "encrypted" {
          type = bool
        }
        resource "aws_ebs_volume" "data" {
          availability_zone = "eu-west-1a"
          encrypted         = var.encrypted
        }
      `,
    ],
  },
}
