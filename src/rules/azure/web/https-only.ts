import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const webHttpsOnly: Rule = {
  id: 'azure/web/https-only',
  title: 'A web app answers requests without TLS',
  severity: 'critical',
  why: 'Sessions and data then cross the network where anyone on the way can read and change them.',
  fix: 'Set https_only to true.',
  subject: ['Microsoft.Web/sites', 'Microsoft.Web/sites/slots'],
  aliases: [
    { id: 'CKV_AZURE_14', on: ['azurerm_app_service', 'azurerm_linux_web_app', 'azurerm_windows_web_app'] },
    {
      id: 'CKV_AZURE_70',
      on: [
        'azurerm_function_app',
        'azurerm_linux_function_app',
        'azurerm_windows_function_app',
        'azurerm_function_app_slot',
        'azurerm_linux_function_app_slot',
        'azurerm_windows_function_app_slot',
      ],
    },
    {
      id: 'AVD-AZU-0004',
      on: ['azurerm_function_app', 'azurerm_linux_function_app', 'azurerm_windows_function_app'],
    },
    { id: 'AVD-AZU-0072', on: ['azurerm_app_service', 'azurerm_linux_web_app', 'azurerm_windows_web_app'] },
  ],
  compliance: ['CIS Azure 2.1 9.2', 'PCI DSS 4.0 4.2.1', 'SOC 2 CC6.7'],

  *check(live) {
    yield* mustBe(at(live, 'properties.httpsOnly'), true, 'Requests without TLS are answered.')
  },

  examples: {
    good: [
      terraform`
        resource "azurerm_linux_function_app_slot" "main" {
          name            = "next"
          function_app_id = "id"
          https_only      = true
        }
      `,
      terraform`
        resource "azurerm_linux_web_app" "main" {
          name                = "app"
          resource_group_name = "rg"
          location            = "westeurope"
          service_plan_id     = "id"
          https_only = true
        }
      `,
      terraform`
        resource "azurerm_function_app" "main" {
          name                = "app"
          resource_group_name = "rg"
          location            = "westeurope"
          service_plan_id     = "id"
          https_only = true
        }
      `,
    ],
    bad: [
      terraform`
        resource "azurerm_linux_function_app_slot" "main" {
          name            = "next"
          function_app_id = "id"
        }
      `,
      terraform`
        resource "azurerm_linux_web_app" "main" {
          name                = "app"
          resource_group_name = "rg"
          location            = "westeurope"
          service_plan_id     = "id"
        }
      `,
      terraform`
        resource "azurerm_app_service" "main" {
          name                = "app"
          resource_group_name = "rg"
          location            = "westeurope"
          service_plan_id     = "id"
          https_only = false
        }
      `,
      terraform`
        resource "azurerm_windows_web_app" "main" {
          name                = "app"
          resource_group_name = "rg"
          location            = "westeurope"
          service_plan_id     = "id"
          https_only = false
        }
      `,
      terraform`
        resource "azurerm_function_app" "main" {
          name                = "app"
          resource_group_name = "rg"
          location            = "westeurope"
          service_plan_id     = "id"
        }
      `,
    ],
    near: [
      terraform`
        resource "azurerm_windows_web_app" "main" {
          name                = "app"
          resource_group_name = "rg"
          location            = "westeurope"
          service_plan_id     = "id"
          https_only = "true"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "azurerm_linux_web_app" "main" {
          name                = "app"
          resource_group_name = "rg"
          location            = "westeurope"
          service_plan_id     = "id"
          https_only = var.given
        }
      `,
    ],
  },
}
