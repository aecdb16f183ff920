import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const searchHttps: Rule = {
  id: 'aws/opensearch/enforce-https',
  title: 'A search domain answers requests without TLS',
  severity: 'critical',
  why: 'Queries and passwords cross the network where anyone on the way can read them.',
  fix: 'Set domain_endpoint_options.enforce_https (DomainEndpointOptions.EnforceHTTPS) to true.',
  subject: ['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain'],
  aliases: [
    {
      id: 'CKV_AWS_83',
      on: [
        'aws_opensearch_domain',
        'aws_elasticsearch_domain',
        'AWS::OpenSearchService::Domain',
        'AWS::Elasticsearch::Domain',
      ],
    },
    {
      id: 'AVD-AWS-0046',
      on: [
        'aws_opensearch_domain',
        'aws_elasticsearch_domain',
        'AWS::OpenSearchService::Domain',
        'AWS::Elasticsearch::Domain',
      ],
    },
  ],
  compliance: ['PCI DSS 4.0 4.2.1', 'SOC 2 CC6.7'],

  *check(live) {
    yield* mustBe(at(live, 'DomainEndpointOptions.EnforceHTTPS'), true, 'Requests without TLS are answered.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_opensearch_domain" "main" {
          domain_name = "d"
          domain_endpoint_options {
            enforce_https = true
          }
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::OpenSearchService::Domain
            Properties:
              DomainEndpointOptions: { EnforceHTTPS: true }
      `,
    ],
    bad: [
      terraform`
        resource "aws_opensearch_domain" "main" {
          domain_name = "d"
          domain_endpoint_options {
            enforce_https = false
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
              DomainEndpointOptions: { EnforceHTTPS: false }
      `,
    ],
    near: [
      terraform`
        resource "aws_opensearch_domain" "main" {
          domain_name = "d"
          domain_endpoint_options {
            tls_security_policy = "Policy-Min-TLS-1-2-2019-07"
          }
        }
      `,
      terraform`
        resource "aws_elasticsearch_domain" "main" {
          domain_name = "d"
          domain_endpoint_options {
            enforce_https = true
          }
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_opensearch_domain" "main" {
          domain_name = "d"
          domain_endpoint_options {
            enforce_https = var.given
          }
        }
      `,
    ],
  },
}
