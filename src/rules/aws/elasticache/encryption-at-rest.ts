import { all, any, at, is, isSet, not } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'

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
    const encrypted = at(live, 'AtRestEncryptionEnabled')
    // Valkey is encrypted where nothing is said, Redis is not.
    const byDefault = all([not(isSet(encrypted)), is(at(live, 'Engine'), 'valkey')])
    const holds = any([is(encrypted, true), byDefault])
    const fact = isSet(encrypted) === 'no' && holds === 'undecided' ? at(live, 'Engine') : encrypted
    yield* must(holds, 'The cache is not encrypted at rest.', fact, holds === 'no' ? true : undefined)
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
      terraform`
        resource "aws_elasticache_replication_group" "main" {
          replication_group_id = "cache"
          description          = "cache"
          engine               = "valkey"
        }
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
