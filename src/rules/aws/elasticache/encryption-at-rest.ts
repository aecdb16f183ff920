import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const cacheAtRest: Rule = {
  id: 'aws/elasticache/encryption-at-rest',
  title: 'A cache is not encrypted at rest',
  severity: 'high',
  why: 'What is swapped out or backed up can be read by whoever gets hold of it.',
  fix: 'Set at_rest_encryption_enabled (AtRestEncryptionEnabled) to true.',
  subject: ['AWS::ElastiCache::ReplicationGroup'],
  aliases: [
    { id: 'CKV_AWS_29', on: ['aws_elasticache_replication_group', 'AWS::ElastiCache::ReplicationGroup'] },
    { id: 'AVD-AWS-0045', on: ['aws_elasticache_replication_group', 'AWS::ElastiCache::ReplicationGroup'] },
  ],
  compliance: ['SOC 2 CC6.1'],

  *check(live) {
    yield* mustBe(at(live, 'AtRestEncryptionEnabled'), true, 'The cache is not encrypted at rest.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_elasticache_replication_group" "main" {
          replication_group_id = "cache"
          description          = "cache"
          at_rest_encryption_enabled = true
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::ElastiCache::ReplicationGroup
            Properties:
              ReplicationGroupDescription: cache
              AtRestEncryptionEnabled: true
      `,
    ],
    bad: [
      terraform`
        resource "aws_elasticache_replication_group" "main" {
          replication_group_id = "cache"
          description          = "cache"
          at_rest_encryption_enabled = false
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::ElastiCache::ReplicationGroup
            Properties:
              ReplicationGroupDescription: cache
              AtRestEncryptionEnabled: false
      `,
      terraform`
        resource "aws_elasticache_replication_group" "main" {
          replication_group_id = "cache"
          description          = "cache"
        }
      `,
    ],
    near: [
      cloudformation`
        Resources:
          Main:
            Type: AWS::ElastiCache::ReplicationGroup
            Properties:
              ReplicationGroupDescription: cache
              AtRestEncryptionEnabled: "true"
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_elasticache_replication_group" "main" {
          replication_group_id = "cache"
          description          = "cache"
          at_rest_encryption_enabled = var.given
        }
      `,
    ],
  },
}
