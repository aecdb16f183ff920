import { unlessOfCluster, unlessSet } from '../databases.ts'
import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const instanceEncryption: Rule = {
  id: 'aws/rds/instance-encryption',
  title: 'A database is not encrypted at rest',
  severity: 'high',
  why: 'Whoever gets hold of a disk or a snapshot can read everything.',
  fix: 'Set storage_encrypted (StorageEncrypted) to true; an existing database is replaced through an encrypted snapshot.',
  subject: ['AWS::RDS::DBInstance'],
  aliases: [
    { id: 'CKV_AWS_16', on: ['aws_db_instance', 'AWS::RDS::DBInstance'] },
    { id: 'AVD-AWS-0080', on: ['aws_db_instance', 'AWS::RDS::DBInstance'] },
  ],
  compliance: ['CIS AWS 3.0 2.3.1', 'SOC 2 CC6.1'],

  *check(live) {
    // A replica takes after its source, and an instance of a cluster after the cluster.
    const encrypted = mustBe(at(live, 'StorageEncrypted'), true, 'The storage is not encrypted.')
    yield* unlessOfCluster(live, unlessSet(live, 'SourceDBInstanceIdentifier', encrypted))
  },

  examples: {
    good: [
      terraform`
        resource "aws_db_instance" "main" {
          identifier     = "db"
          engine         = "postgres"
          instance_class = "db.m7g.large"
          storage_encrypted = true
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::RDS::DBInstance
            Properties:
              Engine: postgres
              DBInstanceClass: db.m7g.large
              StorageEncrypted: true
      `,
    ],
    bad: [
      terraform`
        resource "aws_db_instance" "main" {
          identifier     = "db"
          engine         = "postgres"
          instance_class = "db.m7g.large"
          storage_encrypted = false
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::RDS::DBInstance
            Properties:
              Engine: postgres
              DBInstanceClass: db.m7g.large
              StorageEncrypted: false
      `,
      terraform`
        resource "aws_db_instance" "main" {
          identifier     = "db"
          engine         = "postgres"
          instance_class = "db.m7g.large"
        }
      `,
    ],
    near: [
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
      terraform`
        resource "aws_db_instance" "main" {
          identifier        = "main"
          engine            = "postgres"
          instance_class    = "db.t4g.micro"
          storage_encrypted = 1
        }
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
          storage_encrypted = var.given
        }
      `,
    ],
  },
}
