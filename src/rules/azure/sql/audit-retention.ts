import { any, at, atLeast, is, items } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'

export const auditRetention: Rule = {
  id: 'azure/sql/audit-retention',
  title: 'The audit log of a SQL server or database is kept for less than 90 days',
  severity: 'medium',
  why: 'Attacks are found after months; by then the log is gone.',
  fix: 'Set retention_in_days to 90 or more, or to 0 to keep it for ever.',
  subject: ['Microsoft.Sql/servers', 'Microsoft.Sql/servers/databases/auditingSettings'],
  aliases: [
    {
      id: 'CKV_AZURE_24',
      on: ['azurerm_sql_server', 'azurerm_mssql_server', 'azurerm_mssql_server_extended_auditing_policy'],
    },
    {
      id: 'AVD-AZU-0027',
      on: [
        'azurerm_sql_server',
        'azurerm_mssql_server',
        'azurerm_mssql_server_extended_auditing_policy',
        'azurerm_mssql_database_extended_auditing_policy',
      ],
    },
  ],
  compliance: ['CIS Azure 2.1 4.1.6', 'SOC 2 CC7.2'],

  *check(live) {
    const periods = live.type.endsWith('/auditingSettings')
      ? [at(live, 'properties.retentionDays')]
      : items(at(live, 'auditingSettings')).map((policy) => at(policy, 'retentionDays'))
    for (const days of periods) {
      // None or 0 is for ever.
      if (days.value.kind === 'absent') continue
      yield* must(any([is(days, 0), atLeast(days, 90)]), 'The audit log is kept for less than 90 days.', days)
    }
  },

  examples: {
    good: [
      terraform`
        resource "azurerm_mssql_server" "main" {
          name                         = "db"
          resource_group_name          = "rg"
          location                     = "westeurope"
          version                      = "12.0"
        }
        resource "azurerm_mssql_server_extended_auditing_policy" "main" {
          server_id = azurerm_mssql_server.main.id
          retention_in_days = 90
        }
      `,
      terraform`
        resource "azurerm_mssql_server" "main" {
          name                         = "db"
          resource_group_name          = "rg"
          location                     = "westeurope"
          version                      = "12.0"
        }
        resource "azurerm_mssql_server_extended_auditing_policy" "main" {
          server_id = azurerm_mssql_server.main.id
        }
      `,
    ],
    bad: [
      terraform`
        resource "azurerm_mssql_server" "main" {
          name                         = "db"
          resource_group_name          = "rg"
          location                     = "westeurope"
          version                      = "12.0"
        }
        resource "azurerm_mssql_server_extended_auditing_policy" "main" {
          server_id = azurerm_mssql_server.main.id
          retention_in_days = 30
        }
      `,
      terraform`
        resource "azurerm_sql_server" "main" {
          name                         = "db"
          resource_group_name          = "rg"
          location                     = "westeurope"
          version                      = "12.0"
          extended_auditing_policy {
            retention_in_days = 7
          }
        }
      `,
      terraform`
        resource "azurerm_mssql_database_extended_auditing_policy" "main" {
          database_id       = "db"
          storage_endpoint  = "https://audit.blob.core.windows.net"
          retention_in_days = 6
        }
      `,
    ],
    near: [
      terraform`
        resource "azurerm_mssql_server" "main" {
          name                         = "db"
          resource_group_name          = "rg"
          location                     = "westeurope"
          version                      = "12.0"
        }
        resource "azurerm_mssql_server_extended_auditing_policy" "main" {
          server_id = azurerm_mssql_server.main.id
          retention_in_days = 0
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "azurerm_mssql_server" "main" {
          name                         = "db"
          resource_group_name          = "rg"
          location                     = "westeurope"
          version                      = "12.0"
        }
        resource "azurerm_mssql_server_extended_auditing_policy" "main" {
          server_id = azurerm_mssql_server.main.id
          retention_in_days = var.given
        }
      `,
    ],
  },
}
