import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const efsEncryption: Rule = {
  id: 'aws/efs/encryption',
  title: 'A file system is not encrypted at rest',
  severity: 'high',
  why: 'Whoever gets hold of a disk or a backup can read everything.',
  fix: 'Set encrypted (Encrypted) to true; an existing file system must be copied to a new one.',
  subject: ['AWS::EFS::FileSystem'],
  aliases: [
    { id: 'CKV_AWS_42', on: ['aws_efs_file_system', 'AWS::EFS::FileSystem'] },
    { id: 'AVD-AWS-0037', on: ['aws_efs_file_system', 'AWS::EFS::FileSystem'] },
  ],
  compliance: ['CIS AWS 3.0 2.4.1', 'SOC 2 CC6.1'],

  *check(live) {
    yield* mustBe(at(live, 'Encrypted'), true, 'The file system is not encrypted.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_efs_file_system" "main" {
          creation_token = "fs"
          encrypted = true
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::EFS::FileSystem
            Properties:
              Encrypted: true
      `,
    ],
    bad: [
      terraform`
        resource "aws_efs_file_system" "main" {
          creation_token = "fs"
          encrypted = false
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::EFS::FileSystem
            Properties:
              Encrypted: false
      `,
      terraform`
        resource "aws_efs_file_system" "main" {
          creation_token = "fs"
        }
      `,
    ],
    near: [
      cloudformation`
        Resources:
          Main:
            Type: AWS::EFS::FileSystem
            Properties:
              Encrypted: "true"
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_efs_file_system" "main" {
          creation_token = "fs"
          encrypted = var.given
        }
      `,
    ],
  },
}
