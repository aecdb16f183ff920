import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const sqlPublicAddress: Rule = {
  id: 'google/sql/public-address',
  title: 'A database has a public address',
  severity: 'high',
  why: 'It can be found and tried from the whole internet.',
  fix: 'Set ipv4_enabled to false and use a private network.',
  subject: ['sqladmin.googleapis.com/Instance'],
  aliases: [
    { id: 'CKV_GCP_60', on: ['google_sql_database_instance'] },
    { id: 'AVD-GCP-0017', on: ['google_sql_database_instance'] },
  ],
  compliance: ['CIS GCP 3.0 6.6', 'PCI DSS 4.0 1.4.4', 'SOC 2 CC6.6'],

  *check(live) {
    yield* mustBe(
      at(live, 'settings.ipConfiguration.ipv4Enabled'),
      false,
      'The database has a public address.',
    )
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
              ipv4_enabled    = false
              private_network = "net"
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
            ip_configuration {
              ipv4_enabled = true
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
              private_network = "net"
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
              ipv4_enabled = "false"
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
              ipv4_enabled = var.given
            }
          }
        }
      `,
    ],
  },
}
