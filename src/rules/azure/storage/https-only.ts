import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const httpsOnly: Rule = {
  id: 'azure/storage/https-only',
  title: 'A storage account takes requests without TLS',
  severity: 'high',
  why: 'Keys and data then cross the network where anyone on the way can read and change them.',
  fix: 'Set https_traffic_only_enabled to true.',
  subject: ['Microsoft.Storage/storageAccounts'],
  aliases: [
    { id: 'CKV_AZURE_3', on: ['azurerm_storage_account'] },
    { id: 'AVD-AZU-0008', on: ['azurerm_storage_account'] },
  ],
  compliance: ['CIS Azure 2.1 3.1', 'PCI DSS 4.0 4.2.1', 'SOC 2 CC6.7'],

  *check(live) {
    yield* mustBe(at(live, 'properties.supportsHttpsTrafficOnly'), true, 'Requests without TLS are taken.')
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
          https_traffic_only_enabled = true
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
          https_traffic_only_enabled = false
        }
      `,
      terraform`
        resource "azurerm_storage_account" "main" {
          name                     = "logs"
          resource_group_name      = "rg"
          location                 = "westeurope"
          account_tier             = "Standard"
          account_replication_type = "LRS"
          enable_https_traffic_only = false
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
          https_traffic_only_enabled = "true"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "azurerm_storage_account" "main" {
          name                     = "logs"
          resource_group_name      = "rg"
          location                 = "westeurope"
          account_tier             = "Standard"
          account_replication_type = "LRS"
          https_traffic_only_enabled = var.given
        }
      `,
    ],
  },
}
