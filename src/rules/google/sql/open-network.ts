import { at, isOneOf, items } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'

export const sqlOpenNetwork: Rule = {
  id: 'google/sql/open-network',
  title: 'A database takes connections from the whole internet',
  severity: 'high',
  why: 'Anyone on the internet can try passwords on it.',
  fix: 'Name the networks that need access.',
  subject: ['sqladmin.googleapis.com/Instance'],
  aliases: [
    { id: 'CKV_GCP_11', on: ['google_sql_database_instance'] },
    { id: 'AVD-GCP-0017', on: ['google_sql_database_instance'] },
  ],
  compliance: ['CIS GCP 3.0 6.5', 'PCI DSS 4.0 1.4.4', 'SOC 2 CC6.6'],

  *check(live) {
    for (const network of items(at(live, 'settings.ipConfiguration.authorizedNetworks'))) {
      const range = at(network, 'value')
      yield* mustNot(isOneOf(range, ['0.0.0.0/0', '::/0', '0.0.0.0']), 'Every address may connect.', range)
    }
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
              ipv4_enabled = false
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
              authorized_networks {
                name  = "office"
                value = "198.51.100.0/24"
              }
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
              authorized_networks {
                name  = "all"
                value = "0.0.0.0/0"
              }
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
              authorized_networks {
                name  = "0.0.0.0/0"
                value = "10.0.0.0/8"
              }
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
              authorized_networks {
                value = var.given
              }
            }
          }
        }
      `,
    ],
  },
}
