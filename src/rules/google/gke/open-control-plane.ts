import { at, isOneOf, items } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'

export const openControlPlane: Rule = {
  id: 'google/gke/open-control-plane',
  title: 'The control plane of a Kubernetes cluster is open to the world',
  severity: 'high',
  why: 'A leaked credential, or the next flaw in the API server, can be used from anywhere.',
  fix: 'Name the ranges that need access in master_authorized_networks_config.',
  subject: ['container.googleapis.com/Cluster'],
  aliases: [
    { id: 'CKV_GCP_18', on: ['google_container_cluster'] },
    { id: 'AVD-GCP-0053', on: ['google_container_cluster'] },
  ],
  compliance: ['PCI DSS 4.0 1.4.2', 'SOC 2 CC6.6'],

  *check(live) {
    for (const config of items(at(live, 'masterAuthorizedNetworksConfig'))) {
      for (const block of items(at(config, 'cidrBlocks'))) {
        const range = at(block, 'cidrBlock')
        yield* mustNot(
          isOneOf(range, ['0.0.0.0/0', '::/0']),
          'The control plane answers every address.',
          range,
        )
      }
    }
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
          master_authorized_networks_config {
            cidr_blocks {
              cidr_block = "0.0.0.0/0"
            }
          }
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
          master_authorized_networks_config {
            cidr_blocks {
              cidr_block = var.given
            }
          }
        }
      `,
    ],
  },
}
