import { at, atLeast } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'

export const passwordLength: Rule = {
  id: 'aws/iam/password-length',
  title: 'Passwords may be short',
  severity: 'medium',
  why: 'Short passwords are guessed.',
  fix: 'Set minimum_password_length to 14 or more.',
  subject: ['aws_iam_account_password_policy'],
  aliases: [
    { id: 'CKV_AWS_10', on: ['aws_iam_account_password_policy'] },
    { id: 'AVD-AWS-0063', on: ['aws_iam_account_password_policy'] },
  ],
  compliance: ['CIS AWS 3.0 1.8', 'NIST 800-53 IA-5', 'PCI DSS 4.0 8.3.6', 'SOC 2 CC6.1'],

  check(policy) {
    const length = at(policy, 'minimum_password_length')
    return must(atLeast(length, 14), 'Passwords of less than 14 letters are taken.', length, 14)
  },

  examples: {
    good: [
      terraform`
        resource "aws_iam_account_password_policy" "all" {
          require_numbers = true
          minimum_password_length = 14
        }
      `,
      terraform`
        resource "aws_iam_account_password_policy" "all" {
          require_numbers = true
          minimum_password_length = "20"
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
          minimum_password_length = 13
        }
      `,
      terraform`
        resource "aws_iam_account_password_policy" "all" {
          require_numbers = true
          minimum_password_length = "8"
        }
      `,
    ],
    near: [
      terraform`
        locals {
          base = 8
        }
        resource "aws_iam_account_password_policy" "all" {
          require_numbers = true
          minimum_password_length = local.base + 6
        }
      `,
    ],
    undecided: [
      terraform`
        variable "length" {}
        resource "aws_iam_account_password_policy" "all" {
          require_numbers = true
          minimum_password_length = var.length
        }
      `,
    ],
  },
}
