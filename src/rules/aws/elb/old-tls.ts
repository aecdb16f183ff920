import { at, isOneOf, matches } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'

export const oldTls: Rule = {
  id: 'aws/elb/old-tls',
  title: 'A load balancer speaks TLS older than 1.2',
  severity: 'critical',
  why: 'TLS 1.0 and 1.1 have known flaws with which connections can be read.',
  fix: 'Set ssl_policy (SslPolicy) to ELBSecurityPolicy-TLS13-1-2-2021-06.',
  subject: ['AWS::ElasticLoadBalancingV2::Listener'],
  aliases: [
    {
      id: 'CKV_AWS_103',
      on: ['aws_lb_listener', 'aws_alb_listener', 'AWS::ElasticLoadBalancingV2::Listener'],
    },
    {
      id: 'AVD-AWS-0047',
      on: ['aws_lb_listener', 'aws_alb_listener', 'AWS::ElasticLoadBalancingV2::Listener'],
    },
  ],
  compliance: ['NIST 800-53 SC-8', 'PCI DSS 4.0 4.2.1', 'SOC 2 CC6.7'],

  *check(live) {
    if (isOneOf(at(live, 'Protocol'), ['HTTPS', 'TLS']) !== 'yes') return
    const policy = at(live, 'SslPolicy')
    const good = matches(policy, /^ELBSecurityPolicy-(?:FS-1-2|TLS-1-2|TLS13-1-[23]|FS-1-3)/u)
    yield* must(good, 'The policy allows TLS older than 1.2.', policy, 'ELBSecurityPolicy-TLS13-1-2-2021-06')
  },

  examples: {
    good: [
      terraform`
        resource "aws_lb_listener" "main" {
          load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/a/1"
          port     = 80
          protocol = "HTTPS"
          ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"
          default_action {
            type             = "forward"
            target_group_arn = "arn"
          }
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::ElasticLoadBalancingV2::Listener
            Properties:
              LoadBalancerArn: arn
              Port: 80
              DefaultActions:
                - Type: forward
                  TargetGroupArn: arn
              Protocol: HTTPS
              SslPolicy: ELBSecurityPolicy-TLS-1-2-Ext-2018-06
      `,
    ],
    bad: [
      terraform`
        resource "aws_lb_listener" "main" {
          load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/a/1"
          port     = 80
          protocol = "HTTPS"
          default_action {
            type             = "forward"
            target_group_arn = "arn"
          }
        }
      `,
      terraform`
        resource "aws_lb_listener" "main" {
          load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/a/1"
          port     = 80
          protocol = "TLS"
          ssl_policy = "ELBSecurityPolicy-2016-08"
          default_action {
            type             = "forward"
            target_group_arn = "arn"
          }
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::ElasticLoadBalancingV2::Listener
            Properties:
              LoadBalancerArn: arn
              Port: 80
              DefaultActions:
                - Type: forward
                  TargetGroupArn: arn
              Protocol: HTTPS
              SslPolicy: ELBSecurityPolicy-TLS-1-1-2017-01
      `,
    ],
    near: [
      terraform`
        resource "aws_lb_listener" "main" {
          load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/a/1"
          port     = 80
          protocol = "HTTP"
          default_action {
            type = "redirect"
            redirect {
              port        = "443"
              protocol    = "HTTPS"
              status_code = "HTTP_301"
            }
          }
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_lb_listener" "main" {
          load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/a/1"
          port     = 80
          protocol = "HTTPS"
          ssl_policy = var.given
          default_action {
            type             = "forward"
            target_group_arn = "arn"
          }
        }
      `,
    ],
  },
}
