import { everyone, mustNotGive } from '../acl.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'

export const aclPublicWrite: Rule = {
  id: 'aws/s3/acl-public-write',
  title: 'The ACL lets everyone write into the bucket',
  severity: 'high',
  why: 'Anyone on the internet can put, overwrite and delete objects, at your cost and in your name.',
  fix: 'Set acl (AccessControl) to private and take the grant out; publish what must be public through CloudFront.',
  subject: ['AWS::S3::Bucket'],
  aliases: [
    { id: 'CKV_AWS_57', on: ['aws_s3_bucket', 'aws_s3_bucket_acl', 'AWS::S3::Bucket'] },
    { id: 'AVD-AWS-0092', on: ['aws_s3_bucket', 'aws_s3_bucket_acl', 'AWS::S3::Bucket'] },
  ],
  compliance: ['NIST 800-53 AC-3', 'PCI DSS 4.0 1.4.4', 'SOC 2 CC6.1'],

  check(bucket) {
    const opening = { canned: ['PublicReadWrite'], group: everyone, permissions: ['WRITE', 'FULL_CONTROL'] }
    return mustNotGive(bucket, opening, 'The ACL lets everyone write.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_s3_bucket" "site" {
          bucket = "site"
        }
        resource "aws_s3_bucket_acl" "site" {
          bucket = aws_s3_bucket.site.id
          acl    = "public-read"
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
              AccessControl: PublicRead
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
                uri  = "http://acs.amazonaws.com/groups/global/AllUsers"
              }
              permission = "WRITE"
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
            permissions = ["WRITE", "FULL_CONTROL"]
            uri         = "http://acs.amazonaws.com/groups/global/AllUsers"
          }
        }
      `,
      terraform`
        resource "aws_s3_bucket" "site" {
          bucket = "site"
          acl    = "public-read-write"
        }
      `,
      terraform`
        resource "aws_s3_bucket" "site" {
          bucket = "site"
        }
        resource "aws_s3_bucket_acl" "site" {
          bucket = aws_s3_bucket.site.id
          acl    = "public-read-write"
        }
      `,
      cloudformation`
        Resources:
          Site:
            Type: AWS::S3::Bucket
            Properties:
              AccessControl: PublicReadWrite
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
                uri  = "http://acs.amazonaws.com/groups/global/AllUsers"
              }
              permission = "WRITE"
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
        variable "blocked" {
          type = bool
        }
        resource "aws_s3_bucket" "site" {
          bucket = "site"
        }
        resource "aws_s3_bucket_acl" "site" {
          bucket = aws_s3_bucket.site.id
          acl    = "public-read-write"
        }
        resource "aws_s3_bucket_public_access_block" "site" {
          bucket            = aws_s3_bucket.site.id
          block_public_acls = var.blocked
        }
      `,
      terraform`
        variable "group" {}
        resource "aws_s3_bucket" "site" {
          bucket = "site"
          grant {
            type        = "Group"
            permissions = ["WRITE"]
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
