import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const redshiftEncryption: Rule = {
  id: 'aws/redshift/encryption',
  title: 'A warehouse is not encrypted at rest',
  severity: 'high',
  why: 'Whoever gets hold of a disk or a snapshot can read everything.',
  fix: 'Set encrypted (Encrypted) to true.',
  subject: ['AWS::Redshift::Cluster'],
  aliases: [
    { id: 'CKV_AWS_64', on: ['aws_redshift_cluster', 'AWS::Redshift::Cluster'] },
    { id: 'AVD-AWS-0084', on: ['aws_redshift_cluster', 'AWS::Redshift::Cluster'] },
  ],
  compliance: ['SOC 2 CC6.1'],

  *check(live) {
    yield* mustBe(at(live, 'Encrypted'), true, 'The cluster is not encrypted.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_redshift_cluster" "main" {
          cluster_identifier = "dw"
          node_type          = "ra3.large"
          encrypted = true
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
              Encrypted: true
      `,
    ],
    bad: [
      terraform`
        resource "aws_redshift_cluster" "main" {
          cluster_identifier = "dw"
          node_type          = "ra3.large"
          encrypted = false
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
              Encrypted: false
      `,
      terraform`
        resource "aws_redshift_cluster" "main" {
          cluster_identifier = "dw"
          node_type          = "ra3.large"
        }
      `,
    ],
    near: [
      cloudformation`
        Resources:
          Main:
            Type: AWS::Redshift::Cluster
            Properties:
              ClusterType: single-node
              DBName: dw
              MasterUsername: admin
              NodeType: ra3.large
              Encrypted: "true"
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_redshift_cluster" "main" {
          cluster_identifier = "dw"
          node_type          = "ra3.large"
          encrypted = var.given
        }
      `,
    ],
  },
}
