import type { Fields, Shapes } from '../shape.ts'

const instance: Fields = {
  name: 'name',
  machineType: 'machine_type',
  networkInterfaces: {
    each: 'network_interface',
    of: {
      network: 'network',
      subnetwork: 'subnetwork',
      accessConfigs: { each: 'access_config', of: { natIP: 'nat_ip', type: 'network_tier' } },
      ipv6AccessConfigs: { each: 'ipv6_access_config', of: { name: 'name' } },
    },
  },
  serviceAccounts: { each: 'service_account', of: { email: 'email', scopes: 'scopes' } },
  shieldedInstanceConfig: { empty: true, when: 'shielded_instance_config' },
  'shieldedInstanceConfig.enableVtpm': 'shielded_instance_config.enable_vtpm',
  'shieldedInstanceConfig.enableIntegrityMonitoring': 'shielded_instance_config.enable_integrity_monitoring',
  'shieldedInstanceConfig.enableSecureBoot': 'shielded_instance_config.enable_secure_boot',
}

/** Machines, firewalls and networks. */
export const compute: Shapes = {
  owners: [
    { from: 'google_compute_instance', to: 'compute.googleapis.com/Instance', fields: instance },
    {
      from: 'google_compute_instance_from_template',
      to: 'compute.googleapis.com/Instance',
      fields: { ...instance, sourceInstanceTemplate: 'source_instance_template' },
    },
    {
      from: 'google_compute_instance_template',
      to: 'compute.googleapis.com/InstanceTemplate',
      fields: instance,
    },
    {
      from: 'google_compute_firewall',
      to: 'compute.googleapis.com/Firewall',
      fields: {
        name: 'name',
        network: 'network',
        direction: 'direction',
        disabled: 'disabled',
        sourceRanges: 'source_ranges',
        sourceTags: 'source_tags',
        sourceServiceAccounts: 'source_service_accounts',
        allowed: { each: 'allow', of: { IPProtocol: 'protocol', ports: 'ports' } },
        denied: { each: 'deny', of: { IPProtocol: 'protocol', ports: 'ports' } },
      },
    },
    {
      from: 'google_compute_subnetwork',
      to: 'compute.googleapis.com/Subnetwork',
      fields: {
        name: 'name',
        network: 'network',
        purpose: 'purpose',
        logConfig: 'log_config',
      },
    },
  ],
  companions: [],
  defaults: {
    ...Object.fromEntries(
      ['Instance', 'InstanceTemplate'].map((kind) => [
        `compute.googleapis.com/${kind}`,
        {
          'shieldedInstanceConfig.enableVtpm': true,
          'shieldedInstanceConfig.enableIntegrityMonitoring': true,
          'shieldedInstanceConfig.enableSecureBoot': false,
        },
      ]),
    ),
    'compute.googleapis.com/Firewall': { direction: 'INGRESS', disabled: false },
  },
}
