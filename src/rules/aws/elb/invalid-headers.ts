import { at, is, not } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBe, unless } from '../../verdicts.ts'
import { balancerAttribute } from '../attributes.ts'

export const invalidHeaders: Rule = {
  id: 'aws/elb/invalid-headers',
  title: 'A load balancer hands on broken headers',
  severity: 'high',
  why: 'Servers behind it read such headers in different ways, which lets requests be smuggled past checks.',
  fix: 'Set drop_invalid_header_fields (routing.http.drop_invalid_header_fields.enabled) to true.',
  subject: ['AWS::ElasticLoadBalancingV2::LoadBalancer'],
  aliases: [
    { id: 'CKV_AWS_131', on: ['aws_lb', 'aws_alb', 'AWS::ElasticLoadBalancingV2::LoadBalancer'] },
    { id: 'AVD-AWS-0052', on: ['aws_lb', 'aws_alb', 'AWS::ElasticLoadBalancingV2::LoadBalancer'] },
  ],
  compliance: [],

  *check(live) {
    const type = at(live, 'Type')
    const dropped = balancerAttribute(live, 'routing.http.drop_invalid_header_fields.enabled')
    yield* unless(not(is(type, 'application')), type, mustBe(dropped, true, 'Broken headers are handed on.'))
  },

  examples: {
    good: [
      terraform`
        resource "aws_lb" "main" {
          name = "web"
          drop_invalid_header_fields = true
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::ElasticLoadBalancingV2::LoadBalancer
            Properties:
              Subnets: [subnet-1, subnet-2]
              LoadBalancerAttributes:
                - Key: routing.http.drop_invalid_header_fields.enabled
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
        resource "aws_alb" "main" {
          name = "web"
          drop_invalid_header_fields = false
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
          load_balancer_type = "network"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::ElasticLoadBalancingV2::LoadBalancer
            Properties:
              Subnets: [subnet-1, subnet-2]
              Type: network
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
          drop_invalid_header_fields = var.given
        }
      `,
    ],
  },
}
