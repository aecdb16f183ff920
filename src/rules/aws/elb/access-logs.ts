import { at, is } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBe, unless } from '../../verdicts.ts'
import { balancerAttribute } from '../attributes.ts'

export const balancerLogs: Rule = {
  id: 'aws/elb/access-logs',
  title: 'A load balancer keeps no access log',
  severity: 'medium',
  why: 'After an attack nobody can say who asked for what.',
  fix: 'Add access_logs with a bucket and enabled = true (access_logs.s3.enabled).',
  subject: ['AWS::ElasticLoadBalancingV2::LoadBalancer'],
  aliases: [{ id: 'CKV_AWS_91', on: ['aws_lb', 'aws_alb', 'AWS::ElasticLoadBalancingV2::LoadBalancer'] }],
  compliance: ['PCI DSS 4.0 10.2.1', 'SOC 2 CC7.2'],

  *check(live) {
    const type = at(live, 'Type')
    const logged = balancerAttribute(live, 'access_logs.s3.enabled')
    yield* unless(is(type, 'gateway'), type, mustBe(logged, true, 'No access log is written.'))
  },

  examples: {
    good: [
      terraform`
        resource "aws_lb" "main" {
          name = "web"
          access_logs {
            bucket  = "logs"
            enabled = true
          }
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::ElasticLoadBalancingV2::LoadBalancer
            Properties:
              Subnets: [subnet-1, subnet-2]
              LoadBalancerAttributes:
                - Key: access_logs.s3.enabled
                  Value: "true"
      `,
    ],
    bad: [
      terraform`
        resource "aws_lb" "main" {
          name = "web"
        }
      `,
      terraform`
        resource "aws_lb" "main" {
          name = "web"
          access_logs {
            bucket  = "logs"
            enabled = false
          }
        }
      `,
      terraform`
        resource "aws_lb" "main" {
          name = "web"
          access_logs {
            bucket = "logs"
          }
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::ElasticLoadBalancingV2::LoadBalancer
            Properties:
              Subnets: [subnet-1, subnet-2]
      `,
    ],
    near: [
      terraform`
        resource "aws_lb" "main" {
          name = "web"
          load_balancer_type = "gateway"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "type" {}
        resource "aws_lb" "main" {
          name               = "web"
          load_balancer_type = var.type
        }
      `,
      terraform`
        variable "given" {}
        resource "aws_lb" "main" {
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
