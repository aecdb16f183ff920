import { at, isSet } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'

export const noPrivateCluster: Rule = {
  id: 'google/gke/no-private-cluster',
  title: 'A Kubernetes cluster is not private',
  severity: 'high',
  why: 'Where nothing is said every node gets a public address, and each of its open ports can be tried from the whole internet.',
  fix: 'Write private_cluster_config with enable_private_nodes = true.',
  subject: ['container.googleapis.com/Cluster'],
  aliases: [
    { id: 'CKV_GCP_25', on: ['google_container_cluster'] },
    { id: 'CKV_GCP_64', on: ['google_container_cluster'] },
    { id: 'AVD-GCP-0059', on: ['google_container_cluster'] },
  ],
  compliance: ['CIS GCP 3.0 7.1', 'PCI DSS 4.0 1.4.2', 'SOC 2 CC6.6'],

  *check(live) {
    const config = at(live, 'privateClusterConfig')
    // A block that says nothing of nodes is what `google/gke/private-nodes` speaks of.
    const holds = config.value.kind === 'map' ? 'yes' : isSet(config)
    yield* must(holds, 'Nothing says that nodes are private.', config)
  },

  examples: {
    good: [
      terraform`
        resource "google_container_cluster" "main" {
          name     = "gke"
          location = "europe-west4"
          private_cluster_config {
            enable_private_nodes    = true
            enable_private_endpoint = false
          }
        }
      `,
      terraform`
        resource "google_container_cluster" "main" {
          name     = "gke"
          location = "europe-west4"
          private_cluster_config {
            master_ipv4_cidr_block = "172.16.0.0/28"
          }
        }
      `,
    ],
    bad: [
      terraform`
        resource "google_container_cluster" "main" {
          name     = "gke"
          location = "europe-west4"
        }
      `,
    ],
    near: [
      terraform`
        resource "google_container_cluster" "main" {
          name     = "gke"
          location = "europe-west4"
          private_cluster_config {
            enable_private_nodes    = false
            enable_private_endpoint = false
          }
        }
      `,
      terraform`
        resource "google_container_cluster" "main" {
          name     = "gke"
          location = "europe-west4"
          dynamic "private_cluster_config" {
            for_each = [true]
            content {
              enable_private_nodes    = private_cluster_config.value
              enable_private_endpoint = false
            }
          }
        }
      `,
    ],
    undecided: [],
  },
}
