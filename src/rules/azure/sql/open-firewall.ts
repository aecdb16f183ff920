import { all, at, is, isOneOf, not } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'

const ruleSources = [
  'azurerm_mssql_firewall_rule',
  'azurerm_sql_firewall_rule',
  'azurerm_mariadb_firewall_rule',
  'azurerm_mysql_firewall_rule',
  'azurerm_postgresql_firewall_rule',
]

export const openFirewall: Rule = {
  id: 'azure/sql/open-firewall',
  title: 'A firewall rule lets the whole internet reach a database',
  severity: 'high',
  why: 'Anyone on the internet can try passwords on the server.',
  fix: 'Name the addresses that need access, or use a private endpoint.',
  subject: [
    'Microsoft.Sql/servers/firewallRules',
    'Microsoft.DBforMariaDB/servers/firewallRules',
    'Microsoft.DBforMySQL/servers/firewallRules',
    'Microsoft.DBforMySQL/flexibleServers/firewallRules',
    'Microsoft.DBforPostgreSQL/servers/firewallRules',
    'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules',
  ],
  aliases: [
    {
      id: 'CKV_AZURE_11',
      on: ruleSources,
    },
    {
      id: 'CKV2_AZURE_34',
      on: ['azurerm_mssql_firewall_rule', 'azurerm_sql_firewall_rule', 'azurerm_mariadb_firewall_rule'],
    },
    {
      id: 'AVD-AZU-0029',
      on: ruleSources,
    },
  ],
  compliance: ['CIS Azure 2.1 4.1.2', 'PCI DSS 4.0 1.4.4', 'SOC 2 CC6.6'],

  *check(live) {
    const start = at(live, 'properties.startIpAddress')
    const end = at(live, 'properties.endIpAddress')
    // From 0.0.0.0 to 0.0.0.0 is how Azure says “services of Azure”.
    const open = all([isOneOf(start, ['0.0.0.0', '0.0.0.0/0']), not(is(end, '0.0.0.0'))])
    yield* mustNot(open, 'The rule begins at 0.0.0.0, so it lets the internet in.', start)
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
        resource "azurerm_mysql_firewall_rule" "main" {
          name                = "rule"
          resource_group_name = "rg"
          server_name         = "db"
          start_ip_address    = "0.0.0.0"
          end_ip_address      = "255.255.255.255"
        }
      `,
      terraform`
        resource "azurerm_postgresql_firewall_rule" "main" {
          name                = "rule"
          resource_group_name = "rg"
          server_name         = "db"
          start_ip_address    = "0.0.0.0"
          end_ip_address      = "10.0.0.1"
        }
      `,
      terraform`
        resource "azurerm_postgresql_flexible_server_firewall_rule" "main" {
          name             = "rule"
          server_id        = "id"
          start_ip_address = "0.0.0.0"
          end_ip_address   = "255.255.255.255"
        }
      `,
      terraform`
        resource "azurerm_mssql_firewall_rule" "main" {
          name             = "rule"
          start_ip_address = "0.0.0.0"
          end_ip_address   = "255.255.255.255"
        }
      `,
      terraform`
        resource "azurerm_sql_firewall_rule" "main" {
          name             = "rule"
          start_ip_address = "0.0.0.0"
          end_ip_address   = "255.255.255.255"
        }
      `,
      terraform`
        resource "azurerm_mariadb_firewall_rule" "main" {
          name             = "rule"
          start_ip_address = "0.0.0.0"
          end_ip_address   = "255.255.255.255"
        }
      `,
    ],
    near: [
      terraform`
        resource "azurerm_postgresql_firewall_rule" "main" {
          name                = "rule"
          resource_group_name = "rg"
          server_name         = "db"
          start_ip_address    = "0.0.0.0"
          end_ip_address      = "0.0.0.0"
        }
      `,
      terraform`
        resource "azurerm_mysql_firewall_rule" "main" {
          name                = "rule"
          resource_group_name = "rg"
          server_name         = "db"
          start_ip_address    = "203.0.113.7"
          end_ip_address      = "203.0.113.7"
        }
      `,
      terraform`
        resource "azurerm_mssql_firewall_rule" "main" {
          name             = "rule"
          start_ip_address = "0.0.0.0"
          end_ip_address   = "0.0.0.0"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "azurerm_mssql_firewall_rule" "main" {
          name             = "rule"
          start_ip_address = var.given
          end_ip_address   = "255.255.255.255"
        }
      `,
    ],
  },
}
