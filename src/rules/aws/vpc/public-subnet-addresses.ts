import { at, is } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'

export const publicSubnetAddresses: Rule = {
  id: 'aws/vpc/public-subnet-addresses',
  title: 'The subnet hands out public addresses',
  severity: 'high',
  why: 'Whatever is started in the subnet can be reached from the internet, also what nobody thought of.',
  fix: 'Set map_public_ip_on_launch (MapPublicIpOnLaunch) to false and ask for public addresses where they are needed.',
  subject: ['AWS::EC2::Subnet'],
  aliases: [
    { id: 'CKV_AWS_130', on: ['aws_subnet', 'AWS::EC2::Subnet'] },
    { id: 'AVD-AWS-0164', on: ['aws_subnet', 'AWS::EC2::Subnet'] },
  ],
  compliance: ['NIST 800-53 SC-7', 'SOC 2 CC6.6'],

  check(subnet) {
    const given = at(subnet, 'MapPublicIpOnLaunch')
    return mustNot(is(given, true), 'Everything started in the subnet gets a public address.', given, false)
  },

  examples: {
    good: [
      terraform`
        resource "aws_subnet" "a" {
          vpc_id     = "vpc-1"
          cidr_block = "10.0.0.0/24"
        }
      `,
      terraform`
        resource "aws_subnet" "a" {
          vpc_id                  = "vpc-1"
          map_public_ip_on_launch = false
        }
      `,
      cloudformation`
        Resources:
          A:
            Type: AWS::EC2::Subnet
            Properties:
              VpcId: vpc-1
              MapPublicIpOnLaunch: false
      `,
    ],
    bad: [
      terraform`
        resource "aws_subnet" "a" {
          vpc_id                  = "vpc-1"
          map_public_ip_on_launch = true
        }
      `,
      terraform`
        resource "aws_subnet" "a" {
          count                   = 2
          vpc_id                  = "vpc-1"
          map_public_ip_on_launch = "true"
        }
      `,
      cloudformation`
        Resources:
          A:
            Type: AWS::EC2::Subnet
            Properties:
              VpcId: vpc-1
              MapPublicIpOnLaunch: 'true'
      `,
    ],
    near: [
      terraform`
        locals {
          public = false
        }
        resource "aws_subnet" "a" {
          vpc_id                  = "vpc-1"
          map_public_ip_on_launch = local.public
        }
      `,
    ],
    undecided: [
      terraform`
        variable "public" {
          type = bool
        }
        resource "aws_subnet" "a" {
          vpc_id                  = "vpc-1"
          map_public_ip_on_launch = var.public
        }
      `,
    ],
  },
}
