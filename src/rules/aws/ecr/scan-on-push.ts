import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const scanOnPush: Rule = {
  id: 'aws/ecr/scan-on-push',
  title: 'Images are not scanned when they are pushed',
  severity: 'high',
  why: 'Known flaws in an image are found by whoever attacks it, not by you.',
  fix: 'Set image_scanning_configuration.scan_on_push (ImageScanningConfiguration.ScanOnPush) to true.',
  subject: ['AWS::ECR::Repository'],
  aliases: [
    { id: 'CKV_AWS_163', on: ['aws_ecr_repository', 'AWS::ECR::Repository'] },
    { id: 'AVD-AWS-0030', on: ['aws_ecr_repository', 'AWS::ECR::Repository'] },
  ],
  compliance: ['SOC 2 CC7.1'],

  *check(live) {
    yield* mustBe(at(live, 'ImageScanningConfiguration.ScanOnPush'), true, 'Images are not scanned.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_ecr_repository" "main" {
          name = "app"
          image_scanning_configuration {
            scan_on_push = true
          }
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::ECR::Repository
            Properties:
              RepositoryName: app
              ImageScanningConfiguration: { ScanOnPush: true }
      `,
    ],
    bad: [
      terraform`
        resource "aws_ecr_repository" "main" {
          name = "app"
          image_scanning_configuration {
            scan_on_push = false
          }
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::ECR::Repository
            Properties:
              RepositoryName: app
              ImageScanningConfiguration: { ScanOnPush: false }
      `,
      terraform`
        resource "aws_ecr_repository" "main" {
          name = "app"
        }
      `,
    ],
    near: [
      cloudformation`
        Resources:
          Main:
            Type: AWS::ECR::Repository
            Properties:
              RepositoryName: app
              ImageScanningConfiguration: { ScanOnPush: "true" }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_ecr_repository" "main" {
          name = "app"
          image_scanning_configuration {
            scan_on_push = var.given
          }
        }
      `,
    ],
  },
}
