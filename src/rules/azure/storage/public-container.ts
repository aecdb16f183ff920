import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const publicContainer: Rule = {
  id: 'azure/storage/public-container',
  title: 'A blob container can be read by anyone',
  severity: 'high',
  why: 'Everything in the container is on the internet, for whoever knows or guesses the address.',
  fix: 'Set container_access_type to private.',
  subject: ['Microsoft.Storage/storageAccounts/blobServices/containers'],
  aliases: [
    { id: 'CKV_AZURE_34', on: ['azurerm_storage_container'] },
    { id: 'AVD-AZU-0007', on: ['azurerm_storage_container'] },
  ],
  compliance: ['CIS Azure 2.1 3.7', 'PCI DSS 4.0 1.4.4', 'SOC 2 CC6.1'],

  *check(live) {
    yield* mustBe(at(live, 'properties.publicAccess'), 'None', 'The container can be read by anyone.')
  },

  examples: {
    good: [
      terraform`
        resource "azurerm_storage_container" "main" {
          name                 = "logs"
          storage_account_name = "logs"
        }
      `,
      terraform`
        resource "azurerm_storage_container" "main" {
          name                 = "logs"
          storage_account_name = "logs"
          container_access_type = "private"
        }
      `,
    ],
    bad: [
      terraform`
        resource "azurerm_storage_container" "main" {
          name                 = "logs"
          storage_account_name = "logs"
          container_access_type = "blob"
        }
      `,
      terraform`
        resource "azurerm_storage_container" "main" {
          name                 = "logs"
          storage_account_name = "logs"
          container_access_type = "container"
        }
      `,
      terraform`
        variable "listed" {}
        resource "azurerm_storage_container" "main" {
          name                 = "logs"
          storage_account_name = "logs"
          container_access_type = var.listed ? "container" : "blob"
        }
      `,
    ],
    near: [
      terraform`
        resource "azurerm_storage_container" "main" {
          name                 = "logs"
          storage_account_name = "logs"
          metadata = {
            access = "public"
          }
        }
      `,
    ],
    undecided: [
      terraform`
        variable "open" {}
        resource "azurerm_storage_container" "main" {
          name                 = "logs"
          storage_account_name = "logs"
          container_access_type = var.open ? "blob" : "private"
        }
      `,
      terraform`
        variable "given" {}
        resource "azurerm_storage_container" "main" {
          name                 = "logs"
          storage_account_name = "logs"
          container_access_type = var.given
        }
      `,
    ],
  },
}
