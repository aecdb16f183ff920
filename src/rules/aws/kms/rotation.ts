import { all, any, at, is, not } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'

export const rotation: Rule = {
  id: 'aws/kms/rotation',
  title: 'The key never changes',
  severity: 'medium',
  why: 'A key that leaked unnoticed opens everything that was ever encrypted with it, and all that will be.',
  fix: 'Set enable_key_rotation (EnableKeyRotation) to true.',
  subject: ['AWS::KMS::Key'],
  aliases: [
    { id: 'CKV_AWS_7', on: ['aws_kms_key', 'AWS::KMS::Key'] },
    { id: 'AVD-AWS-0065', on: ['aws_kms_key', 'AWS::KMS::Key'] },
  ],
  compliance: ['CIS AWS 3.0 3.6', 'NIST 800-53 SC-12', 'PCI DSS 4.0 3.7.4', 'SOC 2 CC6.1'],

  *check(key) {
    // Only symmetric keys for encryption, with material from KMS, can change by themselves.
    const kinds = rotating.map(([path]) => at(key, path))
    const can = all(rotating.map(([path, wanted]) => is(at(key, path), wanted)))
    const rotates = at(key, 'EnableKeyRotation')
    const holds = any([is(rotates, true), not(can)])
    const unknown = [rotates, ...kinds].find(({ value }) => value.kind === 'unknown')
    yield* must(
      holds,
      'The key does not rotate by itself.',
      holds === 'no' ? rotates : (unknown ?? rotates),
      true,
    )
  },

  examples: {
    good: [
      terraform`
        resource "aws_kms_key" "data" {
          description = "data"
          enable_key_rotation = true
        }
      `,
      cloudformation`
        Resources:
          Data:
            Type: AWS::KMS::Key
            Properties:
              KeyPolicy:
                Statement: []
              EnableKeyRotation: 'true'
      `,
    ],
    bad: [
      terraform`
        resource "aws_kms_key" "data" {
          description = "data"
        }
      `,
      terraform`
        resource "aws_kms_key" "data" {
          description = "data"
          enable_key_rotation = "false"
        }
      `,
      terraform`
        resource "aws_kms_key" "data" {
          description = "data"
          customer_master_key_spec = "SYMMETRIC_DEFAULT"
        }
      `,
      cloudformation`
        Resources:
          Data:
            Type: AWS::KMS::Key
            Properties:
              KeyPolicy:
                Statement: []
      `,
      cloudformation`
        Resources:
          Data:
            Type: AWS::KMS::Key
            Properties:
              KeyPolicy:
                Statement: []
              EnableKeyRotation: false
      `,
    ],
    near: [
      terraform`
        resource "aws_kms_key" "data" {
          description = "data"
          customer_master_key_spec = "RSA_4096"
          key_usage                = "SIGN_VERIFY"
        }
      `,
      terraform`
        resource "aws_kms_key" "data" {
          description = "data"
          customer_master_key_spec = "HMAC_256"
          key_usage                = "GENERATE_VERIFY_MAC"
        }
      `,
      cloudformation`
        Resources:
          Data:
            Type: AWS::KMS::Key
            Properties:
              KeyPolicy:
                Statement: []
              KeySpec: ECC_NIST_P256
              KeyUsage: SIGN_VERIFY
      `,
    ],
    undecided: [
      terraform`
        variable "rotate" {}
        resource "aws_kms_key" "data" {
          description = "data"
          enable_key_rotation = var.rotate
        }
      `,
      terraform`
        variable "spec" {}
        resource "aws_kms_key" "data" {
          description = "data"
          customer_master_key_spec = var.spec
        }
      `,
    ],
  },
}

const rotating = [
  ['KeySpec', 'SYMMETRIC_DEFAULT'],
  ['KeyUsage', 'ENCRYPT_DECRYPT'],
  ['Origin', 'AWS_KMS'],
] as const
