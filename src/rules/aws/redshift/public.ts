import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const redshiftPublic: Rule = {
  id: 'aws/redshift/public',
  title: 'A warehouse has a public address',
  severity: 'high',
  why: 'It can be found and tried from the whole internet.',
  fix: 'Set publicly_accessible (PubliclyAccessible) to false.',
  subject: ['AWS::Redshift::Cluster'],
  aliases: [{ id: 'CKV_AWS_87', on: ['aws_redshift_cluster', 'AWS::Redshift::Cluster'] }],
  compliance: ['PCI DSS 4.0 1.4.4', 'SOC 2 CC6.6'],

  *check(live) {
    yield* mustBe(at(live, 'PubliclyAccessible'), false, 'The cluster has a public address.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_redshift_cluster" "main" {
          cluster_identifier = "dw"
          node_type          = "ra3.large"
          publicly_accessible = false
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
              PubliclyAccessible: false
      `,
    ],
    bad: [
      terraform`
        resource "aws_redshift_cluster" "main" {
          cluster_identifier = "dw"
          node_type          = "ra3.large"
          publicly_accessible = true
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
              PubliclyAccessible: true
      `,
    ],
    near: [
      terraform`
        resource "aws_redshift_cluster" "main" {
          cluster_identifier = "dw"
          node_type          = "ra3.large"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_redshift_cluster" "main" {
          cluster_identifier = "dw"
          node_type          = "ra3.large"
          publicly_accessible = var.given
        }
      `,
    ],
  },
}
