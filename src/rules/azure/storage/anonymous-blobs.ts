import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const anonymousBlobs: Rule = {
  id: 'azure/storage/anonymous-blobs',
  title: 'Containers of a storage account may be made public',
  severity: 'high',
  why: 'One wrong setting of one container then puts its blobs on the internet.',
  fix: 'Set allow_nested_items_to_be_public to false.',
  subject: ['Microsoft.Storage/storageAccounts'],
  aliases: [
    { id: 'CKV_AZURE_190', on: ['azurerm_storage_account'] },
    { id: 'CKV2_AZURE_47', on: ['azurerm_storage_account'] },
  ],
  compliance: ['CIS Azure 2.1 3.17', 'PCI DSS 4.0 1.4.4', 'SOC 2 CC6.1'],

  *check(live) {
    yield* mustBe(at(live, 'properties.allowBlobPublicAccess'), false, 'Containers may be made public.')
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
          allow_nested_items_to_be_public = false
        }
      `,
      terraform`
        resource "azurerm_storage_account" "main" {
          name                     = "logs"
          resource_group_name      = "rg"
          location                 = "westeurope"
          account_tier             = "Standard"
          account_replication_type = "LRS"
          allow_blob_public_access = false
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
          allow_nested_items_to_be_public = true
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
          allow_nested_items_to_be_public = "false"
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
          allow_nested_items_to_be_public = var.given
        }
      `,
    ],
  },
}
