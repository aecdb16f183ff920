import type { Shapes } from '../shape.ts'

const cluster = 'Microsoft.ContainerService/managedClusters'

/** Kubernetes clusters. */
export const managedClusters: Shapes = {
  owners: [
    {
      from: 'azurerm_kubernetes_cluster',
      to: cluster,
      fields: {
        name: 'name',
        properties: { empty: true },
        'properties.enableRBAC': {
          first: ['role_based_access_control_enabled', 'role_based_access_control.enabled'],
        },
        'properties.apiServerAccessProfile.authorizedIPRanges': {
          first: ['api_server_access_profile.authorized_ip_ranges', 'api_server_authorized_ip_ranges'],
        },
        'properties.apiServerAccessProfile.enablePrivateCluster': 'private_cluster_enabled',
        'properties.networkProfile.networkPolicy': 'network_profile.network_policy',
        'properties.addonProfiles.omsagent.config.logAnalyticsWorkspaceResourceID': {
          first: [
            'oms_agent.log_analytics_workspace_id',
            'addon_profile.oms_agent.log_analytics_workspace_id',
          ],
        },
        'properties.addonProfiles.omsagent.enabled': {
          first: ['addon_profile.oms_agent.enabled', { given: true, when: 'oms_agent[0]' }],
        },
      },
    },
  ],
  companions: [],
  defaults: { [cluster]: { 'properties.enableRBAC': true } },
}
