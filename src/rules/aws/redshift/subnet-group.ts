import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBeSet } from '../../verdicts.ts'

export const redshiftSubnets: Rule = {
  id: 'aws/redshift/subnet-group',
  title: 'A warehouse stands outside of your network',
  severity: 'high',
  why: 'Without a subnet group it is put where security groups and routes of yours do not hold.',
  fix: 'Set cluster_subnet_group_name (ClusterSubnetGroupName).',
  subject: ['AWS::Redshift::Cluster'],
  aliases: [
    { id: 'CKV_AWS_154', on: ['aws_redshift_cluster', 'AWS::Redshift::Cluster'] },
    { id: 'AVD-AWS-0127', on: ['aws_redshift_cluster', 'AWS::Redshift::Cluster'] },
  ],
  compliance: [],

  *check(live) {
    yield* mustBeSet(at(live, 'ClusterSubnetGroupName'), 'The cluster has no subnet group.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_redshift_cluster" "main" {
          cluster_identifier = "dw"
          node_type          = "ra3.large"
          cluster_subnet_group_name = "dw"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::Redshift::Cluster
            Properties:
              ClusterType: single-node
              DBName: dw
              MasterUsername: admin
              NodeType: ra3.large
              ClusterSubnetGroupName: dw
      `,
    ],
    bad: [
      terraform`
        resource "aws_redshift_cluster" "main" {
          cluster_identifier = "dw"
          node_type          = "ra3.large"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::Redshift::Cluster
            Properties:
              ClusterType: single-node
              DBName: dw
              MasterUsername: admin
              NodeType: ra3.large
      `,
    ],
    near: [
      terraform`
        resource "aws_redshift_subnet_group" "g" {
          name       = "dw"
          subnet_ids = ["subnet-1"]
        }
        resource "aws_redshift_cluster" "main" {
          cluster_identifier = "dw"
          node_type          = "ra3.large"
          cluster_subnet_group_name = aws_redshift_subnet_group.g.name
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_redshift_cluster" "main" {
          cluster_identifier = "dw"
          node_type          = "ra3.large"
          cluster_subnet_group_name = var.given
        }
      `,
    ],
  },
}
