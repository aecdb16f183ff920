import type { Fields, Shapes } from '../shape.ts'

const account = 'Microsoft.Storage/storageAccounts'

const networkRules: Fields = {
  defaultAction: 'default_action',
  bypass: 'bypass',
  ipRules: 'ip_rules',
  virtualNetworkRules: 'virtual_network_subnet_ids',
}

const queueLogging: Fields = { read: 'logging.read', write: 'logging.write', delete: 'logging.delete' }

/** Storage accounts and their containers. */
export const storage: Shapes = {
  owners: [
    {
      from: 'azurerm_storage_account',
      to: account,
      fields: {
        name: 'name',
        kind: 'account_kind',
        'sku.name': 'account_replication_type',
        'sku.tier': 'account_tier',
        properties: { empty: true },
        'properties.supportsHttpsTrafficOnly': {
          first: ['https_traffic_only_enabled', 'enable_https_traffic_only'],
        },
        'properties.minimumTlsVersion': 'min_tls_version',
        'properties.publicNetworkAccess': {
          from: 'public_network_access_enabled',
          as: { true: 'Enabled', false: 'Disabled' },
        },
        'properties.allowBlobPublicAccess': {
          first: ['allow_nested_items_to_be_public', 'allow_blob_public_access'],
        },
        'properties.networkAcls.defaultAction': 'network_rules.default_action',
        'properties.networkAcls.bypass': 'network_rules.bypass',
        'properties.encryption.keyVaultProperties.keyName': {
          first: ['customer_managed_key.key_vault_key_id', 'customer_managed_key.managed_hsm_key_id'],
        },
        'queueServices.logging.read': 'queue_properties.logging.read',
        'queueServices.logging.write': 'queue_properties.logging.write',
        'queueServices.logging.delete': 'queue_properties.logging.delete',
      },
    },
    {
      from: 'azurerm_storage_container',
      to: `${account}/blobServices/containers`,
      fields: {
        name: 'name',
        properties: { empty: true },
        'properties.publicAccess': {
          from: 'container_access_type',
          as: { private: 'None', blob: 'Blob', container: 'Container' },
        },
      },
    },
  ],
  companions: [
    {
      from: 'azurerm_storage_account_network_rules',
      to: account,
      by: 'storage_account_id',
      names: 'id',
      formerly: { by: 'storage_account_name', names: 'name' },
      place: 'properties.networkAcls',
      fields: networkRules,
    },
    {
      from: 'azurerm_storage_account_customer_managed_key',
      to: account,
      by: 'storage_account_id',
      names: 'id',
      place: 'properties.encryption.keyVaultProperties',
      fields: { keyName: { first: ['key_name', 'managed_hsm_key_id', 'key_vault_key_id'] } },
    },
    {
      from: 'azurerm_storage_account_queue_properties',
      to: account,
      by: 'storage_account_id',
      names: 'id',
      place: 'queueServices.logging',
      fields: queueLogging,
    },
  ],
  defaults: {
    [account]: {
      kind: 'StorageV2',
      'properties.supportsHttpsTrafficOnly': true,
      'properties.minimumTlsVersion': 'TLS1_2',
      'properties.publicNetworkAccess': 'Enabled',
      'properties.allowBlobPublicAccess': true,
    },
    [`${account}/blobServices/containers`]: { 'properties.publicAccess': 'None' },
  },
}
