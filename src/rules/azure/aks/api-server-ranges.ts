import { all, any, at, has, is, isSet, not } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'

export const apiServerRanges: Rule = {
  id: 'azure/aks/api-server-ranges',
  title: 'The API server of a Kubernetes cluster answers the whole internet',
  severity: 'critical',
  why: 'A leaked credential, or the next flaw in the API server, can be used from anywhere.',
  fix: 'Name the ranges in api_server_access_profile.authorized_ip_ranges, or make the cluster private.',
  subject: ['Microsoft.ContainerService/managedClusters'],
  aliases: [
    { id: 'CKV_AZURE_6', on: ['azurerm_kubernetes_cluster'] },
    { id: 'AVD-AZU-0041', on: ['azurerm_kubernetes_cluster'] },
  ],
  compliance: ['PCI DSS 4.0 1.4.2', 'SOC 2 CC6.6'],

  *check(live) {
    const profile = at(live, 'properties.apiServerAccessProfile')
    const isPrivate = is(at(profile, 'enablePrivateCluster'), true)
    const ranges = at(profile, 'authorizedIPRanges')
    const named = all([isSet(ranges), not(has(ranges, '0.0.0.0/0'))])
    yield* must(any([isPrivate, named]), 'The API server answers every address.', ranges)
  },

  examples: {
    good: [
      terraform`
        resource "azurerm_kubernetes_cluster" "main" {
          name                = "aks"
          location            = "westeurope"
          resource_group_name = "rg"
          dns_prefix          = "aks"
          api_server_access_profile {
            authorized_ip_ranges = ["198.51.100.0/24"]
          }
        }
      `,
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
          api_server_access_profile {
            authorized_ip_ranges = ["0.0.0.0/0"]
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
          api_server_authorized_ip_ranges = ["198.51.100.0/24"]
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
          api_server_access_profile {
            authorized_ip_ranges = var.given
          }
        }
      `,
    ],
  },
}
