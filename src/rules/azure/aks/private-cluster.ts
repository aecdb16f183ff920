import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const privateCluster: Rule = {
  id: 'azure/aks/private-cluster',
  title: 'A Kubernetes cluster is not private',
  severity: 'medium',
  why: 'Its API server has a public address that can be found and tried.',
  fix: 'Set private_cluster_enabled to true; it can only be set when the cluster is made.',
  subject: ['Microsoft.ContainerService/managedClusters'],
  aliases: [
    { id: 'CKV_AZURE_115', on: ['azurerm_kubernetes_cluster'] },
    { id: 'AVD-AZU-0065', on: ['azurerm_kubernetes_cluster'] },
  ],
  compliance: ['PCI DSS 4.0 1.4.2', 'SOC 2 CC6.6'],

  *check(live) {
    yield* mustBe(
      at(live, 'properties.apiServerAccessProfile.enablePrivateCluster'),
      true,
      'The API server has a public address.',
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
          private_cluster_enabled = true
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
          private_cluster_enabled = false
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
          private_cluster_enabled = "true"
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
          private_cluster_enabled = var.given
        }
      `,
    ],
  },
}
