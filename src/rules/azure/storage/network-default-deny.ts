import { at, is } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBe, unless } from '../../verdicts.ts'

export const storageDefaultDeny: Rule = {
  id: 'azure/storage/network-default-deny',
  title: 'A storage account is reachable from every network',
  severity: 'critical',
  why: 'Whoever has a key or a signed address gets in from anywhere.',
  fix: 'Add network_rules with default_action Deny and the networks that need access.',
  subject: ['Microsoft.Storage/storageAccounts'],
  aliases: [
    { id: 'CKV_AZURE_35', on: ['azurerm_storage_account', 'azurerm_storage_account_network_rules'] },
    { id: 'AVD-AZU-0012', on: ['azurerm_storage_account', 'azurerm_storage_account_network_rules'] },
  ],
  compliance: ['CIS Azure 2.1 3.8', 'PCI DSS 4.0 1.4.4', 'SOC 2 CC6.6'],

  *check(live) {
    const open = at(live, 'properties.publicNetworkAccess')
    const byDefault = at(live, 'properties.networkAcls.defaultAction')
    yield* unless(
      is(open, 'Disabled'),
      open,
      mustBe(byDefault, 'Deny', 'Every network is let in by default.'),
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
          network_rules {
            default_action = "Deny"
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
        resource "azurerm_storage_account_network_rules" "main" {
          storage_account_id = azurerm_storage_account.main.id
          default_action     = "Deny"
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
          network_rules {
            default_action = "Allow"
          }
        }
      `,
      terraform`
        resource "azurerm_storage_account_network_rules" "main" {
          storage_account_id = "id"
          default_action     = "Allow"
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
          public_network_access_enabled = false
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
        resource "azurerm_storage_account_network_rules" "main" {
          resource_group_name  = "rg"
          storage_account_name = azurerm_storage_account.main.name
          default_action       = "Deny"
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
      terraform`
        variable "given" {}
        resource "azurerm_storage_account" "main" {
          name                     = "logs"
          resource_group_name      = "rg"
          location                 = "westeurope"
          account_tier             = "Standard"
          account_replication_type = "LRS"
          network_rules {
            default_action = var.given
          }
        }
      `,
    ],
  },
}
