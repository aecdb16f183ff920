import { at, is } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'

export const rdsPublic: Rule = {
  id: 'aws/rds/public',
  title: 'A database has a public address',
  severity: 'high',
  why: 'It can be found and tried from the whole internet.',
  fix: 'Set publicly_accessible (PubliclyAccessible) to false.',
  subject: ['AWS::RDS::DBInstance'],
  aliases: [
    { id: 'CKV_AWS_17', on: ['aws_db_instance', 'aws_rds_cluster_instance', 'AWS::RDS::DBInstance'] },
    { id: 'AVD-AWS-0180', on: ['aws_db_instance', 'aws_rds_cluster_instance', 'AWS::RDS::DBInstance'] },
  ],
  compliance: ['CIS AWS 3.0 2.3.3', 'PCI DSS 4.0 1.4.4', 'SOC 2 CC6.6'],

  *check(live) {
    const open = at(live, 'PubliclyAccessible')
    yield* mustNot(is(open, true), 'The database has a public address.', open, false)
  },

  examples: {
    good: [
      terraform`
        resource "aws_db_instance" "main" {
          identifier     = "db"
          engine         = "postgres"
          instance_class = "db.m7g.large"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::RDS::DBInstance
            Properties:
              Engine: postgres
              DBInstanceClass: db.m7g.large
              PubliclyAccessible: false
      `,
    ],
    bad: [
      terraform`
        resource "aws_db_instance" "main" {
          identifier     = "db"
          engine         = "postgres"
          instance_class = "db.m7g.large"
          publicly_accessible = true
        }
      `,
      terraform`
        resource "aws_rds_cluster_instance" "main" {
          cluster_identifier  = "db"
          engine              = "aurora-postgresql"
          instance_class      = "db.r7g.large"
          publicly_accessible = true
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::RDS::DBInstance
            Properties:
              Engine: postgres
              DBInstanceClass: db.m7g.large
              PubliclyAccessible: "true"
      `,
    ],
    near: [
      terraform`
        resource "aws_rds_cluster_instance" "main" {
          cluster_identifier = "db"
          engine             = "aurora-postgresql"
          instance_class     = "db.r7g.large"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_db_instance" "main" {
          identifier     = "db"
          engine         = "postgres"
          instance_class = "db.m7g.large"
          publicly_accessible = var.given
        }
      `,
    ],
  },
}
