import { unlessOfCluster } from '../databases.ts'
import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const deletionProtection: Rule = {
  id: 'aws/rds/deletion-protection',
  title: 'A database can be deleted by one call',
  severity: 'medium',
  why: 'One wrong apply, or one stolen credential, takes the data away.',
  fix: 'Set deletion_protection (DeletionProtection) to true.',
  subject: ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'],
  aliases: [
    { id: 'CKV_AWS_139', on: ['aws_rds_cluster', 'AWS::RDS::DBCluster'] },
    { id: 'CKV_AWS_293', on: ['aws_db_instance', 'AWS::RDS::DBInstance'] },
    { id: 'AVD-AWS-0177', on: ['aws_db_instance', 'AWS::RDS::DBInstance'] },
    { id: 'AVD-AWS-0343', on: ['aws_rds_cluster', 'AWS::RDS::DBCluster'] },
  ],
  compliance: ['SOC 2 A1.2'],

  *check(live) {
    // An instance of a cluster holds no data of its own.
    const protects = at(live, 'DeletionProtection')
    yield* unlessOfCluster(live, mustBe(protects, true, 'Nothing protects the database from being deleted.'))
  },

  examples: {
    good: [
      terraform`
        resource "aws_db_instance" "main" {
          identifier     = "db"
          engine         = "postgres"
          instance_class = "db.m7g.large"
          deletion_protection = true
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::RDS::DBCluster
            Properties:
              Engine: aurora-postgresql
              DeletionProtection: true
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
          deletion_protection = false
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
      cloudformation`
        Resources:
          Main:
            Type: AWS::RDS::DBCluster
            Properties:
              Engine: aurora-postgresql
              DeletionProtection: false
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
      cloudformation`
        Resources:
          Main:
            Type: AWS::RDS::DBInstance
            Properties:
              Engine: postgres
              DBInstanceClass: db.m7g.large
              DBClusterIdentifier: db
      `,
    ],
    undecided: [
      cloudformation`
        Parameters:
          Cluster:
            Type: String
        Resources:
          Main:
            Type: AWS::RDS::DBInstance
            Properties:
              Engine: postgres
              DBInstanceClass: db.m7g.large
              DBClusterIdentifier: !Ref Cluster
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
              DeletionProtection: !If [IsProduction, true, false]
      `,
      terraform`
        variable "given" {}
        resource "aws_rds_cluster" "main" {
          cluster_identifier = "db"
          engine             = "aurora-postgresql"
          deletion_protection = var.given
        }
      `,
    ],
  },
}
