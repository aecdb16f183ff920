import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const sqlPublicNetwork: Rule = {
  id: 'azure/sql/public-network-access',
  title: 'A SQL server can be reached from the internet',
  severity: 'medium',
  why: 'The server answers the whole internet, and only a password and firewall rules stand before the data.',
  fix: 'Set public_network_access_enabled to false and use a private endpoint.',
  subject: ['Microsoft.Sql/servers'],
  aliases: [
    { id: 'CKV_AZURE_113', on: ['azurerm_mssql_server'] },
    { id: 'AVD-AZU-0022', on: ['azurerm_mssql_server'] },
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
    ],
    near: [
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
