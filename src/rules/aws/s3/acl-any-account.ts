import { anyAccount, mustNotGive } from '../acl.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'

export const aclAnyAccount: Rule = {
  id: 'aws/s3/acl-any-account',
  title: 'The ACL opens the bucket to every AWS account',
  severity: 'high',
  why: 'Authenticated users are not yours: everybody who opened an AWS account is one.',
  fix: 'Set acl (AccessControl) to private and take the grant out; publish what must be public through CloudFront.',
  subject: ['AWS::S3::Bucket'],
  aliases: [
    { id: 'CKV2_AWS_43', on: ['aws_s3_bucket', 'aws_s3_bucket_acl', 'AWS::S3::Bucket'] },
    { id: 'AVD-AWS-0092', on: ['aws_s3_bucket', 'aws_s3_bucket_acl', 'AWS::S3::Bucket'] },
  ],
  compliance: ['NIST 800-53 AC-3', 'PCI DSS 4.0 1.4.4', 'SOC 2 CC6.1'],

  check(bucket) {
    const opening = {
      canned: ['AuthenticatedRead'],
      group: anyAccount,
      permissions: ['READ', 'WRITE', 'READ_ACP', 'WRITE_ACP', 'FULL_CONTROL'],
    }
    return mustNotGive(bucket, opening, 'The ACL lets in whoever has any AWS account.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_s3_bucket" "site" {
          bucket = "site"
        }
        resource "aws_s3_bucket_acl" "site" {
          bucket = aws_s3_bucket.site.id
          acl    = "private"
        }
      `,
      terraform`
        resource "aws_s3_bucket" "site" {
          bucket = "site"
        }
      `,
      cloudformation`
        Resources:
          Site:
            Type: AWS::S3::Bucket
            Properties:
              AccessControl: Private
      `,
    ],
    bad: [
      terraform`
        resource "aws_s3_bucket_acl" "site" {
          bucket = "site"
          access_control_policy {
            grant {
              grantee {
                type = "Group"
                uri  = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
              }
              permission = "WRITE_ACP"
            }
            owner {
              id = "0123"
            }
          }
        }
      `,
      terraform`
        resource "aws_s3_bucket" "site" {
          bucket = "site"
          grant {
            type        = "Group"
            permissions = ["WRITE_ACP", "FULL_CONTROL"]
            uri         = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
          }
        }
      `,
      terraform`
        resource "aws_s3_bucket" "site" {
          bucket = "site"
          acl    = "authenticated-read"
        }
      `,
      terraform`
        resource "aws_s3_bucket" "site" {
          bucket = "site"
        }
        resource "aws_s3_bucket_acl" "site" {
          bucket = aws_s3_bucket.site.id
          acl    = "authenticated-read"
        }
      `,
      cloudformation`
        Resources:
          Site:
            Type: AWS::S3::Bucket
            Properties:
              AccessControl: AuthenticatedRead
      `,
    ],
    near: [
      terraform`
        resource "aws_s3_bucket" "site" {
          bucket = "site"
        }
        resource "aws_s3_bucket_public_access_block" "site" {
          bucket             = aws_s3_bucket.site.id
          ignore_public_acls = true
        }
        resource "aws_s3_bucket_acl" "site" {
          bucket = aws_s3_bucket.site.id
          access_control_policy {
            grant {
              grantee {
                type = "Group"
                uri  = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
              }
              permission = "WRITE_ACP"
            }
            owner {
              id = "0123"
            }
          }
        }
      `,
      terraform`
        resource "aws_s3_bucket" "site" {
          bucket = "site"
          grant {
            type        = "Group"
            permissions = ["WRITE"]
            uri         = "http://acs.amazonaws.com/groups/s3/LogDelivery"
          }
        }
      `,
    ],
    undecided: [
      terraform`
        variable "ignored" {
          type = bool
        }
        resource "aws_s3_bucket" "site" {
          bucket = "site"
        }
        resource "aws_s3_bucket_acl" "site" {
          bucket = aws_s3_bucket.site.id
          acl    = "authenticated-read"
        }
        resource "aws_s3_bucket_public_access_block" "site" {
          bucket             = aws_s3_bucket.site.id
          block_public_acls  = false
          ignore_public_acls = var.ignored
        }
      `,
      terraform`
        variable "group" {}
        resource "aws_s3_bucket" "site" {
          bucket = "site"
          grant {
            type        = "Group"
            permissions = ["WRITE_ACP"]
            uri         = var.group
          }
        }
      `,
      terraform`
        variable "acl" {}
        resource "aws_s3_bucket_acl" "site" {
          bucket = "site"
          acl    = var.acl
        }
      `,
    ],
  },
}
