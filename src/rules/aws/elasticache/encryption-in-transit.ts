import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const cacheInTransit: Rule = {
  id: 'aws/elasticache/encryption-in-transit',
  title: 'A cache speaks without TLS',
  severity: 'high',
  why: 'Passwords and data cross the network where anyone on the way can read them.',
  fix: 'Set transit_encryption_enabled (TransitEncryptionEnabled) to true.',
  subject: ['AWS::ElastiCache::ReplicationGroup'],
  aliases: [
    { id: 'CKV_AWS_30', on: ['aws_elasticache_replication_group', 'AWS::ElastiCache::ReplicationGroup'] },
    { id: 'AVD-AWS-0051', on: ['aws_elasticache_replication_group', 'AWS::ElastiCache::ReplicationGroup'] },
  ],
  compliance: ['PCI DSS 4.0 4.2.1', 'SOC 2 CC6.7'],

  *check(live) {
    yield* mustBe(at(live, 'TransitEncryptionEnabled'), true, 'The cache is not encrypted in transit.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_elasticache_replication_group" "main" {
          replication_group_id = "cache"
          description          = "cache"
          transit_encryption_enabled = true
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::ElastiCache::ReplicationGroup
            Properties:
              ReplicationGroupDescription: cache
              TransitEncryptionEnabled: true
      `,
    ],
    bad: [
      terraform`
        resource "aws_elasticache_replication_group" "main" {
          replication_group_id = "cache"
          description          = "cache"
          transit_encryption_enabled = false
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::ElastiCache::ReplicationGroup
            Properties:
              ReplicationGroupDescription: cache
              TransitEncryptionEnabled: false
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
              TransitEncryptionEnabled: "true"
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_elasticache_replication_group" "main" {
          replication_group_id = "cache"
          description          = "cache"
          transit_encryption_enabled = var.given
        }
      `,
    ],
  },
}
