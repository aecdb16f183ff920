import { at, isSet, items } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'

export const externalAddress: Rule = {
  id: 'google/compute/external-address',
  title: 'A machine has a public address',
  severity: 'high',
  why: 'Every open port of it can be tried from the whole internet.',
  fix: 'Remove access_config and go out through Cloud NAT.',
  subject: ['compute.googleapis.com/Instance', 'compute.googleapis.com/InstanceTemplate'],
  aliases: [
    {
      id: 'CKV_GCP_40',
      on: [
        'google_compute_instance',
        'google_compute_instance_from_template',
        'google_compute_instance_template',
      ],
    },
    { id: 'AVD-GCP-0031', on: ['google_compute_instance', 'google_compute_instance_template'] },
  ],
  compliance: ['CIS GCP 3.0 4.9', 'PCI DSS 4.0 1.4.2', 'SOC 2 CC6.6'],

  *check(live) {
    for (const network of items(at(live, 'networkInterfaces'))) {
      for (const name of ['accessConfigs', 'ipv6AccessConfigs']) {
        const given = at(network, name)
        yield* mustNot(isSet(given), 'The machine has a public address.', given)
      }
    }
  },

  examples: {
    good: [
      terraform`
        resource "google_compute_instance" "main" {
          name         = "vm"
          machine_type = "n2-standard-2"
          network_interface {
            network = "default"
          }
        }
      `,
    ],
    bad: [
      terraform`
        resource "google_compute_instance" "main" {
          name         = "vm"
          machine_type = "n2-standard-2"
          network_interface {
            network = "default"
            access_config {}
          }
        }
      `,
      terraform`
        resource "google_compute_instance_template" "main" {
          name         = "vm"
          machine_type = "n2-standard-2"
          network_interface {
            network = "default"
            access_config {
              nat_ip = "203.0.113.5"
            }
          }
        }
      `,
      terraform`
        resource "google_compute_instance_from_template" "main" {
          name                     = "vm"
          source_instance_template = "web"
          network_interface {
            network = "default"
            access_config {}
          }
        }
      `,
    ],
    near: [
      terraform`
        resource "google_compute_instance" "main" {
          name         = "vm"
          machine_type = "n2-standard-2"
          network_interface {
            network = "default"
          }
          metadata = {
            access_config = "none"
          }
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "google_compute_instance" "main" {
          name         = "vm"
          machine_type = "n2-standard-2"
          network_interface {
            network = "default"
            dynamic "access_config" {
              for_each = var.given
              content {}
            }
          }
        }
      `,
    ],
  },
}
