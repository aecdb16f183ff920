import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBeOneOf } from '../../verdicts.ts'

export const storageTlsVersion: Rule = {
  id: 'azure/storage/tls-version',
  title: 'A storage account speaks TLS older than 1.2',
  severity: 'critical',
  why: 'TLS 1.0 and 1.1 have known flaws with which connections can be read.',
  fix: 'Set min_tls_version to TLS1_2.',
  subject: ['Microsoft.Storage/storageAccounts'],
  aliases: [
    { id: 'CKV_AZURE_44', on: ['azurerm_storage_account'] },
    { id: 'AVD-AZU-0011', on: ['azurerm_storage_account'] },
  ],
  compliance: ['CIS Azure 2.1 3.15', 'PCI DSS 4.0 4.2.1', 'SOC 2 CC6.7'],

  *check(live) {
    yield* mustBeOneOf(
      at(live, 'properties.minimumTlsVersion'),
      ['TLS1_2', 'TLS1_3'],
      'TLS older than 1.2 is spoken.',
    )
  },

  examples: {
    good: [
      terraform`
        resource "azurerm_storage_account" "main" {
          name                     = "logs"
          resource_group_name      = "rg"
          location                 = "westeurope"
          account_tier             = "Standard"
          account_replication_type = "LRS"
        }
      `,
      terraform`
        resource "azurerm_storage_account" "main" {
          name                     = "logs"
          resource_group_name      = "rg"
          location                 = "westeurope"
          account_tier             = "Standard"
          account_replication_type = "LRS"
          min_tls_version = "TLS1_2"
        }
      `,
    ],
    bad: [
      terraform`
        resource "azurerm_storage_account" "main" {
          name                     = "logs"
          resource_group_name      = "rg"
          location                 = "westeurope"
          account_tier             = "Standard"
          account_replication_type = "LRS"
          min_tls_version = "TLS1_0"
        }
      `,
      terraform`
        resource "azurerm_storage_account" "main" {
          name                     = "logs"
          resource_group_name      = "rg"
          location                 = "westeurope"
          account_tier             = "Standard"
          account_replication_type = "LRS"
          min_tls_version = "TLS1_1"
        }
      `,
    ],
    near: [
      terraform`
        resource "azurerm_storage_account" "main" {
          name                     = "logs"
          resource_group_name      = "rg"
          location                 = "westeurope"
          account_tier             = "Standard"
          account_replication_type = "LRS"
          min_tls_version = "TLS1_3"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "old" {}
        resource "azurerm_storage_account" "main" {
          name                     = "logs"
          resource_group_name      = "rg"
          location                 = "westeurope"
          account_tier             = "Standard"
          account_replication_type = "LRS"
          min_tls_version          = var.old ? "TLS1_0" : null
        }
      `,
      terraform`
        variable "given" {}
        resource "azurerm_storage_account" "main" {
          name                     = "logs"
          resource_group_name      = "rg"
          location                 = "westeurope"
          account_tier             = "Standard"
          account_replication_type = "LRS"
          min_tls_version = var.given
        }
      `,
    ],
  },
}
