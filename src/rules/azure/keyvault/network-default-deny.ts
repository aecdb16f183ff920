import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const vaultDefaultDeny: Rule = {
  id: 'azure/keyvault/network-default-deny',
  title: 'A key vault is reachable from every network',
  severity: 'critical',
  why: 'Whoever has a credential gets the keys and secrets from anywhere.',
  fix: 'Add network_acls with default_action Deny.',
  subject: ['Microsoft.KeyVault/vaults'],
  aliases: [
    { id: 'CKV_AZURE_109', on: ['azurerm_key_vault'] },
    { id: 'AVD-AZU-0013', on: ['azurerm_key_vault'] },
  ],
  compliance: ['CIS Azure 2.1 7.7', 'PCI DSS 4.0 1.4.2', 'SOC 2 CC6.6'],

  *check(live) {
    yield* mustBe(
      at(live, 'properties.networkAcls.defaultAction'),
      'Deny',
      'Every network is let in by default.',
    )
  },

  examples: {
    good: [
      terraform`
        resource "azurerm_key_vault" "main" {
          name                = "vault"
          location            = "westeurope"
          resource_group_name = "rg"
          tenant_id           = "t"
          sku_name            = "standard"
          network_acls {
            default_action = "Deny"
            bypass         = "AzureServices"
          }
        }
      `,
    ],
    bad: [
      terraform`
        resource "azurerm_key_vault" "main" {
          name                = "vault"
          location            = "westeurope"
          resource_group_name = "rg"
          tenant_id           = "t"
          sku_name            = "standard"
        }
      `,
      terraform`
        resource "azurerm_key_vault" "main" {
          name                = "vault"
          location            = "westeurope"
          resource_group_name = "rg"
          tenant_id           = "t"
          sku_name            = "standard"
          network_acls {
            default_action = "Allow"
            bypass         = "AzureServices"
          }
        }
      `,
    ],
    near: [
      terraform`
        resource "azurerm_key_vault" "main" {
          name                = "vault"
          location            = "westeurope"
          resource_group_name = "rg"
          tenant_id           = "t"
          sku_name            = "standard"
          network_acls {
            bypass         = "None"
            default_action = "Deny"
          }
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "azurerm_key_vault" "main" {
          name                = "vault"
          location            = "westeurope"
          resource_group_name = "rg"
          tenant_id           = "t"
          sku_name            = "standard"
          network_acls {
            default_action = var.given
            bypass         = "None"
          }
        }
      `,
    ],
  },
}
