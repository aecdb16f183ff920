import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { everyoneIn, statementsOf } from '../policy.ts'

export const ecrPolicyEveryone: Rule = {
  id: 'aws/ecr/policy-everyone',
  title: 'The policy of a repository lets in everyone',
  severity: 'high',
  why: 'Anyone with an AWS account can use what the policy allows: pull your images, or push theirs.',
  fix: 'Name the accounts or roles as principals.',
  subject: ['AWS::ECR::Repository'],
  aliases: [
    { id: 'CKV_AWS_32', on: ['aws_ecr_repository_policy', 'AWS::ECR::Repository'] },
    { id: 'AVD-AWS-0032', on: ['aws_ecr_repository_policy', 'AWS::ECR::Repository'] },
  ],
  compliance: ['NIST 800-53 AC-3', 'PCI DSS 4.0 7.2.2', 'SOC 2 CC6.1'],

  *check(live) {
    for (const statement of statementsOf(at(live, 'RepositoryPolicyText'))) {
      for (const { fact, answer: open } of everyoneIn(statement)) {
        yield* mustNot(open, 'The policy allows something to every principal.', fact)
      }
    }
  },

  examples: {
    good: [
      terraform`
        resource "aws_ecr_repository_policy" "main" {
          repository = "app"
          policy     = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "arn:aws:iam::111122223333:root" }
              Action    = "ecr:*"
              Resource  = "*"
            }]
          })
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::ECR::Repository
            Properties:
              RepositoryPolicyText:
                Version: "2012-10-17"
                Statement:
                  - Effect: Allow
                    Principal: { AWS: "arn:aws:iam::111122223333:root" }
                    Action: ["ecr:GetDownloadUrlForLayer"]
                    Resource: "*"
      `,
    ],
    bad: [
      terraform`
        resource "aws_ecr_repository_policy" "main" {
          repository = "app"
          policy     = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = "*"
              Action    = "ecr:*"
              Resource  = "*"
            }]
          })
        }
      `,
      terraform`
        resource "aws_ecr_repository_policy" "main" {
          repository = "app"
          policy     = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = ["*"] }
              Action    = "ecr:*"
              Resource  = "*"
            }]
          })
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::ECR::Repository
            Properties:
              RepositoryPolicyText:
                Version: "2012-10-17"
                Statement:
                  - Effect: Allow
                    Principal: "*"
                    Action: ["ecr:*"]
                    Resource: "*"
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::ECR::Repository
            Properties:
              RepositoryPolicyText: |
                { "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "ecr:*" }] }
      `,
    ],
    near: [
      terraform`
        resource "aws_ecr_repository_policy" "main" {
          repository = "app"
          policy     = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = "*"
              Action    = "ecr:*"
              Resource  = "*"
              Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } }
            }]
          })
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_ecr_repository_policy" "main" {
          repository = "app"
          policy     = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = var.given
              Action    = "ecr:*"
              Resource  = "*"
            }]
          })
        }
      `,
    ],
  },
}
