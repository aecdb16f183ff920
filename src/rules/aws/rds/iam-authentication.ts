import { unlessOfCluster, unlessSet } from '../databases.ts'
import { at, matches, not } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBe, unless } from '../../verdicts.ts'

export const iamAuthentication: Rule = {
  id: 'aws/rds/iam-authentication',
  title: 'A database cannot be reached with IAM',
  severity: 'medium',
  why: 'Programs then hold passwords that never expire and that somebody has to keep secret.',
  fix: 'Set iam_database_authentication_enabled (EnableIAMDatabaseAuthentication) to true.',
  subject: ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'],
  aliases: [
    { id: 'CKV_AWS_161', on: ['aws_db_instance', 'AWS::RDS::DBInstance'] },
    { id: 'CKV_AWS_162', on: ['aws_rds_cluster', 'AWS::RDS::DBCluster'] },
    {
      id: 'AVD-AWS-0176',
      on: ['aws_db_instance', 'AWS::RDS::DBInstance', 'aws_rds_cluster', 'AWS::RDS::DBCluster'],
    },
  ],
  compliance: ['SOC 2 CC6.1'],

  *check(live) {
    const engine = at(live, 'Engine')
    const on = mustBe(at(live, 'EnableIAMDatabaseAuthentication'), true, 'Authentication with IAM is off.')
    if (engine.value.kind === 'absent')
      // A replica has the engine of its source.
      yield* unlessOfCluster(live, unlessSet(live, 'SourceDBInstanceIdentifier', on))
    else yield* unlessOfCluster(live, unless(not(matches(engine, knowsIam)), engine, on))
  },

  examples: {
    good: [
      terraform`
        resource "aws_db_instance" "main" {
          identifier     = "db"
          engine         = "postgres"
          instance_class = "db.m7g.large"
          iam_database_authentication_enabled = true
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::RDS::DBCluster
            Properties:
              Engine: aurora-postgresql
              EnableIAMDatabaseAuthentication: true
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
        resource "aws_rds_cluster" "main" {
          cluster_identifier = "db"
          engine             = "aurora-postgresql"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::RDS::DBInstance
            Properties:
              Engine: MySQL
              DBInstanceClass: db.m7g.large
              EnableIAMDatabaseAuthentication: false
      `,
    ],
    near: [
      terraform`
        resource "aws_db_instance" "replica" {
          identifier          = "replica"
          instance_class      = "db.m7g.large"
          replicate_source_db = "arn:aws:rds:eu-west-1:111122223333:db:main"
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
          engine         = "sqlserver-ex"
          instance_class = "db.t3.small"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "engine" {}
        resource "aws_db_instance" "main" {
          identifier     = "db"
          engine         = var.engine
          instance_class = "db.m7g.large"
        }
      `,
      terraform`
        variable "given" {}
        resource "aws_db_instance" "main" {
          identifier     = "db"
          engine         = "postgres"
          instance_class = "db.m7g.large"
          iam_database_authentication_enabled = var.given
        }
      `,
    ],
  },
}

const knowsIam = /mysql|postgres|mariadb|aurora/iu
