import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBeSet } from '../../verdicts.ts'

export const authorizedNetworks: Rule = {
  id: 'google/gke/authorized-networks',
  title: 'Nothing limits who reaches the control plane of a Kubernetes cluster',
  severity: 'high',
  why: 'A leaked credential can be used from anywhere.',
  fix: 'Add master_authorized_networks_config.',
  subject: ['container.googleapis.com/Cluster'],
  aliases: [
    { id: 'CKV_GCP_20', on: ['google_container_cluster'] },
    { id: 'AVD-GCP-0061', on: ['google_container_cluster'] },
  ],
  compliance: ['PCI DSS 4.0 1.4.2', 'SOC 2 CC6.6'],

  *check(live) {
    yield* mustBeSet(
      at(live, 'masterAuthorizedNetworksConfig'),
      'No networks are named that may reach the control plane.',
    )
  },

  examples: {
    good: [
      terraform`
        resource "google_container_cluster" "main" {
          name     = "gke"
          location = "europe-west4"
          master_authorized_networks_config {
            cidr_blocks {
              cidr_block = "10.0.0.0/8"
            }
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
      terraform`
        resource "google_container_cluster" "main" {
          name     = "gke"
          location = "europe-west4"
          enable_legacy_abac = false
        }
      `,
    ],
    near: [
      terraform`
        resource "google_container_cluster" "main" {
          name     = "gke"
          location = "europe-west4"
          master_authorized_networks_config {}
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "google_container_cluster" "main" {
          name     = "gke"
          location = "europe-west4"
          dynamic "master_authorized_networks_config" {
            for_each = var.given
            content {}
          }
        }
      `,
    ],
  },
}
