import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const requireTls: Rule = {
  id: 'azure/sql/require-tls',
  title: 'A database server takes connections without TLS',
  severity: 'medium',
  why: 'Passwords and data then cross the network where anyone on the way can read them.',
  fix: 'Set ssl_enforcement_enabled to true.',
  subject: [
    'Microsoft.DBforMySQL/servers',
    'Microsoft.DBforPostgreSQL/servers',
    'Microsoft.DBforMariaDB/servers',
  ],
  aliases: [
    { id: 'CKV_AZURE_28', on: ['azurerm_mysql_server'] },
    { id: 'CKV_AZURE_29', on: ['azurerm_postgresql_server'] },
    { id: 'CKV_AZURE_47', on: ['azurerm_mariadb_server'] },
    {
      id: 'AVD-AZU-0020',
      on: ['azurerm_mysql_server', 'azurerm_postgresql_server', 'azurerm_mariadb_server'],
    },
  ],
  compliance: ['CIS Azure 2.1 4.3.1', 'PCI DSS 4.0 4.2.1', 'SOC 2 CC6.7'],

  *check(live) {
    yield* mustBe(at(live, 'properties.sslEnforcement'), 'Enabled', 'Connections without TLS are taken.')
  },

  examples: {
    good: [
      terraform`
        resource "azurerm_mysql_server" "main" {
          name                = "db"
          resource_group_name = "rg"
          location            = "westeurope"
          ssl_enforcement_enabled = true
        }
      `,
      terraform`
        resource "azurerm_postgresql_server" "main" {
          name                = "db"
          resource_group_name = "rg"
          location            = "westeurope"
          ssl_enforcement_enabled = true
        }
      `,
    ],
    bad: [
      terraform`
        resource "azurerm_mysql_server" "main" {
          name                = "db"
          resource_group_name = "rg"
          location            = "westeurope"
          ssl_enforcement_enabled = false
        }
      `,
      terraform`
        resource "azurerm_postgresql_server" "main" {
          name                = "db"
          resource_group_name = "rg"
          location            = "westeurope"
          ssl_enforcement_enabled = false
        }
      `,
      terraform`
        resource "azurerm_mariadb_server" "main" {
          name                = "db"
          resource_group_name = "rg"
          location            = "westeurope"
          ssl_enforcement_enabled = false
        }
      `,
      terraform`
        resource "azurerm_mariadb_server" "main" {
          name                = "db"
          resource_group_name = "rg"
          location            = "westeurope"
        }
      `,
    ],
    near: [
      terraform`
        resource "azurerm_mysql_server" "main" {
          name                = "db"
          resource_group_name = "rg"
          location            = "westeurope"
          ssl_enforcement = "Enabled"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "azurerm_postgresql_server" "main" {
          name                = "db"
          resource_group_name = "rg"
          location            = "westeurope"
          ssl_enforcement_enabled = var.given
        }
      `,
    ],
  },
}
