import { at, isOneOf } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBeSet, unless } from '../../verdicts.ts'

export const flowLogs: Rule = {
  id: 'google/network/flow-logs',
  title: 'A subnetwork writes no flow logs',
  severity: 'low',
  why: 'After an attack nobody can say who talked to whom.',
  fix: 'Add a log_config block.',
  subject: ['compute.googleapis.com/Subnetwork'],
  aliases: [
    { id: 'CKV_GCP_26', on: ['google_compute_subnetwork'] },
    { id: 'AVD-GCP-0029', on: ['google_compute_subnetwork'] },
    { id: 'AVD-GCP-0076', on: ['google_compute_subnetwork'] },
  ],
  compliance: ['CIS GCP 3.0 3.8', 'SOC 2 CC7.2'],

  *check(live) {
    // Subnetworks of load balancers can have none.
    const purposes = ['INTERNAL_HTTPS_LOAD_BALANCER', 'REGIONAL_MANAGED_PROXY', 'GLOBAL_MANAGED_PROXY']
    const purpose = at(live, 'purpose')
    const logged = mustBeSet(at(live, 'logConfig'), 'No flow logs are written.')
    yield* unless(isOneOf(purpose, purposes), purpose, logged)
  },

  examples: {
    good: [
      terraform`
        resource "google_compute_subnetwork" "main" {
          name          = "net"
          ip_cidr_range = "10.0.0.0/16"
          network       = "default"
          log_config {
            aggregation_interval = "INTERVAL_10_MIN"
          }
        }
      `,
    ],
    bad: [
      terraform`
        resource "google_compute_subnetwork" "main" {
          name          = "net"
          ip_cidr_range = "10.0.0.0/16"
          network       = "default"
        }
      `,
      terraform`
        resource "google_compute_subnetwork" "main" {
          name          = "net"
          ip_cidr_range = "10.0.0.0/16"
          network       = "default"
          private_ip_google_access = true
        }
      `,
    ],
    near: [
      terraform`
        variable "global" {}
        resource "google_compute_subnetwork" "main" {
          name          = "net"
          ip_cidr_range = "10.0.0.0/16"
          network       = "default"
          purpose       = var.global ? "GLOBAL_MANAGED_PROXY" : "REGIONAL_MANAGED_PROXY"
        }
      `,
      terraform`
        resource "google_compute_subnetwork" "main" {
          name          = "net"
          ip_cidr_range = "10.0.0.0/16"
          network       = "default"
          purpose = "REGIONAL_MANAGED_PROXY"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "kind" {}
        resource "google_compute_subnetwork" "main" {
          name          = "net"
          ip_cidr_range = "10.0.0.0/16"
          network       = "default"
          purpose       = var.kind == "proxy" ? "REGIONAL_MANAGED_PROXY" : "PRIVATE"
        }
      `,
      terraform`
        variable "purpose" {}
        resource "google_compute_subnetwork" "main" {
          name          = "net"
          ip_cidr_range = "10.0.0.0/16"
          network       = "default"
          purpose       = var.purpose
        }
      `,
      terraform`
        variable "given" {}
        resource "google_compute_subnetwork" "main" {
          name          = "net"
          ip_cidr_range = "10.0.0.0/16"
          network       = "default"
          dynamic "log_config" {
            for_each = var.given
            content {}
          }
        }
      `,
    ],
  },
}
