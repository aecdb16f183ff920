import { at, atLeast } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'

export const passwordReuse: Rule = {
  id: 'aws/iam/password-reuse',
  title: 'Few old passwords are remembered',
  severity: 'medium',
  why: 'With a short memory people go round in a circle of a few passwords, and one that leaked comes back.',
  fix: 'Set password_reuse_prevention to 24.',
  subject: ['aws_iam_account_password_policy'],
  aliases: [{ id: 'CKV_AWS_13', on: ['aws_iam_account_password_policy'] }],
  compliance: ['CIS AWS 3.0 1.9', 'NIST 800-53 IA-5', 'SOC 2 CC6.1'],

  *check(policy) {
    const remembered = at(policy, 'password_reuse_prevention')
    // Fewer than five is what `aws/iam/password-reuse-unchecked` speaks of.
    if (atLeast(remembered, 5) === 'no') return
    yield* must(atLeast(remembered, 24), 'Fewer than 24 old passwords are remembered.', remembered, 24)
  },

  examples: {
    good: [
      terraform`
        resource "aws_iam_account_password_policy" "all" {
          require_numbers = true
          password_reuse_prevention = 24
        }
      `,
    ],
    bad: [
      terraform`
        resource "aws_iam_account_password_policy" "all" {
          require_numbers = true
          password_reuse_prevention = 5
        }
      `,
      terraform`
        resource "aws_iam_account_password_policy" "all" {
          require_numbers = true
          password_reuse_prevention = "23"
        }
      `,
    ],
    near: [
      terraform`
        resource "aws_iam_account_password_policy" "all" {
          require_numbers = true
          password_reuse_prevention = max(10, 24)
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
