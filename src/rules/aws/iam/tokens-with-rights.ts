import { all, any, at, isSet, type Answer, type Fact } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { canBeLimited } from '../actions.ts'
import {
  actionsOf,
  cloudformationIdentities,
  coverageOf,
  identityStatements,
  identityTypes,
  isUnlimited,
  shownOf,
  terraformIdentities,
} from '../policy.ts'

export const tokensWithRights: Rule = {
  id: 'aws/iam/tokens-with-rights',
  title: 'Tokens can be had beside rights on every resource',
  severity: 'low',
  why: 'AWS gives such a token for everything or not at all, so what it opens is decided by the other rights, and those are on everything here.',
  fix: 'Keep the action that gives a token in a statement of its own, and name the resources of the others.',
  subject: identityTypes,
  aliases: [
    {
      id: 'CKV_AWS_107',
      on: ['data.aws_iam_policy_document', ...cloudformationIdentities],
    },
    {
      id: 'CKV_AWS_287',
      on: terraformIdentities,
    },
  ],
  compliance: [],

  *check(live, graph) {
    for (const statement of identityStatements(live, graph)) {
      const open = isUnlimited(statement)
      if (open === 'no') continue
      const wide = all([open, hasMore(statement)])
      for (const action of actionsOf(statement)) {
        const bad = all([wide, any(tokens.map(coverageOf(action)))])
        yield* mustNot(bad, 'A token is given beside rights on everything.', shownOf(statement, action, bad))
      }
    }
  },

  examples: {
    good: [
      terraform`
        resource "aws_iam_role_policy" "pull" {
          role = "pull"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [
              { Effect = "Allow", Action = "ecr:GetAuthorizationToken", Resource = "*" },
              { Effect = "Allow", Action = "ecr:BatchGetImage", Resource = "arn:aws:ecr:eu-west-1:111122223333:repository/app" },
            ]
          })
        }
      `,
      cloudformation`
        Resources:
          Pull:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement:
                  - Effect: Allow
                    Action: ['ecr:GetAuthorizationToken', 'sts:GetCallerIdentity']
                    Resource: '*'
      `,
    ],
    bad: [
      terraform`
        resource "aws_iam_role_policy" "pull" {
          role = "pull"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = ["ecr:GetAuthorizationToken", "ecr:BatchGetImage"]
              Resource = "*"
            }]
          })
        }
      `,
      terraform`
        data "aws_iam_policy_document" "pull" {
          statement {
            actions   = ["sts:GetSessionToken", "s3:PutObject"]
            resources = ["*"]
          }
        }
      `,
    ],
    near: [
      terraform`
        resource "aws_iam_role_policy" "pull" {
          role = "pull"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = ["ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"]
              Resource = "*"
            }]
          })
        }
      `,
    ],
    undecided: [
      terraform`
        variable "principals" {
          type = set(string)
        }
        data "aws_iam_policy_document" "app" {
          statement {
            actions   = ["ecr:GetAuthorizationToken", "s3:PutObject"]
            resources = ["*"]
            dynamic "principals" {
              for_each = var.principals
              content {
                type        = "AWS"
                identifiers = [principals.value]
              }
            }
          }
        }
      `,
      terraform`
        variable "repositories" {}
        resource "aws_iam_role_policy" "pull" {
          role = "pull"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = ["ecr:GetAuthorizationToken", "ecr:BatchGetImage"]
              Resource = var.repositories
            }]
          })
        }
      `,
    ],
  },
}

/** Actions that hand out a token, and that nobody can limit to a resource. */
const tokens = [
  'cognito-identity:GetCredentialsForIdentity',
  'cognito-identity:GetOpenIdToken',
  'ecr-public:GetAuthorizationToken',
  'ecr:GetAuthorizationToken',
  'sts:GetSessionToken',
]

/** Whether a statement also gives what could be limited to a resource. */
function hasMore(statement: Fact): Answer {
  return any([...actionsOf(statement).map(canBeLimited), isSet(at(statement, 'NotAction'))])
}
