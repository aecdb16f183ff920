import { at, isWritten } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { violated } from '../../verdicts.ts'

export const redshiftPublicUnsaid: Rule = {
  id: 'aws/redshift/public-unsaid',
  title: 'Whether a warehouse has a public address is left to the provider',
  severity: 'low',
  why: 'Before version 6 the AWS provider gave a warehouse a public address where nothing was said; with an older one the same text opens it.',
  fix: 'Set publicly_accessible to false.',
  subject: ['AWS::Redshift::Cluster'],
  aliases: [{ id: 'CKV_AWS_87', on: ['aws_redshift_cluster'] }],
  compliance: ['PCI DSS 4.0 1.4.4', 'SOC 2 CC6.6'],

  *check(live) {
    if (live.madeOf[0].resource.type !== 'aws_redshift_cluster') return
    const open = at(live, 'PubliclyAccessible')
    if (isWritten(open) === 'no')
      yield violated('Nothing is said of a public address.', open, {
        wanted: { path: open.path, value: false },
      })
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
    ],
    bad: [
      terraform`
        resource "aws_redshift_cluster" "main" {
          cluster_identifier = "dw"
          node_type          = "ra3.large"
        }
      `,
    ],
    near: [
      terraform`
        resource "aws_redshift_cluster" "main" {
          cluster_identifier = "dw"
          node_type          = "ra3.large"
          publicly_accessible = true
        }
      `,
    ],
    undecided: [],
  },
}
