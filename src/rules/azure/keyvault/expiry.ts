import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBeSet } from '../../verdicts.ts'

export const vaultExpiry: Rule = {
  id: 'azure/keyvault/expiry',
  title: 'A key or secret never expires',
  severity: 'medium',
  why: 'A key that leaked years ago still opens everything.',
  fix: 'Set expiration_date, and renew before it.',
  subject: ['Microsoft.KeyVault/vaults/keys', 'Microsoft.KeyVault/vaults/secrets'],
  aliases: [
    { id: 'CKV_AZURE_40', on: ['azurerm_key_vault_key'] },
    { id: 'CKV_AZURE_41', on: ['azurerm_key_vault_secret'] },
    { id: 'AVD-AZU-0014', on: ['azurerm_key_vault_key'] },
    { id: 'AVD-AZU-0017', on: ['azurerm_key_vault_secret'] },
  ],
  compliance: ['CIS Azure 2.1 7.1', 'CIS Azure 2.1 7.3', 'SOC 2 CC6.1'],

  *check(live) {
    yield* mustBeSet(at(live, 'properties.attributes.exp'), 'It has no date of expiry.')
  },

  examples: {
    good: [
      terraform`
        resource "azurerm_key_vault_key" "main" {
          name         = "k"
          key_vault_id = "id"
          key_type     = "RSA"
          key_opts     = ["sign"]
          expiration_date = "2027-12-31T00:00:00Z"
        }
      `,
      terraform`
        resource "azurerm_key_vault_secret" "main" {
          name         = "s"
          key_vault_id = "id"
          value_wo     = "x"
          expiration_date = "2027-12-31T00:00:00Z"
        }
      `,
    ],
    bad: [
      terraform`
        resource "azurerm_key_vault_key" "main" {
          name         = "k"
          key_vault_id = "id"
          key_type     = "RSA"
          key_opts     = ["sign"]
        }
      `,
      terraform`
        resource "azurerm_key_vault_secret" "main" {
          name         = "s"
          key_vault_id = "id"
          value_wo     = "x"
        }
      `,
    ],
    near: [
      terraform`
        resource "azurerm_key_vault_key" "main" {
          name         = "k"
          key_vault_id = "id"
          key_type     = "RSA"
          key_opts     = ["sign"]
          expiration_date = timeadd("2027-01-01T00:00:00Z", "8760h")
        }
      `,
      terraform`
        resource "azurerm_key_vault_secret" "main" {
          name            = "s"
          key_vault_id    = "id"
          value_wo        = "x"
          expiration_date = timeadd(timestamp(), "8760h")
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "azurerm_key_vault_secret" "main" {
          name         = "s"
          key_vault_id = "id"
          value_wo     = "x"
          expiration_date = var.given
        }
      `,
    ],
  },
}
