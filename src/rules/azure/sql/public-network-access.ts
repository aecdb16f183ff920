import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const sqlPublicNetwork: Rule = {
  id: 'azure/sql/public-network-access',
  title: 'A database server can be reached from the internet',
  severity: 'medium',
  why: 'The server answers the whole internet, and only a password and firewall rules stand before the data.',
  fix: 'Set public_network_access_enabled to false and use a private endpoint.',
  subject: [
    'Microsoft.Sql/servers',
    'Microsoft.DBforMySQL/servers',
    'Microsoft.DBforPostgreSQL/servers',
    'Microsoft.DBforMariaDB/servers',
  ],
  aliases: [
    { id: 'CKV_AZURE_113', on: ['azurerm_mssql_server'] },
    { id: 'CKV_AZURE_53', on: ['azurerm_mysql_server'] },
    { id: 'CKV_AZURE_68', on: ['azurerm_postgresql_server'] },
    { id: 'CKV_AZURE_48', on: ['azurerm_mariadb_server'] },
    {
      id: 'AVD-AZU-0022',
      on: [
        'azurerm_mssql_server',
        'azurerm_mysql_server',
        'azurerm_postgresql_server',
        'azurerm_mariadb_server',
      ],
    },
  ],
  compliance: ['CIS Azure 2.1 4.1.2', 'PCI DSS 4.0 1.4.4', 'SOC 2 CC6.6'],

  *check(live) {
    yield* mustBe(at(live, 'properties.publicNetworkAccess'), 'Disabled', 'The public endpoint is open.')
  },

  examples: {
    good: [
      terraform`
        resource "azurerm_mssql_server" "main" {
          name                         = "db"
          resource_group_name          = "rg"
          location                     = "westeurope"
          version                      = "12.0"
          public_network_access_enabled = false
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
          public_network_access_enabled = true
        }
      `,
      terraform`
        resource "azurerm_postgresql_server" "main" {
          name                          = "db"
          resource_group_name           = "rg"
          location                      = "westeurope"
          sku_name                      = "GP_Gen5_4"
          version                       = "11"
          ssl_enforcement_enabled       = true
          public_network_access_enabled = true
        }
      `,
      terraform`
        resource "azurerm_mariadb_server" "main" {
          name                    = "db"
          resource_group_name     = "rg"
          location                = "westeurope"
          sku_name                = "B_Gen5_2"
          version                 = "10.2"
          ssl_enforcement_enabled = true
        }
      `,
    ],
    near: [
      terraform`
        variable "inner" {}
        resource "azurerm_mssql_server" "main" {
          name                          = "db"
          resource_group_name           = "rg"
          location                      = "westeurope"
          version                       = "12.0"
          public_network_access_enabled = var.inner ? false : "false"
        }
      `,
      terraform`
        resource "azurerm_mssql_server" "main" {
          name                         = "db"
          resource_group_name          = "rg"
          location                     = "westeurope"
          version                      = "12.0"
          public_network_access_enabled = "false"
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
          public_network_access_enabled = var.given
        }
      `,
    ],
  },
}
