import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const softDelete: Rule = {
  id: 'azure/keyvault/soft-delete',
  title: 'A vault deletes without a way back',
  severity: 'medium',
  why: 'A deleted key takes with it everything that was encrypted with it.',
  fix: 'Remove soft_delete_enabled: it is on unless it is switched off.',
  subject: ['Microsoft.KeyVault/vaults'],
  aliases: [
    { id: 'CKV_AZURE_42', on: ['azurerm_key_vault'] },
    { id: 'CKV_AZURE_111', on: ['azurerm_key_vault'] },
  ],
  compliance: ['CIS Azure 2.1 7.5', 'SOC 2 A1.2'],

  *check(live) {
    yield* mustBe(at(live, 'properties.enableSoftDelete'), true, 'Soft delete is switched off.')
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
          soft_delete_enabled = false
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
          soft_delete_enabled = true
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
          soft_delete_enabled = var.given
        }
      `,
    ],
  },
}
