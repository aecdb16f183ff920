import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'
import { keepsBackups, unlessKeptElsewhere } from '../databases.ts'

export const noBackups: Rule = {
  id: 'aws/rds/no-backups',
  title: 'A database has no automatic backups',
  severity: 'medium',
  why: 'What is lost, broken or encrypted by an attacker cannot be brought back.',
  fix: 'Set backup_retention_period (BackupRetentionPeriod) to 7 days or more.',
  subject: ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'],
  aliases: [
    {
      id: 'CKV_AWS_133',
      on: ['aws_db_instance', 'aws_rds_cluster', 'AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'],
    },
    {
      id: 'AVD-AWS-0077',
      on: ['aws_db_instance', 'aws_rds_cluster', 'AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'],
    },
  ],
  compliance: ['NIST 800-53 CP-9', 'SOC 2 A1.2'],

  *check(live) {
    const days = at(live, 'BackupRetentionPeriod')
    const keeps = keepsBackups(live, days)
    yield* unlessKeptElsewhere(live, must(keeps, 'No automatic backups are kept.', days, 7))
  },

  examples: {
    good: [
      terraform`
        resource "aws_db_instance" "main" {
          identifier     = "db"
          engine         = "postgres"
          instance_class = "db.m7g.large"
          backup_retention_period = 7
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::RDS::DBInstance
            Properties:
              Engine: postgres
              DBInstanceClass: db.m7g.large
              BackupRetentionPeriod: 35
      `,
    ],
    bad: [
      terraform`
        resource "aws_db_instance" "main" {
          identifier     = "db"
          engine         = "postgres"
          instance_class = "db.m7g.large"
        }
      `,
      terraform`
        resource "aws_db_instance" "main" {
          identifier     = "db"
          engine         = "postgres"
          instance_class = "db.m7g.large"
          backup_retention_period = 0
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::RDS::DBInstance
            Properties:
              Engine: postgres
              DBInstanceClass: db.m7g.large
              BackupRetentionPeriod: "0"
      `,
    ],
    near: [
      terraform`
        resource "aws_rds_cluster" "main" {
          cluster_identifier = "db"
          engine             = "aurora-postgresql"
        }
      `,
      terraform`
        resource "aws_db_instance" "main" {
          identifier     = "db"
          engine         = "postgres"
          instance_class = "db.m7g.large"
          replicate_source_db = "arn:aws:rds:eu-west-1:111122223333:db:main"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::RDS::DBInstance
            Properties:
              Engine: postgres
              DBInstanceClass: db.m7g.large
      `,
    ],
    undecided: [
      terraform`
        variable "primary" {}
        resource "aws_db_instance" "main" {
          identifier          = "db"
          engine              = "postgres"
          instance_class      = "db.m7g.large"
          replicate_source_db = var.primary
        }
      `,
      terraform`
        variable "given" {}
        resource "aws_db_instance" "main" {
          identifier     = "db"
          engine         = "postgres"
          instance_class = "db.m7g.large"
          backup_retention_period = var.given
        }
      `,
    ],
  },
}
