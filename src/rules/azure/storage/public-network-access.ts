import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const storagePublicNetwork: Rule = {
  id: 'azure/storage/public-network-access',
  title: 'A storage account can be reached from the internet',
  severity: 'high',
  why: 'The account’s endpoints answer the whole internet, and only keys stand before the data.',
  fix: 'Set public_network_access_enabled to false and use private endpoints.',
  subject: ['Microsoft.Storage/storageAccounts'],
  aliases: [{ id: 'CKV_AZURE_59', on: ['azurerm_storage_account'] }],
  compliance: ['CIS Azure 2.1 3.7', 'PCI DSS 4.0 1.4.4', 'SOC 2 CC6.6'],

  *check(live) {
    yield* mustBe(at(live, 'properties.publicNetworkAccess'), 'Disabled', 'The public endpoint is open.')
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
          public_network_access_enabled = false
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
        }
      `,
      terraform`
        resource "azurerm_storage_account" "main" {
          name                     = "logs"
          resource_group_name      = "rg"
          location                 = "westeurope"
          account_tier             = "Standard"
          account_replication_type = "LRS"
          public_network_access_enabled = true
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
          public_network_access_enabled = "false"
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
          public_network_access_enabled = var.given
        }
      `,
    ],
  },
}
