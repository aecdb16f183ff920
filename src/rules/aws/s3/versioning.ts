import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const versioning: Rule = {
  id: 'aws/s3/versioning',
  title: 'Objects have no versions',
  severity: 'medium',
  why: 'What is overwritten or deleted by mistake, or by ransomware, is gone.',
  fix: 'Set the status in aws_s3_bucket_versioning (VersioningConfiguration.Status) to Enabled.',
  subject: ['AWS::S3::Bucket'],
  aliases: [
    { id: 'CKV_AWS_21', on: ['aws_s3_bucket', 'aws_s3_bucket_versioning', 'AWS::S3::Bucket'] },
    { id: 'AVD-AWS-0090', on: ['aws_s3_bucket', 'aws_s3_bucket_versioning', 'AWS::S3::Bucket'] },
  ],
  compliance: ['NIST 800-53 CP-9', 'SOC 2 A1.2'],

  check(bucket) {
    return mustBe(at(bucket, 'VersioningConfiguration.Status'), 'Enabled', 'Versioning is not enabled.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_s3_bucket" "data" {
          bucket = "data"
        }
        resource "aws_s3_bucket_versioning" "data" {
          bucket = aws_s3_bucket.data.id
          versioning_configuration {
            status = "Enabled"
          }
        }
      `,
      terraform`
        resource "aws_s3_bucket" "data" {
          bucket = "data"
          versioning {
            enabled = true
          }
        }
      `,
      cloudformation`
        Resources:
          Data:
            Type: AWS::S3::Bucket
            Properties:
              VersioningConfiguration:
                Status: Enabled
      `,
    ],
    bad: [
      terraform`
        resource "aws_s3_bucket" "data" {
          bucket = "data"
        }
      `,
      terraform`
        resource "aws_s3_bucket" "data" {
          bucket = "data"
          versioning {
            enabled    = "false"
            mfa_delete = true
          }
        }
      `,
      terraform`
        resource "aws_s3_bucket" "data" {
          bucket = "data"
        }
        resource "aws_s3_bucket_versioning" "data" {
          bucket = aws_s3_bucket.data.id
          versioning_configuration {
            status = "Suspended"
          }
        }
      `,
      terraform`
        resource "aws_s3_bucket_versioning" "data" {
          bucket = "elsewhere"
          versioning_configuration {
            status = "Disabled"
          }
        }
      `,
      cloudformation`
        Resources:
          Data:
            Type: AWS::S3::Bucket
            Properties:
              VersioningConfiguration:
                Status: Suspended
      `,
      cloudformation`
        Resources:
          Data:
            Type: AWS::S3::Bucket
            Properties:
              BucketName: data
      `,
    ],
    near: [
      terraform`
        variable "name" {}
        resource "aws_s3_bucket" "data" {
          bucket = "\${var.name}-data"
        }
        resource "aws_s3_bucket_versioning" "data" {
          bucket = "\${var.name}-data"
          versioning_configuration {
            status = "Enabled"
          }
        }
      `,
      terraform`
        locals {
          keep = true
        }
        resource "aws_s3_bucket" "data" {
          bucket = "data"
          versioning {
            enabled = local.keep ? true : false
          }
        }
      `,
    ],
    undecided: [
      terraform`
        variable "versioned" {
          type = bool
        }
        resource "aws_s3_bucket" "data" {
          bucket = "data"
          versioning {
            enabled = var.versioned
          }
        }
      `,
      terraform`
        variable "keep" {
          type = bool
        }
        resource "aws_s3_bucket" "data" {
          bucket = "data"
        }
        resource "aws_s3_bucket_versioning" "data" {
          bucket = aws_s3_bucket.data.id
          versioning_configuration {
            status = var.keep ? "Enabled" : "Suspended"
          }
        }
      `,
    ],
  },
}
