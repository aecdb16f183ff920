import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBeSet } from '../../verdicts.ts'

export const storageCustomerKey: Rule = {
  id: 'azure/storage/customer-key',
  title: 'A storage account is not encrypted with a key of your own',
  severity: 'medium',
  why: 'With the service’s key nobody but Microsoft can revoke it or say who used it.',
  fix: 'Add customer_managed_key, or an azurerm_storage_account_customer_managed_key.',
  subject: ['Microsoft.Storage/storageAccounts'],
  aliases: [
    { id: 'CKV2_AZURE_1', on: ['azurerm_storage_account'] },
    { id: 'AVD-AZU-0060', on: ['azurerm_storage_account'] },
  ],
  compliance: ['CIS Azure 2.1 3.12', 'SOC 2 CC6.1'],

  *check(live) {
    yield* mustBeSet(
      at(live, 'properties.encryption.keyVaultProperties.keyName'),
      'The account is encrypted with the service’s key.',
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
          customer_managed_key {
            key_vault_key_id          = "https://v.vault.azure.net/keys/k/1"
            user_assigned_identity_id = "id"
          }
        }
      `,
      terraform`
        resource "azurerm_storage_account" "main" {
          name                     = "logs"
          resource_group_name      = "rg"
          location                 = "westeurope"
          account_tier             = "Standard"
          account_replication_type = "LRS"
        }
        resource "azurerm_storage_account_customer_managed_key" "main" {
          storage_account_id = azurerm_storage_account.main.id
          key_vault_id       = "id"
          key_name           = "k"
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
          infrastructure_encryption_enabled = true
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
        }
        resource "azurerm_key_vault_key" "k" {
          name         = "k"
          key_vault_id = "id"
          key_type     = "RSA"
          key_opts     = ["sign"]
        }
        resource "azurerm_storage_account_customer_managed_key" "main" {
          storage_account_id = azurerm_storage_account.main.id
          key_vault_id       = "id"
          key_name           = azurerm_key_vault_key.k.name
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
          customer_managed_key {
            key_vault_key_id          = var.given
            user_assigned_identity_id = "id"
          }
        }
      `,
    ],
  },
}
