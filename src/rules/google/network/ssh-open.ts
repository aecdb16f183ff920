import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { opensPort } from '../ports.ts'

export const googleSshOpen: Rule = {
  id: 'google/network/ssh-open',
  title: 'The whole internet can reach SSH',
  severity: 'critical',
  why: 'Passwords and keys are tried there all day long, and the next flaw in it is used within hours.',
  fix: 'Name the ranges that need access, or use the Identity-Aware Proxy.',
  subject: ['compute.googleapis.com/Firewall'],
  aliases: [
    { id: 'CKV_GCP_2', on: ['google_compute_firewall'] },
    { id: 'AVD-GCP-0071', on: ['google_compute_firewall'] },
    { id: 'AVD-GCP-0027', on: ['google_compute_firewall'] },
  ],
  compliance: ['CIS GCP 3.0 3.6', 'PCI DSS 4.0 1.3.1', 'SOC 2 CC6.6'],

  *check(live) {
    yield* mustNot(opensPort(live, 22), 'Port 22 is open to the whole internet.', at(live, 'sourceRanges'))
  },

  examples: {
    good: [
      terraform`
        resource "google_compute_firewall" "main" {
          name    = "in"
          network = "default"
          source_ranges = ["10.0.0.0/8"]
          allow {
            protocol = "tcp"
            ports    = ["22"]
          }
        }
      `,
      terraform`
        resource "google_compute_firewall" "main" {
          name    = "in"
          network = "default"
          source_ranges = ["0.0.0.0/0"]
          allow {
            protocol = "tcp"
            ports    = ["443"]
          }
        }
      `,
    ],
    bad: [
      terraform`
        resource "google_compute_firewall" "main" {
          name    = "in"
          network = "default"
          source_ranges = ["0.0.0.0/0"]
          allow {
            protocol = "tcp"
            ports    = ["22"]
          }
        }
      `,
      terraform`
        resource "google_compute_firewall" "main" {
          name    = "in"
          network = "default"
          source_ranges = ["10.0.0.0/8", "::/0"]
          allow {
            protocol = "all"
          }
        }
      `,
      terraform`
        resource "google_compute_firewall" "main" {
          name    = "in"
          network = "default"
          source_ranges = ["0.0.0.0/0"]
          allow {
            protocol = "tcp"
            ports    = ["80", "20-30"]
          }
        }
      `,
    ],
    near: [
      terraform`
        resource "google_compute_firewall" "main" {
          name    = "in"
          network = "default"
          source_ranges = ["0.0.0.0/0"]
          deny {
            protocol = "tcp"
            ports    = ["22"]
          }
        }
      `,
      terraform`
        resource "google_compute_firewall" "main" {
          name    = "in"
          network = "default"
          source_tags = ["web"]
          allow {
            protocol = "tcp"
            ports    = ["22"]
          }
        }
      `,
      terraform`
        resource "google_compute_firewall" "main" {
          name    = "in"
          network = "default"
          direction     = "EGRESS"
          source_ranges = ["0.0.0.0/0"]
          allow {
            protocol = "tcp"
            ports    = ["22"]
          }
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "google_compute_firewall" "main" {
          name    = "in"
          network = "default"
          source_ranges = var.given
          allow {
            protocol = "tcp"
            ports    = ["22"]
          }
        }
      `,
    ],
  },
}
