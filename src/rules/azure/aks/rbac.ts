import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const aksRbac: Rule = {
  id: 'azure/aks/rbac',
  title: 'A Kubernetes cluster has no role-based access control',
  severity: 'high',
  why: 'Everyone with a credential may do everything in the cluster.',
  fix: 'Set role_based_access_control_enabled to true; it can only be set when the cluster is made.',
  subject: ['Microsoft.ContainerService/managedClusters'],
  aliases: [
    { id: 'CKV_AZURE_5', on: ['azurerm_kubernetes_cluster'] },
    { id: 'AVD-AZU-0042', on: ['azurerm_kubernetes_cluster'] },
  ],
  compliance: ['CIS Azure 2.1 8.5', 'PCI DSS 4.0 7.3.1', 'SOC 2 CC6.3'],

  *check(live) {
    yield* mustBe(at(live, 'properties.enableRBAC'), true, 'Role-based access control is off.')
  },

  examples: {
    good: [
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
          role_based_access_control_enabled = true
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
          role_based_access_control_enabled = false
        }
      `,
      terraform`
        resource "azurerm_kubernetes_cluster" "main" {
          name                = "aks"
          location            = "westeurope"
          resource_group_name = "rg"
          dns_prefix          = "aks"
          role_based_access_control {
            enabled = false
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
          role_based_access_control {
            enabled = true
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
          role_based_access_control_enabled = var.given
        }
      `,
    ],
  },
}
