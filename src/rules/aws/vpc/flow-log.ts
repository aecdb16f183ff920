import type { Graph } from '../../../model/live-graph.ts'
import { at, becauseOf } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { undecided, violated } from '../../verdicts.ts'
import { once } from '../../once.ts'

export const flowLog: Rule = {
  id: 'aws/vpc/flow-log',
  title: 'The VPC has no flow log',
  severity: 'medium',
  why: 'Without a record of connections nobody can tell what an intruder reached, or that there was one.',
  fix: 'Add an aws_flow_log (AWS::EC2::FlowLog) for the VPC.',
  subject: ['AWS::EC2::VPC'],
  aliases: [
    { id: 'CKV2_AWS_11', on: ['aws_vpc', 'AWS::EC2::VPC'] },
    { id: 'AVD-AWS-0178', on: ['aws_vpc', 'AWS::EC2::VPC'] },
  ],
  compliance: ['CIS AWS 3.0 3.7', 'NIST 800-53 AU-2', 'SOC 2 CC7.2'],

  *check(vpc, graph) {
    if (graph.usedBy(vpc, 'AWS::EC2::FlowLog').length > 0) return
    const asked = strayLog(graph)
    if (asked === undefined) yield violated('No flow log records the traffic of the VPC.', at(vpc, ''))
    else yield undecided('No flow log is seen to belong to the VPC.', asked)
  },

  examples: {
    good: [
      terraform`
        resource "aws_vpc" "main" {
          cidr_block = "10.0.0.0/16"
        }
        resource "aws_flow_log" "main" {
          vpc_id          = aws_vpc.main.id
          traffic_type    = "ALL"
          log_destination = "arn:aws:s3:::logs"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::EC2::VPC
            Properties:
              CidrBlock: 10.0.0.0/16
          Log:
            Type: AWS::EC2::FlowLog
            Properties:
              ResourceId: !Ref Main
              ResourceType: VPC
              TrafficType: ALL
      `,
    ],
    bad: [
      terraform`
        resource "aws_vpc" "main" {
          cidr_block = "10.0.0.0/16"
        }
      `,
      terraform`
        resource "aws_vpc" "main" {
          cidr_block = "10.0.0.0/16"
        }
        resource "aws_flow_log" "main" {
          subnet_id       = "subnet-1"
          traffic_type    = "ALL"
          log_destination = "arn:aws:s3:::logs"
        }
      `,
      terraform`
        resource "aws_vpc" "main" {
          cidr_block = "10.0.0.0/16"
        }
        resource "aws_vpc" "other" {
          cidr_block = "10.1.0.0/16"
        }
        resource "aws_flow_log" "main" {
          vpc_id          = aws_vpc.other.id
          traffic_type    = "ALL"
          log_destination = "arn:aws:s3:::logs"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::EC2::VPC
            Properties:
              CidrBlock: 10.0.0.0/16
      `,
    ],
    near: [
      terraform`
        locals {
          vpc = aws_vpc.main.id
        }
        resource "aws_vpc" "main" {
          cidr_block = "10.0.0.0/16"
        }
        resource "aws_flow_log" "main" {
          vpc_id          = local.vpc
          traffic_type    = "ALL"
          log_destination = "arn:aws:s3:::logs"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "vpc" {}
        resource "aws_vpc" "main" {
          cidr_block = "10.0.0.0/16"
        }
        resource "aws_flow_log" "main" {
          vpc_id          = var.vpc
          traffic_type    = "ALL"
          log_destination = "arn:aws:s3:::logs"
        }
      `,
    ],
  },
}

/** A flow log that may be of any VPC: which one is asked for. */
const strayLog = once((graph: Graph) =>
  graph
    .all('AWS::EC2::FlowLog')
    .map((log) => at(log, 'ResourceId'))
    .find((one) => becauseOf(one).some(({ kind }) => kind === 'variable')),
)
