import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const privateNodes: Rule = {
  id: 'google/gke/private-nodes',
  title: 'Nodes of a Kubernetes cluster have public addresses',
  severity: 'high',
  why: 'Every open port of every node can be tried from the whole internet.',
  fix: 'Set private_cluster_config.enable_private_nodes to true.',
  subject: ['container.googleapis.com/Cluster'],
  aliases: [
    { id: 'CKV_GCP_64', on: ['google_container_cluster'] },
    { id: 'AVD-GCP-0059', on: ['google_container_cluster'] },
  ],
  compliance: ['CIS GCP 3.0 7.1', 'PCI DSS 4.0 1.4.2', 'SOC 2 CC6.6'],

  *check(live) {
    // Where nothing is said `google/gke/no-private-cluster` speaks.
    if (at(live, 'privateClusterConfig').value.kind === 'absent') return
    yield* mustBe(at(live, 'privateClusterConfig.enablePrivateNodes'), true, 'Nodes have public addresses.')
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
    ],
    bad: [
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
    ],
    near: [
      terraform`
        resource "google_container_cluster" "main" {
          name     = "gke"
          location = "europe-west4"
        }
      `,
      terraform`
        resource "google_container_cluster" "main" {
          name     = "gke"
          location = "europe-west4"
          private_cluster_config {
            enable_private_nodes    = "true"
            enable_private_endpoint = false
          }
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "google_container_cluster" "main" {
          name     = "gke"
          location = "europe-west4"
          private_cluster_config {
            enable_private_nodes    = var.given
            enable_private_endpoint = false
          }
        }
      `,
    ],
  },
}
