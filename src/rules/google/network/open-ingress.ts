import { all, at, not } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { isOpen, opensPort } from '../ports.ts'

export const googleOpenIngress: Rule = {
  id: 'google/network/open-ingress',
  title: 'A firewall rule lets the whole internet in',
  severity: 'info',
  why: 'What listens behind the rule is found and tried within minutes; a load balancer in front of it lets in less.',
  fix: 'Name the addresses that need access in source_ranges.',
  subject: ['compute.googleapis.com/Firewall'],
  aliases: [{ id: 'AVD-GCP-0027', on: ['google_compute_firewall'] }],
  compliance: ['PCI DSS 4.0 1.3.1', 'SOC 2 CC6.6'],

  *check(live) {
    // The ports of administration have rules of their own.
    const others = [22, 3389].map((port) => not(opensPort(live, port)))
    const open = all([isOpen(live), ...others])
    yield* mustNot(open, 'The whole internet is let in.', at(live, 'sourceRanges'))
  },

  examples: {
    good: [
      terraform`
        resource "google_compute_firewall" "main" {
          name    = "in"
          network = "default"
          source_ranges = ["10.0.0.0/8"]
          allow {
            protocol = "icmp"
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
            ports    = ["443"]
          }
        }
      `,
      terraform`
        resource "google_compute_firewall" "main" {
          name    = "in"
          network = "default"
          source_ranges = ["0.0.0.0/0"]
          allow {
            protocol = "icmp"
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
            protocol = "icmp"
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
            ports    = ["443"]
          }
        }
      `,
    ],
  },
}
