import { all, type Answer, type Fact } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import {
  cloudformationIdentities,
  grantsOf,
  identityDocuments,
  identityTypes,
  isUnlimited,
  ownStatements,
  shownOf,
  terraformIdentities,
} from '../policy.ts'

export const privilegeEscalation: Rule = {
  id: 'aws/iam/privilege-escalation',
  title: 'The policy holds a way to more rights',
  severity: 'high',
  why: 'With these actions the holder can give themselves, or something that they control, any right in the account.',
  fix: 'Name the roles, users and functions in Resource (resources), or take the actions out.',
  subject: identityTypes,
  aliases: [
    {
      id: 'CKV_AWS_110',
      on: ['data.aws_iam_policy_document', ...cloudformationIdentities],
    },
    {
      id: 'CKV_AWS_286',
      on: terraformIdentities,
    },
  ],
  compliance: ['NIST 800-53 AC-6', 'PCI DSS 4.0 7.2.2', 'SOC 2 CC6.3'],

  *check(live, graph) {
    for (const document of identityDocuments(live)) {
      const open = ownStatements(document, graph).flatMap(openGrants)
      if (open.length === 0) continue
      const [way] = waysUp.map((actions) => taken(actions, open)).toSorted((a, b) => rank(a) - rank(b))
      if (way?.fact !== undefined)
        yield* mustNot(way.answer, 'The actions together lead to any right.', way.fact)
    }
  },

  examples: {
    good: [
      terraform`
        resource "aws_iam_policy" "app" {
          name = "app"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = ["iam:GetRole", "iam:ListRoles"]
              Resource = "*"
            }]
          })
        }
      `,
      terraform`
        resource "aws_iam_policy" "app" {
          name = "app"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = ["iam:PassRole"]
              Resource = "*"
            }]
          })
        }
      `,
      terraform`
        data "aws_iam_policy_document" "app" {
          statement {
            actions   = ["iam:CreatePolicyVersion"]
            resources = ["arn:aws:iam::111122223333:policy/app"]
          }
        }
      `,
      cloudformation`
        Resources:
          App:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement:
                  - Effect: Allow
                    Action: ec2:RunInstances
                    Resource: '*'
      `,
    ],
    bad: [
      terraform`
        resource "aws_iam_policy" "app" {
          name = "app"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = ["iam:CreatePolicyVersion"]
              Resource = "*"
            }]
          })
        }
      `,
      terraform`
        resource "aws_iam_role_policy" "app" {
          role = "app"
          policy = <<EOF
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Action": "iam:AttachUserPolicy",
              "Resource": "*"
            }
          ]
        }
        EOF
        }
      `,
      terraform`
        resource "aws_iam_role_policy" "app" {
          role = "app"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = ["iam:PassRole", "ec2:RunInstances"]
              Resource = "*"
            }]
          })
        }
      `,
      terraform`
        data "aws_iam_policy_document" "app" {
          statement {
            actions   = ["iam:PutUserPolicy"]
            resources = ["*"]
          }
        }
      `,
      terraform`
        data "aws_iam_policy_document" "app" {
          statement {
            actions   = ["iam:*"]
            resources = ["*"]
          }
        }
        resource "aws_iam_policy" "app" {
          policy = data.aws_iam_policy_document.app.json
        }
      `,
      terraform`
        data "aws_iam_policy_document" "app" {
          statement {
            actions   = ["iam:PassRole"]
            resources = ["*"]
          }
          statement {
            actions   = ["lambda:Create*", "lambda:InvokeFunction"]
            resources = ["*"]
          }
        }
      `,
      cloudformation`
        Resources:
          App:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement:
                  - Effect: Allow
                    Action: iam:CreateLoginProfile
                    Resource: '*'
      `,
      cloudformation`
        Resources:
          App:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Statement: []
              Policies:
                - PolicyName: app
                  PolicyDocument:
                    Statement:
                      - Effect: Allow
                        Action: ['iam:PassRole', 'cloudformation:CreateStack']
                        Resource: '*'
      `,
      terraform`
        resource "aws_iam_role_policy" "deploy" {
          role = "deploy"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = ["iam:AttachRolePolicy"]
              Resource = "*"
            }]
          })
        }
      `,
      cloudformation`
        Resources:
          Power:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement:
                  Effect: Allow
                  NotAction: ['organizations:*', 'account:*']
                  Resource: '*'
      `,
    ],
    near: [
      terraform`
        resource "aws_iam_policy" "app" {
          name = "app"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Deny"
              Action   = ["iam:CreatePolicyVersion"]
              Resource = "*"
            }]
          })
        }
      `,
      terraform`
        resource "aws_iam_policy" "app" {
          name = "app"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = ["iam:PassRole", "ec2:RunInstances"]
              Resource = "arn:aws:iam::111122223333:role/app"
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
            actions   = ["iam:AttachRolePolicy"]
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
        variable "resource" {}
        resource "aws_iam_policy" "app" {
          name = "app"
          policy = jsonencode({
            Version = "2012-10-17"
            Statement = [{
              Effect   = "Allow"
              Action   = ["iam:CreatePolicyVersion"]
              Resource = var.resource
            }]
          })
        }
      `,
    ],
  },
}

/**
 * Sets of actions that together give any right.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
 */
const waysUp: readonly (readonly string[])[] = [
  ['iam:CreateAccessKey'],
  ['iam:CreateLoginProfile'],
  ['iam:UpdateLoginProfile'],
  ['iam:CreatePolicyVersion'],
  ['iam:SetDefaultPolicyVersion'],
  ['iam:AttachUserPolicy'],
  ['iam:AttachGroupPolicy'],
  ['iam:PutUserPolicy'],
  ['iam:PutGroupPolicy'],
  ['iam:AddUserToGroup'],
  // A role has them of itself too, and who opens a role for himself may take it on.
  ['iam:AttachRolePolicy'],
  ['iam:PutRolePolicy'],
  ['iam:UpdateAssumeRolePolicy'],
  ['iam:PassRole', 'ec2:RunInstances'],
  ['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'],
  ['iam:PassRole', 'lambda:CreateFunction', 'lambda:CreateEventSourceMapping'],
  ['iam:PassRole', 'glue:CreateDevEndpoint'],
  ['iam:PassRole', 'cloudformation:CreateStack'],
  ['iam:PassRole', 'datapipeline:CreatePipeline'],
  ['iam:PassRole', 'sagemaker:CreateNotebookInstance', 'sagemaker:CreatePresignedNotebookInstanceUrl'],
  ['glue:UpdateDevEndpoint'],
  ['lambda:UpdateFunctionCode'],
]

interface Way {
  readonly answer: Answer
  readonly fact: Fact | undefined
}

/** An action that is allowed on everything, or may be. */
interface OpenGrant {
  readonly open: Answer
  readonly covers: (wanted: string) => Answer
  readonly shown: (given: Answer) => Fact
}

function openGrants(statement: Fact): readonly OpenGrant[] {
  const open = isUnlimited(statement)
  if (open === 'no') return []
  return grantsOf(statement).map(({ fact, covers }) => ({
    open,
    covers,
    shown: (given) => shownOf(statement, fact, given),
  }))
}

/** Whether all actions of a way are given, and the first of them, or what isn't known. */
function taken(actions: readonly string[], grants: readonly OpenGrant[]): Way {
  const steps = actions.map((one) => stepOf(one, grants))
  const given = all(steps.map((step) => step.answer))
  const shown = given === 'undecided' ? steps.find((step) => step.answer === 'undecided') : steps[0]
  return { answer: given, fact: shown?.fact }
}

function stepOf(wanted: string, grants: readonly OpenGrant[]): Way {
  let best: Way = { answer: 'no', fact: undefined }
  for (const grant of grants) {
    const given = all([grant.open, grant.covers(wanted)])
    if (given === 'yes') return { answer: given, fact: grant.shown(given) }
    if (given === 'undecided' && best.fact === undefined) best = { answer: given, fact: grant.shown(given) }
  }
  return best
}

function rank(way: Way): number {
  return ['yes', 'undecided', 'no'].indexOf(way.answer)
}
