import { any, at, is } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'

export const gkeNetworkPolicy: Rule = {
  id: 'google/gke/network-policy',
  title: 'Nothing in a Kubernetes cluster can keep pods apart',
  severity: 'medium',
  why: 'Network policies are taken and do nothing: every pod reaches every other.',
  fix: 'Set datapath_provider to ADVANCED_DATAPATH, or network_policy.enabled to true.',
  subject: ['container.googleapis.com/Cluster'],
  aliases: [
    { id: 'CKV_GCP_12', on: ['google_container_cluster'] },
    { id: 'AVD-GCP-0056', on: ['google_container_cluster'] },
  ],
  compliance: [],

  *check(live) {
    const policy = at(live, 'networkPolicy.enabled')
    const enforced = any([
      is(policy, true),
      is(at(live, 'networkConfig.datapathProvider'), 'ADVANCED_DATAPATH'),
      is(at(live, 'autopilot.enabled'), true),
    ])
    yield* must(enforced, 'Network policies are not enforced.', policy)
  },

  examples: {
    good: [
      terraform`
        resource "google_container_cluster" "main" {
          name     = "gke"
          location = "europe-west4"
          network_policy {
            enabled = true
          }
        }
      `,
      terraform`
        resource "google_container_cluster" "main" {
          name     = "gke"
          location = "europe-west4"
          datapath_provider = "ADVANCED_DATAPATH"
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
          network_policy {
            enabled = false
          }
        }
      `,
    ],
    near: [
      terraform`
        resource "google_container_cluster" "main" {
          name     = "gke"
          location = "europe-west4"
          enable_autopilot = true
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "google_container_cluster" "main" {
          name     = "gke"
          location = "europe-west4"
          network_policy {
            enabled = var.given
          }
        }
      `,
    ],
  },
}
