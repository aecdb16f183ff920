import { keepsBackups, unlessKeptElsewhere } from '../databases.ts'
import { at, atLeast } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'

export const backupRetention: Rule = {
  id: 'aws/rds/backup-retention',
  title: 'Backups of a database are kept for a day at most',
  severity: 'medium',
  why: 'A mistake that is found after the weekend cannot be undone.',
  fix: 'Set backup_retention_period (BackupRetentionPeriod) to 7 or more.',
  subject: ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'],
  aliases: [
    {
      id: 'AVD-AWS-0077',
      on: ['aws_db_instance', 'aws_rds_cluster', 'AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'],
    },
  ],
  compliance: ['NIST 800-53 CP-9', 'SOC 2 A1.2'],

  *check(live) {
    const days = at(live, 'BackupRetentionPeriod')
    // No backups at all are what `aws/rds/no-backups` speaks of.
    if (keepsBackups(live, days) === 'no') return
    const kept = must(atLeast(days, 2), 'Backups are kept for a day at most.', days, 7)
    yield* unlessKeptElsewhere(live, kept)
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
      terraform`
        resource "aws_rds_cluster" "main" {
          cluster_identifier = "db"
          engine             = "aurora-postgresql"
          backup_retention_period = 5
        }
      `,
    ],
    bad: [
      terraform`
        resource "aws_db_instance" "main" {
          identifier     = "db"
          engine         = "postgres"
          instance_class = "db.m7g.large"
          backup_retention_period = 1
        }
      `,
      terraform`
        resource "aws_rds_cluster" "main" {
          cluster_identifier = "db"
          engine             = "aurora-postgresql"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::RDS::DBCluster
            Properties:
              Engine: aurora-postgresql
              BackupRetentionPeriod: 1
      `,
    ],
    near: [
      terraform`
        variable "stage" {}
        resource "aws_db_instance" "main" {
          identifier              = "db"
          engine                  = "postgres"
          instance_class          = "db.m7g.large"
          backup_retention_period = var.stage == "production" ? 30 : 7
        }
      `,
      cloudformation`
        Parameters:
          Stage:
            Type: String
        Conditions:
          IsProduction: !Equals [!Ref Stage, production]
        Resources:
          Main:
            Type: AWS::RDS::DBInstance
            Properties:
              Engine: postgres
              DBInstanceClass: db.m7g.large
              BackupRetentionPeriod: !If [IsProduction, 30, "7"]
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
              Engine: aurora-mysql
              DBInstanceClass: db.r6g.large
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
              BackupRetentionPeriod: "14"
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
          backup_retention_period = 1
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
