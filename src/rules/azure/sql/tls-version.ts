import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBeOneOf } from '../../verdicts.ts'

export const sqlTlsVersion: Rule = {
  id: 'azure/sql/tls-version',
  title: 'A database server speaks TLS older than 1.2',
  severity: 'medium',
  why: 'TLS 1.0 and 1.1 have known flaws with which connections can be read.',
  fix: 'Set minimum_tls_version to 1.2, or ssl_minimal_tls_version_enforced to TLS1_2.',
  subject: ['Microsoft.Sql/servers', 'Microsoft.DBforMySQL/servers', 'Microsoft.DBforPostgreSQL/servers'],
  aliases: [
    { id: 'CKV_AZURE_52', on: ['azurerm_mssql_server'] },
    { id: 'CKV_AZURE_54', on: ['azurerm_mysql_server'] },
    { id: 'CKV_AZURE_147', on: ['azurerm_postgresql_server'] },
    { id: 'AVD-AZU-0026', on: ['azurerm_mssql_server', 'azurerm_mysql_server', 'azurerm_postgresql_server'] },
  ],
  compliance: ['PCI DSS 4.0 4.2.1', 'SOC 2 CC6.7'],

  *check(live) {
    yield* mustBeOneOf(
      at(live, 'properties.minimalTlsVersion'),
      ['1.2', 'TLS1_2', '1.3', 'TLS1_3'],
      'TLS older than 1.2 is spoken.',
    )
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
      `,
      terraform`
        resource "azurerm_mssql_server" "main" {
          name                         = "db"
          resource_group_name          = "rg"
          location                     = "westeurope"
          version                      = "12.0"
          minimum_tls_version = "1.2"
        }
      `,
      terraform`
        resource "azurerm_mysql_server" "main" {
          name                = "db"
          resource_group_name = "rg"
          location            = "westeurope"
          ssl_minimal_tls_version_enforced = "TLS1_2"
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
          minimum_tls_version = "1.0"
        }
      `,
      terraform`
        resource "azurerm_mssql_server" "main" {
          name                         = "db"
          resource_group_name          = "rg"
          location                     = "westeurope"
          version                      = "12.0"
          minimum_tls_version = "Disabled"
        }
      `,
      terraform`
        resource "azurerm_mysql_server" "main" {
          name                = "db"
          resource_group_name = "rg"
          location            = "westeurope"
          ssl_minimal_tls_version_enforced = "TLS1_1"
        }
      `,
      terraform`
        resource "azurerm_postgresql_server" "main" {
          name                = "db"
          resource_group_name = "rg"
          location            = "westeurope"
          ssl_minimal_tls_version_enforced = "TLSEnforcementDisabled"
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
          minimum_tls_version = "1.3"
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
          minimum_tls_version = var.given
        }
      `,
    ],
  },
}
