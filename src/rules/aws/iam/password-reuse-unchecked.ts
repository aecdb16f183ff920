import { at, atLeast } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'

export const passwordReuseUnchecked: Rule = {
  id: 'aws/iam/password-reuse-unchecked',
  title: 'Old passwords can be used again',
  severity: 'medium',
  why: 'A password that leaked once can be set again at once.',
  fix: 'Set password_reuse_prevention to 24.',
  subject: ['aws_iam_account_password_policy'],
  aliases: [
    { id: 'AVD-AWS-0056', on: ['aws_iam_account_password_policy'] },
    { id: 'CKV_AWS_13', on: ['aws_iam_account_password_policy'] },
  ],
  compliance: ['CIS AWS 3.0 1.9', 'NIST 800-53 IA-5', 'PCI DSS 4.0 8.3.7', 'SOC 2 CC6.1'],

  check(policy) {
    const remembered = at(policy, 'password_reuse_prevention')
    return must(atLeast(remembered, 5), 'Fewer than five old passwords are remembered.', remembered, 24)
  },

  examples: {
    good: [
      terraform`
        resource "aws_iam_account_password_policy" "all" {
          require_numbers = true
          password_reuse_prevention = 24
        }
      `,
      terraform`
        resource "aws_iam_account_password_policy" "all" {
          require_numbers = true
          password_reuse_prevention = 5
        }
      `,
    ],
    bad: [
      terraform`
        resource "aws_iam_account_password_policy" "all" {
          require_numbers = true
        }
      `,
      terraform`
        resource "aws_iam_account_password_policy" "all" {
          require_numbers = true
          password_reuse_prevention = 1
        }
      `,
      terraform`
        resource "aws_iam_account_password_policy" "all" {
          require_numbers = true
          password_reuse_prevention = 0
        }
      `,
    ],
    near: [
      terraform`
        resource "aws_iam_account_password_policy" "all" {
          require_numbers = true
          password_reuse_prevention = "5"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "n" {}
        resource "aws_iam_account_password_policy" "all" {
          require_numbers = true
          password_reuse_prevention = var.n
        }
      `,
    ],
  },
}
