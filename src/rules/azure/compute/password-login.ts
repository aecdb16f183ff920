import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const passwordLogin: Rule = {
  id: 'azure/compute/password-login',
  title: 'A Linux machine takes passwords',
  severity: 'high',
  why: 'Passwords are guessed; keys are not.',
  fix: 'Set disable_password_authentication to true and give an SSH key.',
  subject: ['Microsoft.Compute/virtualMachines', 'Microsoft.Compute/virtualMachineScaleSets'],
  aliases: [
    { id: 'CKV_AZURE_1', on: ['azurerm_virtual_machine', 'azurerm_linux_virtual_machine'] },
    { id: 'CKV_AZURE_149', on: ['azurerm_linux_virtual_machine', 'azurerm_linux_virtual_machine_scale_set'] },
    { id: 'CKV_AZURE_49', on: ['azurerm_linux_virtual_machine_scale_set'] },
    {
      id: 'AVD-AZU-0039',
      on: [
        'azurerm_virtual_machine',
        'azurerm_linux_virtual_machine',
        'azurerm_linux_virtual_machine_scale_set',
      ],
    },
  ],
  compliance: ['SOC 2 CC6.1'],

  *check(live) {
    const profile = live.type.endsWith('ScaleSets')
      ? 'properties.virtualMachineProfile.osProfile'
      : 'properties.osProfile'
    const linux = at(live, `${profile}.linuxConfiguration`)
    // Machines with Windows have none.
    if (linux.value.kind === 'absent') return
    yield* mustBe(at(linux, 'disablePasswordAuthentication'), true, 'The machine takes passwords.')
  },

  examples: {
    good: [
      terraform`
        resource "azurerm_linux_virtual_machine" "main" {
          name                = "vm"
          resource_group_name = "rg"
          location            = "westeurope"
          size                = "Standard_F2"
          admin_username      = "adminuser"
        }
      `,
      terraform`
        resource "azurerm_virtual_machine" "main" {
          name = "vm"
          os_profile_linux_config {
            disable_password_authentication = true
          }
        }
      `,
      terraform`
        resource "azurerm_linux_virtual_machine_scale_set" "main" {
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
        resource "azurerm_linux_virtual_machine" "main" {
          name                = "vm"
          resource_group_name = "rg"
          location            = "westeurope"
          size                = "Standard_F2"
          admin_username      = "adminuser"
          disable_password_authentication = false
        }
      `,
      terraform`
        resource "azurerm_virtual_machine" "main" {
          name = "vm"
          os_profile_linux_config {
            disable_password_authentication = false
          }
        }
      `,
      terraform`
        resource "azurerm_linux_virtual_machine_scale_set" "main" {
          name                = "vm"
          resource_group_name = "rg"
          location            = "westeurope"
          size                = "Standard_F2"
          admin_username      = "adminuser"
          disable_password_authentication = false
        }
      `,
    ],
    near: [
      terraform`
        resource "azurerm_virtual_machine" "main" {
          name = "vm"
          os_profile_windows_config {
            provision_vm_agent = true
          }
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "azurerm_linux_virtual_machine" "main" {
          name                = "vm"
          resource_group_name = "rg"
          location            = "westeurope"
          size                = "Standard_F2"
          admin_username      = "adminuser"
          disable_password_authentication = var.given
        }
      `,
    ],
  },
}
