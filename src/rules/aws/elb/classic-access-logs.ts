import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const classicLogs: Rule = {
  id: 'aws/elb/classic-access-logs',
  title: 'A classic load balancer keeps no access log',
  severity: 'medium',
  why: 'After an attack nobody can say who asked for what.',
  fix: 'Add access_logs with a bucket (AccessLoggingPolicy).',
  subject: ['AWS::ElasticLoadBalancing::LoadBalancer'],
  aliases: [{ id: 'CKV_AWS_92', on: ['aws_elb', 'AWS::ElasticLoadBalancing::LoadBalancer'] }],
  compliance: ['PCI DSS 4.0 10.2.1', 'SOC 2 CC7.2'],

  *check(live) {
    yield* mustBe(at(live, 'AccessLoggingPolicy.Enabled'), true, 'No access log is written.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_elb" "main" {
          name = "web"
          access_logs {
            bucket = "logs"
          }
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::ElasticLoadBalancing::LoadBalancer
            Properties:
              Listeners:
                - LoadBalancerPort: "443"
                  InstancePort: "80"
                  Protocol: HTTPS
              AccessLoggingPolicy:
                Enabled: true
                S3BucketName: logs
      `,
    ],
    bad: [
      terraform`
        resource "aws_elb" "main" {
          name = "web"
        }
      `,
      terraform`
        resource "aws_elb" "main" {
          name = "web"
          access_logs {
            bucket  = "logs"
            enabled = false
          }
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::ElasticLoadBalancing::LoadBalancer
            Properties:
              Listeners:
                - LoadBalancerPort: "443"
                  InstancePort: "80"
                  Protocol: HTTPS
      `,
    ],
    near: [
      terraform`
        resource "aws_elb" "main" {
          name = "web"
          access_logs {
            bucket  = "logs"
            enabled = true
          }
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_elb" "main" {
          name = "web"
          access_logs {
            bucket  = "logs"
            enabled = var.given
          }
        }
      `,
    ],
  },
}
