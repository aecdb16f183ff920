import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const searchNodes: Rule = {
  id: 'aws/opensearch/node-to-node-encryption',
  title: 'Nodes of a search domain talk without TLS',
  severity: 'critical',
  why: 'What the nodes send each other can be read by anyone on the way.',
  fix: 'Set node_to_node_encryption.enabled (NodeToNodeEncryptionOptions.Enabled) to true.',
  subject: ['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain'],
  aliases: [
    {
      id: 'CKV_AWS_6',
      on: [
        'aws_opensearch_domain',
        'aws_elasticsearch_domain',
        'AWS::OpenSearchService::Domain',
        'AWS::Elasticsearch::Domain',
      ],
    },
    {
      id: 'AVD-AWS-0043',
      on: [
        'aws_opensearch_domain',
        'aws_elasticsearch_domain',
        'AWS::OpenSearchService::Domain',
        'AWS::Elasticsearch::Domain',
      ],
    },
  ],
  compliance: [],

  *check(live) {
    yield* mustBe(
      at(live, 'NodeToNodeEncryptionOptions.Enabled'),
      true,
      'Traffic between nodes is not encrypted.',
    )
  },

  examples: {
    good: [
      terraform`
        resource "aws_opensearch_domain" "main" {
          domain_name = "d"
          node_to_node_encryption {
            enabled = true
          }
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::OpenSearchService::Domain
            Properties:
              NodeToNodeEncryptionOptions: { Enabled: true }
      `,
    ],
    bad: [
      terraform`
        resource "aws_opensearch_domain" "main" {
          domain_name = "d"
          node_to_node_encryption {
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
              NodeToNodeEncryptionOptions: { Enabled: false }
      `,
    ],
    near: [
      terraform`
        resource "aws_elasticsearch_domain" "main" {
          domain_name = "d"
          node_to_node_encryption {
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
          node_to_node_encryption {
            enabled = var.given
          }
        }
      `,
    ],
  },
}
