import { all, at, is, isOneOf } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { must, unless } from '../../verdicts.ts'

export const queueLogging: Rule = {
  id: 'azure/storage/queue-logging',
  title: 'Requests to a storage account’s queues are not logged',
  severity: 'medium',
  why: 'After an attack nobody can say which messages were read, written or deleted.',
  fix: 'Log read, write and delete in queue_properties.logging.',
  subject: ['Microsoft.Storage/storageAccounts'],
  aliases: [
    { id: 'CKV_AZURE_33', on: ['azurerm_storage_account', 'azurerm_storage_account_queue_properties'] },
    { id: 'AVD-AZU-0009', on: ['azurerm_storage_account', 'azurerm_storage_account_queue_properties'] },
  ],
  compliance: ['CIS Azure 2.1 3.5', 'PCI DSS 4.0 10.2.1', 'SOC 2 CC7.2'],

  *check(live) {
    const [kind, tier, logging] = [at(live, 'kind'), at(live, 'sku.tier'), at(live, 'queueServices.logging')]
    const logged = all(['read', 'write', 'delete'].map((name) => is(at(logging, name), true)))
    const told = must(logged, 'Not all requests to queues are logged.', logging)
    // Accounts of these kinds have no queues, nor do premium ones.
    yield* unless(isOneOf(kind, queueless), kind, unless(is(tier, 'Premium'), tier, told))
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
          queue_properties {
            logging {
              version = "1.0"
              read    = true
              write   = true
              delete  = true
            }
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
        }
      `,
      terraform`
        resource "azurerm_storage_account" "main" {
          name                     = "logs"
          resource_group_name      = "rg"
          location                 = "westeurope"
          account_tier             = "Standard"
          account_replication_type = "LRS"
          queue_properties {
            logging {
              version = "1.0"
              read    = false
              write   = true
              delete  = true
            }
          }
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
          account_kind = "BlockBlobStorage"
        }
      `,
      terraform`
        resource "azurerm_storage_account" "main" {
          name                     = "disks"
          resource_group_name      = "rg"
          location                 = "westeurope"
          account_tier             = "Premium"
          account_replication_type = "LRS"
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
          account_tier             = var.given
          account_replication_type = "LRS"
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
          account_kind = var.given
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
          queue_properties {
            logging {
              version = "1.0"
              read    = var.given
              write   = true
              delete  = true
            }
          }
        }
      `,
    ],
  },
}

const queueless = ['BlobStorage', 'BlockBlobStorage', 'FileStorage']
