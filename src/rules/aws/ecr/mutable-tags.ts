import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBeOneOf } from '../../verdicts.ts'

export const mutableTags: Rule = {
  id: 'aws/ecr/mutable-tags',
  title: 'Tags of a repository can be overwritten',
  severity: 'high',
  why: 'What was tested under a tag can be replaced by something else under the same tag.',
  fix: 'Set image_tag_mutability (ImageTagMutability) to IMMUTABLE.',
  subject: ['AWS::ECR::Repository'],
  aliases: [
    { id: 'CKV_AWS_51', on: ['aws_ecr_repository', 'AWS::ECR::Repository'] },
    { id: 'AVD-AWS-0031', on: ['aws_ecr_repository', 'AWS::ECR::Repository'] },
  ],
  compliance: [],

  *check(live) {
    yield* mustBeOneOf(
      at(live, 'ImageTagMutability'),
      ['IMMUTABLE', 'IMMUTABLE_WITH_EXCLUSION'],
      'Tags can be overwritten.',
    )
  },

  examples: {
    good: [
      terraform`
        resource "aws_ecr_repository" "main" {
          name                 = "app"
          image_tag_mutability = "IMMUTABLE"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::ECR::Repository
            Properties:
              ImageTagMutability: IMMUTABLE
      `,
    ],
    bad: [
      terraform`
        resource "aws_ecr_repository" "main" {
          name = "app"
        }
      `,
      terraform`
        resource "aws_ecr_repository" "main" {
          name                 = "app"
          image_tag_mutability = "MUTABLE"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::ECR::Repository
            Properties:
              RepositoryName: app
      `,
    ],
    near: [
      terraform`
        resource "aws_ecr_repository" "main" {
          name                 = "app"
          image_tag_mutability = "IMMUTABLE_WITH_EXCLUSION"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_ecr_repository" "main" {
          name                 = "app"
          image_tag_mutability = var.given
        }
      `,
    ],
  },
}
