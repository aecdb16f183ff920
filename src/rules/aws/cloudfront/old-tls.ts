import { at, matches } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'

export const cloudfrontOldTls: Rule = {
  id: 'aws/cloudfront/old-tls',
  title: 'A distribution speaks TLS older than 1.2',
  severity: 'high',
  why: 'TLS 1.0 and 1.1 have known flaws with which connections can be read.',
  fix: 'Use a certificate of your own with minimum_protocol_version (MinimumProtocolVersion) TLSv1.2_2021.',
  subject: ['AWS::CloudFront::Distribution'],
  aliases: [
    { id: 'CKV_AWS_174', on: ['aws_cloudfront_distribution', 'AWS::CloudFront::Distribution'] },
    { id: 'AVD-AWS-0013', on: ['aws_cloudfront_distribution', 'AWS::CloudFront::Distribution'] },
  ],
  compliance: ['NIST 800-53 SC-8', 'PCI DSS 4.0 4.2.1', 'SOC 2 CC6.7'],

  *check(live) {
    const version = at(live, 'DistributionConfig.ViewerCertificate.MinimumProtocolVersion')
    yield* must(matches(version, /^TLSv1\.[23]/u), 'TLS older than 1.2 is spoken.', version, 'TLSv1.2_2021')
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
            viewer_protocol_policy = "redirect-to-https"
          }
          viewer_certificate {
            cloudfront_default_certificate = true
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
          viewer_certificate {
            acm_certificate_arn      = "arn"
            minimum_protocol_version = "TLSv1"
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
                Origins: [{ Id: o, DomainName: example.com }]
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::CloudFront::Distribution
            Properties:
              DistributionConfig:
                Enabled: true
                DefaultCacheBehavior: { TargetOriginId: o, ViewerProtocolPolicy: redirect-to-https }
                ViewerCertificate: { CloudFrontDefaultCertificate: true }
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
            viewer_protocol_policy = "redirect-to-https"
          }
          viewer_certificate {
            acm_certificate_arn      = "arn"
            minimum_protocol_version = "TLSv1.2_2018"
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
            viewer_protocol_policy = "redirect-to-https"
          }
          viewer_certificate {
            acm_certificate_arn      = "arn"
            minimum_protocol_version = var.given
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
