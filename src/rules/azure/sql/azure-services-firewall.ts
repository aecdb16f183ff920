import { all, at, is } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'

export const azureServicesFirewall: Rule = {
  id: 'azure/sql/azure-services-firewall',
  title: 'A firewall rule lets every customer of Azure reach a database',
  severity: 'medium',
  why: 'From 0.0.0.0 to 0.0.0.0 stands for every service in Azure, those of other customers among them.',
  fix: 'Remove the rule and use a private endpoint or a virtual network rule.',
  subject: ['Microsoft.Sql/servers/firewallRules', 'Microsoft.DBforMariaDB/servers/firewallRules'],
  aliases: [
    {
      id: 'CKV2_AZURE_34',
      on: ['azurerm_mssql_firewall_rule', 'azurerm_sql_firewall_rule', 'azurerm_mariadb_firewall_rule'],
    },
  ],
  compliance: ['CIS Azure 2.1 4.1.2', 'PCI DSS 4.0 1.4.4', 'SOC 2 CC6.6'],

  *check(live) {
    const start = at(live, 'properties.startIpAddress')
    const everyone = all([is(start, '0.0.0.0'), is(at(live, 'properties.endIpAddress'), '0.0.0.0')])
    yield* mustNot(everyone, 'Services of every customer of Azure are let in.', start)
  },

  examples: {
    good: [
      terraform`
        resource "azurerm_mssql_firewall_rule" "main" {
          name             = "rule"
          start_ip_address = "10.0.0.1"
          end_ip_address   = "10.0.0.9"
        }
      `,
    ],
    bad: [
      terraform`
        resource "azurerm_mssql_firewall_rule" "main" {
          name             = "rule"
          start_ip_address = "0.0.0.0"
          end_ip_address   = "0.0.0.0"
        }
      `,
    ],
    near: [
      terraform`
        resource "azurerm_mssql_firewall_rule" "main" {
          name             = "rule"
          start_ip_address = "0.0.0.0"
          end_ip_address   = "255.255.255.255"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "azurerm_mssql_firewall_rule" "main" {
          name             = "rule"
          start_ip_address = var.given
          end_ip_address   = "0.0.0.0"
        }
      `,
    ],
  },
}
