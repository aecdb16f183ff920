import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const legacyAbac: Rule = {
  id: 'google/gke/legacy-abac',
  title: 'A Kubernetes cluster has the old attribute-based access control',
  severity: 'high',
  why: 'Its rights are wide and fixed: what role-based access control refuses, it allows.',
  fix: 'Remove enable_legacy_abac.',
  subject: ['container.googleapis.com/Cluster'],
  aliases: [
    { id: 'CKV_GCP_7', on: ['google_container_cluster'] },
    { id: 'AVD-GCP-0062', on: ['google_container_cluster'] },
  ],
  compliance: ['PCI DSS 4.0 7.3.1', 'SOC 2 CC6.3'],

  *check(live) {
    yield* mustBe(at(live, 'legacyAbac.enabled'), false, 'Attribute-based access control is on.')
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
          enable_legacy_abac = true
        }
      `,
    ],
    near: [
      terraform`
        resource "google_container_cluster" "main" {
          name     = "gke"
          location = "europe-west4"
          enable_legacy_abac = "false"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "google_container_cluster" "main" {
          name     = "gke"
          location = "europe-west4"
          enable_legacy_abac = var.given
        }
      `,
    ],
  },
}
