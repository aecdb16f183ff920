import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBeSet } from '../../verdicts.ts'

export const aksNetworkPolicy: Rule = {
  id: 'azure/aks/network-policy',
  title: 'Nothing in a Kubernetes cluster can keep pods apart',
  severity: 'high',
  why: 'Without an engine, network policies are taken and do nothing: every pod reaches every other.',
  fix: 'Set network_profile.network_policy.',
  subject: ['Microsoft.ContainerService/managedClusters'],
  aliases: [
    { id: 'CKV_AZURE_7', on: ['azurerm_kubernetes_cluster'] },
    { id: 'AVD-AZU-0043', on: ['azurerm_kubernetes_cluster'] },
  ],
  compliance: [],

  *check(live) {
    yield* mustBeSet(
      at(live, 'properties.networkProfile.networkPolicy'),
      'No network policy engine is chosen.',
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
          network_profile {
            network_plugin = "azure"
            network_policy = "azure"
          }
        }
      `,
      terraform`
        resource "azurerm_kubernetes_cluster" "main" {
          name                = "aks"
          location            = "westeurope"
          resource_group_name = "rg"
          dns_prefix          = "aks"
          network_profile {
            network_plugin = "azure"
            network_policy = "calico"
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
          network_profile {
            network_plugin = "azure"
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
          network_profile {
            network_plugin = "azure"
            network_policy = "cilium"
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
          network_profile {
            network_plugin = "azure"
            network_policy = var.given
          }
        }
      `,
    ],
  },
}
