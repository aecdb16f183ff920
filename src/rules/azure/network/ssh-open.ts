import { terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { openings } from '../ports.ts'

export const sshOpen: Rule = {
  id: 'azure/network/ssh-open',
  title: 'The whole internet can reach SSH',
  severity: 'critical',
  why: 'Passwords and keys are tried there all day long, and the next flaw in it is used within hours.',
  fix: 'Name the addresses that need access, or use Azure Bastion.',
  subject: ['Microsoft.Network/networkSecurityGroups'],
  aliases: [
    { id: 'CKV_AZURE_10', on: ['azurerm_network_security_group', 'azurerm_network_security_rule'] },
    { id: 'AVD-AZU-0050', on: ['azurerm_network_security_group', 'azurerm_network_security_rule'] },
  ],
  compliance: ['CIS Azure 2.1 6.2', 'PCI DSS 4.0 1.3.1', 'SOC 2 CC6.6'],

  *check(live) {
    for (const { open, source } of openings(live, 22)) {
      yield* mustNot(open, 'Port 22 is open to the whole internet.', source)
    }
  },

  examples: {
    good: [
      terraform`
        resource "azurerm_network_security_rule" "main" {
          name                        = "in"
          priority                    = 100
          direction                   = "Inbound"
          access                      = "Allow"
          protocol                    = "Tcp"
          source_port_range           = "*"
          destination_port_range      = "22"
          source_address_prefix       = "10.0.0.0/8"
          destination_address_prefix  = "*"
          resource_group_name         = "rg"
          network_security_group_name = "nsg"
        }
      `,
      terraform`
        resource "azurerm_network_security_group" "main" {
          name                = "nsg"
          location            = "westeurope"
          resource_group_name = "rg"
          security_rule {
            name                       = "in"
            priority                   = 100
            direction                  = "Inbound"
            access                     = "Allow"
            protocol                   = "Tcp"
            source_port_range          = "*"
            destination_port_range     = "443"
            source_address_prefix      = "*"
            destination_address_prefix = "*"
          }
        }
      `,
    ],
    bad: [
      terraform`
        resource "azurerm_network_security_rule" "main" {
          name                        = "in"
          priority                    = 100
          direction                   = "Inbound"
          access                      = "Allow"
          protocol                    = "Tcp"
          source_port_range           = "*"
          destination_port_range      = "22"
          source_address_prefix       = "*"
          destination_address_prefix  = "*"
          resource_group_name         = "rg"
          network_security_group_name = "nsg"
        }
      `,
      terraform`
        resource "azurerm_network_security_rule" "main" {
          name                        = "in"
          priority                    = 100
          direction                   = "Inbound"
          access                      = "Allow"
          protocol                    = "Tcp"
          source_port_range           = "*"
          destination_port_range      = "*"
          source_address_prefix       = "0.0.0.0/0"
          destination_address_prefix  = "*"
          resource_group_name         = "rg"
          network_security_group_name = "nsg"
        }
      `,
      terraform`
        resource "azurerm_network_security_rule" "main" {
          name                        = "in"
          priority                    = 100
          direction                   = "Inbound"
          access                      = "Allow"
          protocol                    = "Tcp"
          source_port_range           = "*"
          destination_port_ranges     = ["80", "21-23"]
          source_address_prefix       = "*"
          destination_address_prefix  = "*"
          resource_group_name         = "rg"
          network_security_group_name = "nsg"
        }
      `,
      terraform`
        resource "azurerm_network_security_rule" "main" {
          name                        = "in"
          priority                    = 100
          direction                   = "Inbound"
          access                      = "Allow"
          protocol                    = "*"
          source_port_range           = "*"
          destination_port_range      = "22"
          source_address_prefix       = "Internet"
          destination_address_prefix  = "*"
          resource_group_name         = "rg"
          network_security_group_name = "nsg"
        }
      `,
      terraform`
        resource "azurerm_network_security_group" "main" {
          name                = "nsg"
          location            = "westeurope"
          resource_group_name = "rg"
          security_rule {
            name                       = "in"
            priority                   = 100
            direction                  = "Inbound"
            access                     = "Allow"
            protocol                   = "Tcp"
            source_port_range          = "*"
            destination_port_range     = "22"
            source_address_prefix      = "*"
            destination_address_prefix = "*"
          }
        }
      `,
      terraform`
        resource "azurerm_network_security_rule" "main" {
          name                        = "in"
          priority                    = 100
          direction                   = "Inbound"
          access                      = "Allow"
          protocol                    = "Any"
          source_port_range           = "*"
          destination_port_range      = "Any"
          source_address_prefix       = "Any"
          destination_address_prefix  = "*"
          resource_group_name         = "rg"
          network_security_group_name = "nsg"
        }
      `,
    ],
    near: [
      terraform`
        resource "azurerm_network_security_rule" "main" {
          name                        = "in"
          priority                    = 100
          direction                   = "Inbound"
          access                      = "Deny"
          protocol                    = "Tcp"
          source_port_range           = "*"
          destination_port_range      = "22"
          source_address_prefix       = "*"
          destination_address_prefix  = "*"
          resource_group_name         = "rg"
          network_security_group_name = "nsg"
        }
      `,
      terraform`
        resource "azurerm_network_security_rule" "main" {
          name                        = "in"
          priority                    = 100
          direction                   = "Outbound"
          access                      = "Allow"
          protocol                    = "Tcp"
          source_port_range           = "*"
          destination_port_range      = "22"
          source_address_prefix       = "*"
          destination_address_prefix  = "*"
          resource_group_name         = "rg"
          network_security_group_name = "nsg"
        }
      `,
      terraform`
        resource "azurerm_network_security_rule" "main" {
          name                        = "in"
          priority                    = 100
          direction                   = "Inbound"
          access                      = "Allow"
          protocol                    = "Udp"
          source_port_range           = "*"
          destination_port_range      = "22"
          source_address_prefix       = "*"
          destination_address_prefix  = "*"
          resource_group_name         = "rg"
          network_security_group_name = "nsg"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "azurerm_network_security_rule" "main" {
          name                        = "in"
          priority                    = 100
          direction                   = "Inbound"
          access                      = "Allow"
          protocol                    = "Tcp"
          source_port_range           = "*"
          destination_port_range      = "22"
          source_address_prefix       = var.given
          destination_address_prefix  = "*"
          resource_group_name         = "rg"
          network_security_group_name = "nsg"
        }
      `,
    ],
  },
}
