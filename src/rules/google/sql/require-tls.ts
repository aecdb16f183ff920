import { at, is, isOneOf } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'

export const sqlRequireTls: Rule = {
  id: 'google/sql/require-tls',
  title: 'A database takes connections without TLS',
  severity: 'high',
  why: 'Passwords and data then cross the network where anyone on the way can read them.',
  fix: 'Set ssl_mode to ENCRYPTED_ONLY.',
  subject: ['sqladmin.googleapis.com/Instance'],
  aliases: [
    { id: 'CKV_GCP_6', on: ['google_sql_database_instance'] },
    { id: 'AVD-GCP-0015', on: ['google_sql_database_instance'] },
  ],
  compliance: ['CIS GCP 3.0 6.4', 'PCI DSS 4.0 4.2.1', 'SOC 2 CC6.7'],

  *check(live) {
    const settings = at(live, 'settings.ipConfiguration')
    const mode = at(settings, 'sslMode')
    const encrypted = isOneOf(mode, ['ENCRYPTED_ONLY', 'TRUSTED_CLIENT_CERTIFICATE_REQUIRED'])
    // The mode decides where it is written; requireSsl is the older way to say it.
    const required = mode.value.kind === 'absent' ? is(at(settings, 'requireSsl'), true) : encrypted
    yield* must(required, 'Connections without TLS are taken.', mode)
  },

  repair({ fact }) {
    return [{ path: fact.path, value: 'ENCRYPTED_ONLY' }]
  },

  examples: {
    good: [
      terraform`
        resource "google_sql_database_instance" "main" {
          name             = "db"
          database_version = "POSTGRES_16"
          settings {
            tier = "db-custom-2-7680"
            ip_configuration {
              ssl_mode = "ENCRYPTED_ONLY"
            }
          }
        }
      `,
      terraform`
        resource "google_sql_database_instance" "main" {
          name             = "db"
          database_version = "POSTGRES_16"
          settings {
            tier = "db-custom-2-7680"
            ip_configuration {
              require_ssl = true
            }
          }
        }
      `,
    ],
    bad: [
      terraform`
        resource "google_sql_database_instance" "main" {
          name             = "db"
          database_version = "POSTGRES_16"
          settings {
            tier = "db-custom-2-7680"
          }
        }
      `,
      terraform`
        resource "google_sql_database_instance" "main" {
          name             = "db"
          database_version = "POSTGRES_16"
          settings {
            tier = "db-custom-2-7680"
            ip_configuration {
              require_ssl = false
            }
          }
        }
      `,
      terraform`
        resource "google_sql_database_instance" "main" {
          name             = "db"
          database_version = "POSTGRES_16"
          settings {
            tier = "db-custom-2-7680"
            ip_configuration {
              ssl_mode = "ALLOW_UNENCRYPTED_AND_ENCRYPTED"
            }
          }
        }
      `,
    ],
    near: [
      terraform`
        resource "google_sql_database_instance" "main" {
          name             = "db"
          database_version = "POSTGRES_16"
          settings {
            tier = "db-custom-2-7680"
            ip_configuration {
              ssl_mode = "TRUSTED_CLIENT_CERTIFICATE_REQUIRED"
            }
          }
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "google_sql_database_instance" "main" {
          name             = "db"
          database_version = "POSTGRES_16"
          settings {
            tier = "db-custom-2-7680"
            ip_configuration {
              ssl_mode = var.given
            }
          }
        }
      `,
    ],
  },
}
