import type { Fields, Shapes } from '../shape.ts'

const enabled = { true: 'Enabled', false: 'Disabled' } as const

const auditing: Fields = {
  state: {
    first: [
      { from: 'enabled', as: enabled },
      { given: 'Enabled', when: 'server_id' },
    ],
  },
  retentionDays: 'retention_in_days',
}

/** Servers of SQL Server, MySQL, MariaDB and PostgreSQL, and their firewall rules. */
export const databases: Shapes = {
  owners: [
    ...['azurerm_mssql_server', 'azurerm_sql_server'].map((from) => ({
      from,
      to: 'Microsoft.Sql/servers',
      fields: {
        name: 'name',
        properties: { empty: true } as const,
        'properties.version': 'version',
        'properties.administratorLoginPassword': 'administrator_login_password',
        'properties.minimalTlsVersion': 'minimum_tls_version',
        'properties.publicNetworkAccess': { from: 'public_network_access_enabled', as: enabled },
        auditingSettings: { each: 'extended_auditing_policy', of: { retentionDays: 'retention_in_days' } },
      },
    })),
    ...Object.entries({
      azurerm_mysql_server: 'Microsoft.DBforMySQL/servers',
      azurerm_postgresql_server: 'Microsoft.DBforPostgreSQL/servers',
      azurerm_mariadb_server: 'Microsoft.DBforMariaDB/servers',
    }).map(([from, to]) => ({
      from,
      to,
      fields: {
        name: 'name',
        properties: { empty: true } as const,
        'properties.administratorLoginPassword': 'administrator_login_password',
        'properties.sslEnforcement': {
          first: [
            { from: 'ssl_enforcement_enabled', as: enabled },
            { from: 'ssl_enforcement', as: enabled },
          ],
        },
        'properties.minimalTlsVersion': 'ssl_minimal_tls_version_enforced',
        'properties.publicNetworkAccess': { from: 'public_network_access_enabled', as: enabled },
      },
    })),
    {
      from: 'azurerm_mssql_database_extended_auditing_policy',
      to: 'Microsoft.Sql/servers/databases/auditingSettings',
      fields: { 'properties.retentionDays': 'retention_in_days' },
    },
    ...Object.entries({
      azurerm_mssql_firewall_rule: 'Microsoft.Sql/servers/firewallRules',
      azurerm_sql_firewall_rule: 'Microsoft.Sql/servers/firewallRules',
      azurerm_mariadb_firewall_rule: 'Microsoft.DBforMariaDB/servers/firewallRules',
      azurerm_mysql_firewall_rule: 'Microsoft.DBforMySQL/servers/firewallRules',
      azurerm_mysql_flexible_server_firewall_rule: 'Microsoft.DBforMySQL/flexibleServers/firewallRules',
      azurerm_postgresql_firewall_rule: 'Microsoft.DBforPostgreSQL/servers/firewallRules',
      azurerm_postgresql_flexible_server_firewall_rule:
        'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules',
    }).map(([from, to]) => ({
      from,
      to,
      fields: {
        'properties.startIpAddress': 'start_ip_address',
        'properties.endIpAddress': 'end_ip_address',
      },
    })),
  ],
  companions: [
    {
      from: 'azurerm_mssql_server_extended_auditing_policy',
      to: 'Microsoft.Sql/servers',
      by: 'server_id',
      names: 'id',
      place: 'auditingSettings[]',
      fields: auditing,
    },
  ],
  defaults: {
    'Microsoft.Sql/servers': {
      'properties.minimalTlsVersion': '1.2',
      'properties.publicNetworkAccess': 'Enabled',
    },
    'Microsoft.DBforMariaDB/servers': { 'properties.publicNetworkAccess': 'Enabled' },
    ...Object.fromEntries(
      ['MySQL', 'PostgreSQL'].map((name) => [
        `Microsoft.DBfor${name}/servers`,
        { 'properties.minimalTlsVersion': 'TLS1_2', 'properties.publicNetworkAccess': 'Enabled' },
      ]),
    ),
  },
}
