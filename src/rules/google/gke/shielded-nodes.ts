import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const shieldedNodes: Rule = {
  id: 'google/gke/shielded-nodes',
  title: 'Nodes of a Kubernetes cluster are not shielded',
  severity: 'high',
  why: 'Whoever breaks into a pod can pretend to be a new node and get its secrets.',
  fix: 'Remove enable_shielded_nodes = false: nodes are shielded unless it is switched off.',
  subject: ['container.googleapis.com/Cluster'],
  aliases: [
    { id: 'CKV_GCP_71', on: ['google_container_cluster'] },
    { id: 'AVD-GCP-0055', on: ['google_container_cluster'] },
  ],
  compliance: [],

  *check(live) {
    yield* mustBe(at(live, 'shieldedNodes.enabled'), true, 'Nodes are not shielded.')
  },

  examples: {
    good: [
      terraform`
        resource "google_container_cluster" "main" {
          name     = "gke"
          location = "europe-west4"
        }
      `,
    ],
    bad: [
      terraform`
        resource "google_container_cluster" "main" {
          name     = "gke"
          location = "europe-west4"
          enable_shielded_nodes = false
        }
      `,
    ],
    near: [
      terraform`
        resource "google_container_cluster" "main" {
          name     = "gke"
          location = "europe-west4"
          enable_shielded_nodes = true
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "google_container_cluster" "main" {
          name     = "gke"
          location = "europe-west4"
          enable_shielded_nodes = var.given
        }
      `,
    ],
  },
}
