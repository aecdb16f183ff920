import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { isWrittenSecret } from '../../written-secret.ts'

export const passwordInCode: Rule = {
  id: 'google/sql/password-in-code',
  title: 'A password of a database stands in the code',
  severity: 'critical',
  why: 'Everyone who may read the repository, its copies or its history has it, and nobody can change it without a commit.',
  fix: 'Use IAM database authentication (type = "CLOUD_IAM_USER"), or take it from Secret Manager; then change it, since it stays in the history.',
  subject: ['sqladmin.googleapis.com/Instance', 'sqladmin.googleapis.com/User'],
  aliases: [],
  compliance: ['NIST 800-53 IA-5', 'PCI DSS 4.0 8.6.2', 'SOC 2 CC6.1'],

  *check(live) {
    const fact = at(live, live.type.endsWith('User') ? 'password' : 'rootPassword')
    yield* mustNot(isWrittenSecret(fact, 'password'), 'The password is written in the code.', fact)
  },

  examples: {
    good: [
      terraform`
        variable "password" {
          sensitive = true
        }
        resource "google_sql_user" "main" {
          name     = "app"
          instance = "main"
          password = var.password
        }
      `,
    ],
    bad: [
      terraform`
        resource "google_sql_user" "main" {
          name     = "app"
          instance = "main"
          password = "correct-horse-battery"
        }
      `,
      terraform`
        resource "google_sql_database_instance" "main" {
          name             = "main"
          database_version = "SQLSERVER_2022_STANDARD"
          root_password    = "correct-horse-battery"
          settings {
            tier = "db-custom-2-8192"
          }
        }
      `,
    ],
    near: [
      terraform`
        resource "google_sql_user" "main" {
          name     = "app@example.com"
          instance = "main"
          type     = "CLOUD_IAM_USER"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "stage" {}
        resource "google_sql_user" "main" {
          name     = "app"
          instance = "main"
          password = var.stage == "local" ? "correct-horse-battery" : null
        }
      `,
    ],
  },
}
