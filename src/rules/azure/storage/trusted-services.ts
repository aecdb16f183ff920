import { at, has, is } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'

export const trustedServices: Rule = {
  id: 'azure/storage/trusted-services',
  title: 'Azure’s own services are locked out of a storage account',
  severity: 'high',
  why: 'Backup, monitoring and logging can no longer reach the account, and stop without a word.',
  fix: 'Add AzureServices to bypass.',
  subject: ['Microsoft.Storage/storageAccounts'],
  aliases: [
    { id: 'CKV_AZURE_36', on: ['azurerm_storage_account', 'azurerm_storage_account_network_rules'] },
    { id: 'AVD-AZU-0010', on: ['azurerm_storage_account', 'azurerm_storage_account_network_rules'] },
  ],
  compliance: ['CIS Azure 2.1 3.9'],

  *check(live) {
    const rules = at(live, 'properties.networkAcls')
    const bypass = at(rules, 'bypass')
    // Nobody is locked out where everybody is let in, and AzureServices is what an account has by default.
    if (is(at(rules, 'defaultAction'), 'Deny') === 'no' || bypass.value.kind === 'absent') return
    yield* must(has(bypass, 'AzureServices'), 'Trusted services of Azure are not let in.', bypass)
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
          network_rules {
            default_action = "Deny"
            bypass         = ["AzureServices"]
          }
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
          network_rules {
            default_action = "Deny"
            bypass         = ["Metrics"]
          }
        }
      `,
      terraform`
        resource "azurerm_storage_account_network_rules" "main" {
          storage_account_id = "id"
          default_action     = "Deny"
          bypass             = ["None"]
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
          network_rules {
            default_action = "Allow"
            bypass         = ["Metrics"]
          }
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
          network_rules {
            default_action = "Deny"
            bypass         = var.given
          }
        }
      `,
    ],
  },
}
