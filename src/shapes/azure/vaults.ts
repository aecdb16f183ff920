import type { Shapes } from '../shape.ts'

const vault = 'Microsoft.KeyVault/vaults'

/** Key vaults, and the keys and secrets in them. */
export const vaults: Shapes = {
  owners: [
    {
      from: 'azurerm_key_vault',
      to: vault,
      fields: {
        name: 'name',
        properties: { empty: true },
        'properties.enablePurgeProtection': 'purge_protection_enabled',
        'properties.enableSoftDelete': 'soft_delete_enabled',
        'properties.networkAcls.defaultAction': 'network_acls.default_action',
        'properties.networkAcls.bypass': 'network_acls.bypass',
        'properties.publicNetworkAccess': {
          from: 'public_network_access_enabled',
          as: { true: 'Enabled', false: 'Disabled' },
        },
      },
    },
    {
      from: 'azurerm_key_vault_key',
      to: `${vault}/keys`,
      fields: {
        name: 'name',
        'properties.attributes.exp': 'expiration_date',
        'properties.rotationPolicy.attributes.expiryTime': 'rotation_policy.expire_after',
      },
    },
    {
      from: 'azurerm_key_vault_secret',
      to: `${vault}/secrets`,
      fields: {
        name: 'name',
        'properties.attributes.exp': 'expiration_date',
        'properties.value': 'value',
      },
    },
  ],
  companions: [],
  defaults: {
    [vault]: {
      'properties.enablePurgeProtection': false,
      'properties.enableSoftDelete': true,
      'properties.publicNetworkAccess': 'Enabled',
    },
  },
}
