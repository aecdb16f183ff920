import { at, is } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBeSet } from '../../verdicts.ts'

export const clusterCustomerKey: Rule = {
  id: 'aws/rds/cluster-customer-key',
  title: 'A database cluster is encrypted with the service’s key',
  severity: 'low',
  why: 'A key of your own says who may read the data, is seen in the audit log and can be taken away; the service’s key cannot.',
  fix: 'Set kms_key_id (KmsKeyId) to the ARN of a customer key.',
  subject: ['AWS::RDS::DBCluster'],
  aliases: [{ id: 'AVD-AWS-0079', on: ['aws_rds_cluster', 'AWS::RDS::DBCluster'] }],
  compliance: ['SOC 2 CC6.1'],

  *check(live) {
    // Without encryption there is a rule of its own that speaks.
    if (is(at(live, 'StorageEncrypted'), true) !== 'yes') return
    yield* mustBeSet(at(live, 'KmsKeyId'), 'The data is encrypted with the service’s key.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_rds_cluster" "main" {
          cluster_identifier = "db"
          engine             = "aurora-postgresql"
          storage_encrypted = true
          kms_key_id = "arn:aws:kms:eu-west-1:111122223333:key/0a1b"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::RDS::DBCluster
            Properties:
              Engine: aurora-postgresql
              StorageEncrypted: true
              KmsKeyId: alias/data
      `,
    ],
    bad: [
      terraform`
        resource "aws_rds_cluster" "main" {
          cluster_identifier = "db"
          engine             = "aurora-postgresql"
          storage_encrypted = true
        }
      `,
      terraform`
        resource "aws_rds_cluster" "main" {
          cluster_identifier = "db"
          engine             = "aurora-postgresql"
          storage_encrypted = "true"
          kms_key_id = ""
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::RDS::DBCluster
            Properties:
              Engine: aurora-postgresql
              StorageEncrypted: "true"
      `,
    ],
    near: [
      terraform`
        resource "aws_kms_key" "data" {}
        resource "aws_rds_cluster" "main" {
          cluster_identifier = "db"
          engine             = "aurora-postgresql"
          storage_encrypted = true
          kms_key_id = aws_kms_key.data.arn
        }
      `,
      cloudformation`
        Resources:
          Key:
            Type: AWS::KMS::Key
            Properties:
              KeyPolicy: {}
          Main:
            Type: AWS::RDS::DBCluster
            Properties:
              Engine: aurora-postgresql
              StorageEncrypted: true
              KmsKeyId: !GetAtt Key.Arn
      `,
    ],
    undecided: [
      terraform`
        variable "key" {}
        resource "aws_rds_cluster" "main" {
          cluster_identifier = "db"
          engine             = "aurora-postgresql"
          storage_encrypted = true
          kms_key_id = var.key
        }
      `,
    ],
  },
}
