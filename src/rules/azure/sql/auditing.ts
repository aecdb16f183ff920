import { at, is, items } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { must, mustNot } from '../../verdicts.ts'

const sources = [
  'azurerm_sql_server',
  'azurerm_mssql_server',
  'azurerm_mssql_server_extended_auditing_policy',
]

export const sqlAuditing: Rule = {
  id: 'azure/sql/auditing',
  title: 'A SQL server keeps no audit log',
  severity: 'medium',
  why: 'After an attack nobody can say who read or changed what.',
  fix: 'Add an azurerm_mssql_server_extended_auditing_policy for the server.',
  subject: ['Microsoft.Sql/servers'],
  aliases: [
    { id: 'CKV_AZURE_23', on: sources },
    { id: 'CKV_AZURE_24', on: sources },
    { id: 'AVD-AZU-0025', on: sources },
  ],
  compliance: ['CIS Azure 2.1 4.1.1', 'PCI DSS 4.0 10.2.1', 'SOC 2 CC7.2'],

  *check(live) {
    const policies = at(live, 'auditingSettings')
    if (policies.value.kind === 'absent') yield* must('no', 'No auditing policy is set.', policies)
    for (const policy of items(policies)) {
      yield* mustNot(
        is(at(policy, 'state'), 'Disabled'),
        'The auditing policy is switched off.',
        at(policy, 'state'),
      )
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
        }
      `,
      terraform`
        resource "azurerm_sql_server" "main" {
          name                         = "db"
          resource_group_name          = "rg"
          location                     = "westeurope"
          version                      = "12.0"
          extended_auditing_policy {
            retention_in_days = 120
          }
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
          enabled = false
        }
      `,
      terraform`
        resource "azurerm_sql_server" "main" {
          name                         = "db"
          resource_group_name          = "rg"
          location                     = "westeurope"
          version                      = "12.0"
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
          enabled = true
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
          enabled = var.given
        }
      `,
    ],
  },
}
