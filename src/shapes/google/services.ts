import type { Shapes } from '../shape.ts'

const bucket = 'storage.googleapis.com/Bucket'
const database = 'sqladmin.googleapis.com/Instance'
const databaseUser = 'sqladmin.googleapis.com/User'
const cluster = 'container.googleapis.com/Cluster'

/** Buckets, databases, clusters, keys, and grants on projects and buckets. */
export const services: Shapes = {
  owners: [
    {
      from: 'google_storage_bucket',
      to: bucket,
      fields: {
        name: 'name',
        iamConfiguration: { empty: true },
        'iamConfiguration.uniformBucketLevelAccess.enabled': {
          first: ['uniform_bucket_level_access', 'bucket_policy_only'],
        },
        'iamConfiguration.publicAccessPrevention': 'public_access_prevention',
      },
    },
    {
      from: 'google_sql_database_instance',
      to: database,
      fields: {
        name: 'name',
        databaseVersion: 'database_version',
        rootPassword: 'root_password',
        masterInstanceName: 'master_instance_name',
        'settings.ipConfiguration.ipv4Enabled': 'settings.ip_configuration.ipv4_enabled',
        'settings.ipConfiguration.requireSsl': 'settings.ip_configuration.require_ssl',
        'settings.ipConfiguration.sslMode': 'settings.ip_configuration.ssl_mode',
        'settings.ipConfiguration.authorizedNetworks': {
          each: 'settings.ip_configuration.authorized_networks',
          of: { name: 'name', value: 'value' },
        },
      },
    },
    {
      from: 'google_sql_user',
      to: databaseUser,
      fields: { name: 'name', instance: 'instance', password: 'password' },
    },
    {
      from: 'google_container_cluster',
      to: cluster,
      fields: {
        name: 'name',
        'autopilot.enabled': 'enable_autopilot',
        privateClusterConfig: { empty: true, when: 'private_cluster_config' },
        'privateClusterConfig.enablePrivateNodes': 'private_cluster_config.enable_private_nodes',
        'privateClusterConfig.enablePrivateEndpoint': 'private_cluster_config.enable_private_endpoint',
        masterAuthorizedNetworksConfig: {
          each: 'master_authorized_networks_config',
          of: { cidrBlocks: { each: 'cidr_blocks', of: { cidrBlock: 'cidr_block' } } },
        },
        legacyAbac: { empty: true },
        'legacyAbac.enabled': 'enable_legacy_abac',
        shieldedNodes: { empty: true },
        'shieldedNodes.enabled': 'enable_shielded_nodes',
        'networkPolicy.enabled': 'network_policy.enabled',
        'networkConfig.datapathProvider': 'datapath_provider',
      },
    },
    {
      from: 'google_kms_crypto_key',
      to: 'cloudkms.googleapis.com/CryptoKey',
      fields: { name: 'name', purpose: 'purpose', rotationPeriod: 'rotation_period' },
    },
    ...['google_project_iam_member', 'google_project_iam_binding'].map((from) => ({
      from,
      to: 'cloudresourcemanager.googleapis.com/ProjectGrant',
      fields: { role: 'role', members: { first: ['members', { from: 'member', as: 'list' as const }] } },
    })),
    ...['google_storage_bucket_iam_member', 'google_storage_bucket_iam_binding'].map((from) => ({
      from,
      to: 'storage.googleapis.com/BucketGrant',
      fields: {
        bucket: 'bucket',
        role: 'role',
        members: { first: ['members', { from: 'member', as: 'list' as const }] },
      },
    })),
  ],
  companions: [],
  defaults: {
    [bucket]: { 'iamConfiguration.publicAccessPrevention': 'inherited' },
    [cluster]: { 'legacyAbac.enabled': false, 'shieldedNodes.enabled': true },
    'cloudkms.googleapis.com/CryptoKey': { purpose: 'ENCRYPT_DECRYPT' },
  },
}
