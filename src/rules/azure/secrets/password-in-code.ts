import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { isWrittenSecret } from '../../written-secret.ts'

const places: Readonly<Record<string, string>> = {
  'Microsoft.Sql/servers': 'properties.administratorLoginPassword',
  'Microsoft.DBforMySQL/servers': 'properties.administratorLoginPassword',
  'Microsoft.DBforPostgreSQL/servers': 'properties.administratorLoginPassword',
  'Microsoft.DBforMariaDB/servers': 'properties.administratorLoginPassword',
  'Microsoft.Compute/virtualMachines': 'properties.osProfile.adminPassword',
  'Microsoft.Compute/virtualMachineScaleSets': 'properties.virtualMachineProfile.osProfile.adminPassword',
  'Microsoft.KeyVault/vaults/secrets': 'properties.value',
}

export const passwordInCode: Rule = {
  id: 'azure/secrets/password-in-code',
  title: 'A password stands in the code',
  severity: 'critical',
  why: 'Everyone who may read the repository, its copies or its history has it, and nobody can change it without a commit.',
  fix: 'Take it from a Key Vault, a variable that is given when the code is applied, or sign in with Entra ID; then change it, since it stays in the history.',
  subject: Object.keys(places),
  aliases: [],
  compliance: ['NIST 800-53 IA-5', 'PCI DSS 4.0 8.6.2', 'SOC 2 CC6.1'],

  *check(live) {
    const fact = at(live, places[live.type] ?? '')
    yield* mustNot(isWrittenSecret(fact, 'password'), 'The password is written in the code.', fact)
  },

  examples: {
    good: [
      terraform`
        variable "password" {
          sensitive = true
        }
        resource "azurerm_mssql_server" "main" {
          name                         = "main"
          resource_group_name          = "rg"
          location                     = "westeurope"
          version                      = "12.0"
          administrator_login          = "app"
          administrator_login_password = var.password
        }
      `,
      terraform`
        resource "azurerm_linux_virtual_machine" "main" {
          name                = "vm"
          resource_group_name = "rg"
          location            = "westeurope"
          size                = "Standard_F2"
          admin_username      = "adminuser"
        }
      `,
    ],
    bad: [
      terraform`
        resource "azurerm_mssql_server" "main" {
          name                         = "main"
          resource_group_name          = "rg"
          location                     = "westeurope"
          version                      = "12.0"
          administrator_login          = "app"
          administrator_login_password = "Correct-H0rse"
        }
      `,
      terraform`
        resource "azurerm_postgresql_server" "main" {
          name                         = "main"
          resource_group_name          = "rg"
          location                     = "westeurope"
          administrator_login_password = "Correct-H0rse"
        }
      `,
      terraform`
        locals {
          password = "Correct-H0rse"
        }
        resource "azurerm_linux_virtual_machine" "main" {
          name                = "vm"
          resource_group_name = "rg"
          location            = "westeurope"
          size                = "Standard_F2"
          admin_username      = "adminuser"
          admin_password      = local.password
        }
      `,
      terraform`
        resource "azurerm_key_vault_secret" "main" {
          name         = "database"
          key_vault_id = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/v"
          value        = "Correct-H0rse"
        }
      `,
    ],
    near: [
      terraform`
        resource "random_password" "main" {
          length = 32
        }
        resource "azurerm_key_vault_secret" "main" {
          name         = "database"
          key_vault_id = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/v"
          value        = random_password.main.result
        }
      `,
    ],
    undecided: [
      terraform`
        variable "stage" {}
        resource "azurerm_mssql_server" "main" {
          name                         = "main"
          resource_group_name          = "rg"
          location                     = "westeurope"
          version                      = "12.0"
          administrator_login          = "app"
          administrator_login_password = var.stage == "local" ? "Correct-H0rse" : null
        }
      `,
    ],
  },
}
