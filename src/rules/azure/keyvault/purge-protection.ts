import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const purgeProtection: Rule = {
  id: 'azure/keyvault/purge-protection',
  title: 'Keys of a vault can be deleted for good',
  severity: 'medium',
  why: 'A deleted key takes with it everything that was encrypted with it; with purge protection it can be brought back.',
  fix: 'Set purge_protection_enabled to true.',
  subject: ['Microsoft.KeyVault/vaults'],
  aliases: [
    { id: 'CKV_AZURE_42', on: ['azurerm_key_vault'] },
    { id: 'CKV_AZURE_110', on: ['azurerm_key_vault'] },
    { id: 'AVD-AZU-0016', on: ['azurerm_key_vault'] },
  ],
  compliance: ['CIS Azure 2.1 7.5', 'SOC 2 A1.2'],

  *check(live) {
    yield* mustBe(
      at(live, 'properties.enablePurgeProtection'),
      true,
      'What is deleted can be purged at once.',
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
          purge_protection_enabled = true
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
          purge_protection_enabled = false
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
          purge_protection_enabled = "true"
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
          purge_protection_enabled = var.given
        }
      `,
    ],
  },
}
