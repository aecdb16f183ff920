import { at, is } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBe, unless } from '../../verdicts.ts'

export const clusterEncryption: Rule = {
  id: 'aws/rds/cluster-encryption',
  title: 'A database cluster is not encrypted at rest',
  severity: 'high',
  why: 'Whoever gets hold of a disk or a snapshot can read everything.',
  fix: 'Set storage_encrypted (StorageEncrypted) to true.',
  subject: ['AWS::RDS::DBCluster'],
  aliases: [
    { id: 'CKV_AWS_96', on: ['aws_rds_cluster', 'AWS::RDS::DBCluster'] },
    { id: 'AVD-AWS-0079', on: ['aws_rds_cluster', 'AWS::RDS::DBCluster'] },
  ],
  compliance: ['CIS AWS 3.0 2.3.1', 'SOC 2 CC6.1'],

  *check(live) {
    // Serverless clusters of the first kind are always encrypted.
    const mode = at(live, 'EngineMode')
    const encrypted = mustBe(at(live, 'StorageEncrypted'), true, 'The storage is not encrypted.')
    yield* unless(is(mode, 'serverless'), mode, encrypted)
  },

  examples: {
    good: [
      terraform`
        resource "aws_rds_cluster" "main" {
          cluster_identifier = "db"
          engine             = "aurora-postgresql"
          storage_encrypted = true
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::RDS::DBCluster
            Properties:
              Engine: aurora-postgresql
              StorageEncrypted: true
      `,
    ],
    bad: [
      terraform`
        resource "aws_rds_cluster" "main" {
          cluster_identifier = "db"
          engine             = "aurora-postgresql"
          storage_encrypted = false
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::RDS::DBCluster
            Properties:
              Engine: aurora-postgresql
              StorageEncrypted: false
      `,
      terraform`
        resource "aws_rds_cluster" "main" {
          cluster_identifier = "db"
          engine             = "aurora-postgresql"
        }
      `,
    ],
    near: [
      terraform`
        resource "aws_rds_cluster" "main" {
          cluster_identifier = "db"
          engine             = "aurora-postgresql"
          engine_mode = "serverless"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "mode" {}
        resource "aws_rds_cluster" "main" {
          cluster_identifier = "db"
          engine             = "aurora-postgresql"
          engine_mode        = var.mode
        }
      `,
      terraform`
        variable "given" {}
        resource "aws_rds_cluster" "main" {
          cluster_identifier = "db"
          engine             = "aurora-postgresql"
          storage_encrypted = var.given
        }
      `,
    ],
  },
}
