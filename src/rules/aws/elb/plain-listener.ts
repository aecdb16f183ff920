import { all, any, at, is, isSet, items, not } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'

export const plainListener: Rule = {
  id: 'aws/elb/plain-listener',
  title: 'A load balancer takes requests without TLS',
  severity: 'critical',
  why: 'Sessions and data cross the network where anyone on the way can read and change them.',
  fix: 'Set protocol (Protocol) to HTTPS, or redirect to it.',
  subject: ['AWS::ElasticLoadBalancingV2::Listener'],
  aliases: [
    { id: 'CKV_AWS_2', on: ['aws_lb_listener', 'aws_alb_listener', 'AWS::ElasticLoadBalancingV2::Listener'] },
    {
      id: 'AVD-AWS-0054',
      on: ['aws_lb_listener', 'aws_alb_listener', 'AWS::ElasticLoadBalancingV2::Listener'],
    },
    {
      // It asks for TLS 1.2 of every listener that isn't of a network load balancer.
      id: 'CKV_AWS_103',
      on: ['aws_lb_listener', 'aws_alb_listener', 'AWS::ElasticLoadBalancingV2::Listener'],
    },
  ],
  compliance: ['NIST 800-53 SC-8', 'PCI DSS 4.0 4.2.1', 'SOC 2 CC6.7'],

  *check(live) {
    const protocol = at(live, 'Protocol')
    // Where none is written a listener speaks HTTP; those of gateways have neither protocol nor port.
    const plain = protocol.value.kind === 'absent' ? isSet(at(live, 'Port')) : is(protocol, 'HTTP')
    const redirects = any(
      items(at(live, 'DefaultActions')).map((one) =>
        // A redirect without a protocol keeps the one of the request.
        all([is(at(one, 'Type'), 'redirect'), is(at(one, 'RedirectConfig.Protocol'), 'HTTPS')]),
      ),
    )
    yield* mustNot(all([plain, not(redirects)]), 'Requests without TLS are taken.', protocol)
  },

  examples: {
    good: [
      terraform`
        resource "aws_lb_listener" "main" {
          load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/a/1"
          port     = 80
          protocol = "HTTPS"
          certificate_arn = "arn"
          ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"
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
      `,
    ],
    bad: [
      terraform`
        resource "aws_lb_listener" "main" {
          load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/a/1"
          port              = 80
          default_action {
            type             = "forward"
            target_group_arn = "arn"
          }
        }
      `,
      terraform`
        resource "aws_lb_listener" "main" {
          load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/a/1"
          port              = 80
          protocol          = "HTTP"
          default_action {
            type = "redirect"
            redirect {
              host        = "www.example.com"
              status_code = "HTTP_301"
            }
          }
        }
      `,
      terraform`
        resource "aws_lb_listener" "main" {
          load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/a/1"
          port     = 80
          protocol = "HTTP"
          default_action {
            type             = "forward"
            target_group_arn = "arn"
          }
        }
      `,
      terraform`
        resource "aws_alb_listener" "main" {
          load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/a/1"
          port     = 80
          protocol = "HTTP"
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
              Protocol: HTTP
      `,
    ],
    near: [
      terraform`
        resource "aws_lb_listener" "gateway" {
          load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/gwy/a/1"
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
          protocol = "TCP"
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
          default_action {
            type             = "forward"
            target_group_arn = "arn"
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
          protocol = var.given
          default_action {
            type             = "forward"
            target_group_arn = "arn"
          }
        }
      `,
    ],
  },
}
