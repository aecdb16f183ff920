import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { holdsKey, beginsLikeKey } from '../keys.ts'

export const providerKeys: Rule = {
  id: 'aws/iam/provider-keys',
  title: 'The provider block holds an AWS key',
  severity: 'critical',
  why: 'Whoever reads the repository, or its history, has the key and everything that it may do.',
  fix: 'Take access_key and secret_key out, give the credentials by the environment or a role, and delete the key.',
  subject: ['provider.aws'],
  aliases: [{ id: 'CKV_AWS_41', on: ['provider.aws'] }],
  compliance: ['NIST 800-53 IA-5', 'PCI DSS 4.0 8.6.2', 'SOC 2 CC6.1'],

  *check(provider) {
    for (const name of ['access_key', 'secret_key', 'token']) {
      const key = at(provider, name)
      // What comes from outside is not in the block, unless it begins here.
      if (key.value.kind === 'unknown' && !beginsLikeKey(key)) continue
      yield* mustNot(holdsKey(key), 'A key stands in the provider block in clear text.', key)
    }
  },

  examples: {
    good: [
      terraform`
        provider "aws" {
          region = "eu-west-1"
        }
      `,
      terraform`
        variable "key" {}
        variable "secret" {}
        provider "aws" {
          region = "eu-west-1"
          access_key = var.key
          secret_key = var.secret
        }
      `,
      terraform`
        provider "aws" {
          region = "eu-west-1"
          profile = "production"
        }
      `,
    ],
    bad: [
      terraform`
        provider "aws" {
          region = "eu-west-1"
          access_key = "AKIAIOSFODNN7EXAMPLE"
          secret_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
        }
      `,
      terraform`
        provider "aws" {
          region = "eu-west-1"
          secret_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
        }
      `,
      terraform`
        variable "key" {
          default = "AKIAIOSFODNN7EXAMPLE"
        }
        provider "aws" {
          region = "eu-west-1"
          access_key = var.key
        }
      `,
    ],
    near: [
      terraform`
        provider "aws" {
          region = "eu-west-1"
          access_key = "mock_access_key"
          secret_key = "mock_secret_key"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "rest" {}
        provider "aws" {
          region = "eu-west-1"
          access_key = "AKIA\${var.rest}"
        }
      `,
    ],
  },
}
