import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const searchAtRest: Rule = {
  id: 'aws/opensearch/encryption-at-rest',
  title: 'A search domain is not encrypted at rest',
  severity: 'high',
  why: 'Whoever gets hold of a disk or a snapshot can read everything.',
  fix: 'Set encrypt_at_rest.enabled (EncryptionAtRestOptions.Enabled) to true.',
  subject: ['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain'],
  aliases: [
    {
      id: 'CKV_AWS_5',
      on: [
        'aws_opensearch_domain',
        'aws_elasticsearch_domain',
        'AWS::OpenSearchService::Domain',
        'AWS::Elasticsearch::Domain',
      ],
    },
    {
      id: 'AVD-AWS-0048',
      on: [
        'aws_opensearch_domain',
        'aws_elasticsearch_domain',
        'AWS::OpenSearchService::Domain',
        'AWS::Elasticsearch::Domain',
      ],
    },
  ],
  compliance: ['SOC 2 CC6.1'],

  *check(live) {
    yield* mustBe(at(live, 'EncryptionAtRestOptions.Enabled'), true, 'The domain is not encrypted at rest.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_opensearch_domain" "main" {
          domain_name = "d"
          encrypt_at_rest {
            enabled = true
          }
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::OpenSearchService::Domain
            Properties:
              EncryptionAtRestOptions: { Enabled: true }
      `,
    ],
    bad: [
      terraform`
        resource "aws_opensearch_domain" "main" {
          domain_name = "d"
          encrypt_at_rest {
            enabled = false
          }
        }
      `,
      terraform`
        resource "aws_elasticsearch_domain" "main" {
          domain_name = "d"
        }
      `,
      terraform`
        resource "aws_opensearch_domain" "main" {
          domain_name = "d"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::Elasticsearch::Domain
            Properties:
              DomainName: d
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::OpenSearchService::Domain
            Properties:
              EncryptionAtRestOptions: { Enabled: false }
      `,
    ],
    near: [
      terraform`
        resource "aws_elasticsearch_domain" "main" {
          domain_name = "d"
          encrypt_at_rest {
            enabled = true
          }
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_opensearch_domain" "main" {
          domain_name = "d"
          encrypt_at_rest {
            enabled = var.given
          }
        }
      `,
    ],
  },
}
