import type { Fields, Shapes } from '../shape.ts'

const group = 'Microsoft.Network/networkSecurityGroups'

const rule: Fields = {
  name: 'name',
  'properties.direction': 'direction',
  'properties.access': 'access',
  'properties.protocol': 'protocol',
  'properties.sourceAddressPrefix': 'source_address_prefix',
  'properties.sourceAddressPrefixes': 'source_address_prefixes',
  'properties.destinationPortRange': 'destination_port_range',
  'properties.destinationPortRanges': 'destination_port_ranges',
  'properties.priority': 'priority',
}

/** Network security groups; rules of their own are joined to their group. */
export const network: Shapes = {
  owners: [
    {
      from: 'azurerm_network_security_group',
      to: group,
      fields: {
        name: 'name',
        properties: { empty: true },
        'properties.securityRules': { each: 'security_rule', of: rule },
      },
    },
  ],
  companions: [
    {
      from: 'azurerm_network_security_rule',
      to: group,
      by: 'network_security_group_name',
      names: 'name',
      place: 'properties.securityRules[]',
      fields: rule,
    },
  ],
  defaults: {},
}
