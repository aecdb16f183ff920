import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const aksLogging: Rule = {
  id: 'azure/aks/logging',
  title: 'Logs of a Kubernetes cluster go nowhere',
  severity: 'medium',
  why: 'After a crash or an attack there is nothing to look at.',
  fix: 'Add oms_agent with a Log Analytics workspace.',
  subject: ['Microsoft.ContainerService/managedClusters'],
  aliases: [
    { id: 'CKV_AZURE_4', on: ['azurerm_kubernetes_cluster'] },
    { id: 'AVD-AZU-0040', on: ['azurerm_kubernetes_cluster'] },
  ],
  compliance: ['SOC 2 CC7.2'],

  *check(live) {
    yield* mustBe(
      at(live, 'properties.addonProfiles.omsagent.enabled'),
      true,
      'Container logs are sent nowhere.',
    )
  },

  examples: {
    good: [
      terraform`
        resource "azurerm_kubernetes_cluster" "main" {
          name                = "aks"
          location            = "westeurope"
          resource_group_name = "rg"
          dns_prefix          = "aks"
          oms_agent {
            log_analytics_workspace_id = "id"
          }
        }
      `,
    ],
    bad: [
      terraform`
        resource "azurerm_kubernetes_cluster" "main" {
          name                = "aks"
          location            = "westeurope"
          resource_group_name = "rg"
          dns_prefix          = "aks"
        }
      `,
      terraform`
        resource "azurerm_kubernetes_cluster" "main" {
          name                = "aks"
          location            = "westeurope"
          resource_group_name = "rg"
          dns_prefix          = "aks"
          addon_profile {
            oms_agent {
              enabled = false
            }
          }
        }
      `,
    ],
    near: [
      terraform`
        resource "azurerm_kubernetes_cluster" "main" {
          name                = "aks"
          location            = "westeurope"
          resource_group_name = "rg"
          dns_prefix          = "aks"
          addon_profile {
            oms_agent {
              enabled                    = true
              log_analytics_workspace_id = "id"
            }
          }
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "azurerm_kubernetes_cluster" "main" {
          name                = "aks"
          location            = "westeurope"
          resource_group_name = "rg"
          dns_prefix          = "aks"
          addon_profile {
            oms_agent {
              enabled = var.given
            }
          }
        }
      `,
    ],
  },
}
