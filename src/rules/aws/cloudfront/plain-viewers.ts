import { at, is, items } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'

export const plainViewers: Rule = {
  id: 'aws/cloudfront/plain-viewers',
  title: 'A distribution serves viewers without TLS',
  severity: 'critical',
  why: 'Pages and sessions cross the network where anyone on the way can read and change them.',
  fix: 'Set viewer_protocol_policy (ViewerProtocolPolicy) to redirect-to-https or https-only.',
  subject: ['AWS::CloudFront::Distribution'],
  aliases: [
    { id: 'CKV_AWS_34', on: ['aws_cloudfront_distribution', 'AWS::CloudFront::Distribution'] },
    { id: 'AVD-AWS-0012', on: ['aws_cloudfront_distribution', 'AWS::CloudFront::Distribution'] },
  ],
  compliance: ['NIST 800-53 SC-8', 'PCI DSS 4.0 4.2.1', 'SOC 2 CC6.7'],

  *check(live) {
    const config = at(live, 'DistributionConfig')
    for (const behaviour of [at(config, 'DefaultCacheBehavior'), ...items(at(config, 'CacheBehaviors'))]) {
      const policy = at(behaviour, 'ViewerProtocolPolicy')
      yield* mustNot(is(policy, 'allow-all'), 'Viewers are served without TLS.', policy, 'redirect-to-https')
    }
  },

  examples: {
    good: [
      terraform`
        resource "aws_cloudfront_distribution" "main" {
          enabled = true
          default_cache_behavior {
            target_origin_id       = "o"
            allowed_methods        = ["GET", "HEAD"]
            cached_methods         = ["GET", "HEAD"]
            viewer_protocol_policy = "redirect-to-https"
          }
          viewer_certificate {
            acm_certificate_arn      = "arn"
            minimum_protocol_version = "TLSv1.2_2021"
            ssl_support_method       = "sni-only"
          }
          origin {
            domain_name = "example.com"
            origin_id   = "o"
          }
          restrictions {
            geo_restriction {
              restriction_type = "none"
            }
          }
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::CloudFront::Distribution
            Properties:
              DistributionConfig:
                Enabled: true
                DefaultCacheBehavior: { TargetOriginId: o, ViewerProtocolPolicy: redirect-to-https }
                ViewerCertificate: { AcmCertificateArn: arn, MinimumProtocolVersion: TLSv1.2_2021, SslSupportMethod: sni-only }
                Origins: [{ Id: o, DomainName: example.com }]
      `,
    ],
    bad: [
      terraform`
        resource "aws_cloudfront_distribution" "main" {
          enabled = true
          default_cache_behavior {
            target_origin_id       = "o"
            allowed_methods        = ["GET", "HEAD"]
            cached_methods         = ["GET", "HEAD"]
            viewer_protocol_policy = "allow-all"
          }
          viewer_certificate {
            acm_certificate_arn      = "arn"
            minimum_protocol_version = "TLSv1.2_2021"
            ssl_support_method       = "sni-only"
          }
          origin {
            domain_name = "example.com"
            origin_id   = "o"
          }
          restrictions {
            geo_restriction {
              restriction_type = "none"
            }
          }
        }
      `,
      terraform`
        resource "aws_cloudfront_distribution" "main" {
          enabled = true
          default_cache_behavior {
            target_origin_id       = "o"
            allowed_methods        = ["GET", "HEAD"]
            cached_methods         = ["GET", "HEAD"]
            viewer_protocol_policy = "redirect-to-https"
          }
          ordered_cache_behavior {
            path_pattern           = "/a"
            target_origin_id       = "o"
            allowed_methods        = ["GET", "HEAD"]
            cached_methods         = ["GET", "HEAD"]
            viewer_protocol_policy = "allow-all"
          }
          viewer_certificate {
            acm_certificate_arn      = "arn"
            minimum_protocol_version = "TLSv1.2_2021"
            ssl_support_method       = "sni-only"
          }
          origin {
            domain_name = "example.com"
            origin_id   = "o"
          }
          restrictions {
            geo_restriction {
              restriction_type = "none"
            }
          }
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::CloudFront::Distribution
            Properties:
              DistributionConfig:
                Enabled: true
                DefaultCacheBehavior: { TargetOriginId: o, ViewerProtocolPolicy: allow-all }
                ViewerCertificate: { AcmCertificateArn: arn, MinimumProtocolVersion: TLSv1.2_2021, SslSupportMethod: sni-only }
                Origins: [{ Id: o, DomainName: example.com }]
      `,
    ],
    near: [
      terraform`
        resource "aws_cloudfront_distribution" "main" {
          enabled = true
          default_cache_behavior {
            target_origin_id       = "o"
            allowed_methods        = ["GET", "HEAD"]
            cached_methods         = ["GET", "HEAD"]
            viewer_protocol_policy = "https-only"
          }
          viewer_certificate {
            acm_certificate_arn      = "arn"
            minimum_protocol_version = "TLSv1.2_2021"
            ssl_support_method       = "sni-only"
          }
          origin {
            domain_name = "example.com"
            origin_id   = "o"
          }
          restrictions {
            geo_restriction {
              restriction_type = "none"
            }
          }
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_cloudfront_distribution" "main" {
          enabled = true
          default_cache_behavior {
            target_origin_id       = "o"
            allowed_methods        = ["GET", "HEAD"]
            cached_methods         = ["GET", "HEAD"]
            viewer_protocol_policy = var.given
          }
          viewer_certificate {
            acm_certificate_arn      = "arn"
            minimum_protocol_version = "TLSv1.2_2021"
            ssl_support_method       = "sni-only"
          }
          origin {
            domain_name = "example.com"
            origin_id   = "o"
          }
          restrictions {
            geo_restriction {
              restriction_type = "none"
            }
          }
        }
      `,
    ],
  },
}
