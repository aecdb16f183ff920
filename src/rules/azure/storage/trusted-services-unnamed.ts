import { at, has, is, not } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'

export const trustedServicesUnnamed: Rule = {
  id: 'azure/storage/trusted-services-unnamed',
  title: 'Trusted services of Azure are left out of the exceptions',
  severity: 'info',
  why: 'Nobody is locked out yet, but on the day that the default becomes Deny backups, logs and monitoring stop.',
  fix: 'Add AzureServices to bypass.',
  subject: ['Microsoft.Storage/storageAccounts'],
  aliases: [{ id: 'AVD-AZU-0010', on: ['azurerm_storage_account', 'azurerm_storage_account_network_rules'] }],
  compliance: [],

  *check(live) {
    const rules = at(live, 'properties.networkAcls')
    const bypass = at(rules, 'bypass')
    // Where others are locked out `azure/storage/trusted-services` speaks.
    if (is(at(rules, 'defaultAction'), 'Allow') !== 'yes' || bypass.value.kind === 'absent') return
    yield* mustNot(
      not(has(bypass, 'AzureServices')),
      'The exceptions leave trusted services of Azure out.',
      bypass,
    )
  },

  examples: {
    good: [
      terraform`
        resource "azurerm_storage_account_network_rules" "main" {
          storage_account_id = "id"
          default_action     = "Allow"
          bypass             = ["AzureServices"]
        }
      `,
    ],
    bad: [
      terraform`
        resource "azurerm_storage_account_network_rules" "main" {
          storage_account_id = "id"
          default_action     = "Allow"
          bypass             = ["Metrics"]
        }
      `,
      terraform`
        resource "azurerm_storage_account" "main" {
          name = "data"
          network_rules {
            default_action = "Allow"
            bypass         = ["Logging"]
          }
        }
      `,
    ],
    near: [
      terraform`
        resource "azurerm_storage_account_network_rules" "main" {
          storage_account_id = "id"
          default_action     = "Deny"
          bypass             = ["Metrics"]
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "azurerm_storage_account_network_rules" "main" {
          storage_account_id = "id"
          default_action     = "Allow"
          bypass             = var.given
        }
      `,
    ],
  },
}
