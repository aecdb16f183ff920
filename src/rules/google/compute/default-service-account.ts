import { at, matches } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { isDefaultAccount } from '../accounts.ts'
import { isLeftToTemplate } from '../templates.ts'

export const defaultServiceAccount: Rule = {
  id: 'google/compute/default-service-account',
  title: 'A machine runs as the default service account',
  severity: 'critical',
  why: 'That account usually may edit the whole project: whoever breaks into the machine owns it.',
  fix: 'Make a service account with the roles that the machine needs.',
  subject: ['compute.googleapis.com/Instance', 'compute.googleapis.com/InstanceTemplate'],
  aliases: [
    {
      id: 'CKV_GCP_30',
      on: [
        'google_compute_instance',
        'google_compute_instance_from_template',
        'google_compute_instance_template',
      ],
    },
    { id: 'AVD-GCP-0044', on: ['google_compute_instance', 'google_compute_instance_template'] },
  ],
  compliance: ['CIS GCP 3.0 4.1', 'PCI DSS 4.0 7.2.5', 'SOC 2 CC6.3'],

  *check(live) {
    // Nodes of Kubernetes are made by Google, which names them; a name that somebody gives here is none of theirs.
    if (matches(at(live, 'name'), /^gke-/u) === 'yes') return
    if (isLeftToTemplate(live, 'serviceAccounts')) return
    const email = at(live, 'serviceAccounts[0].email')
    yield* mustNot(isDefaultAccount(email), 'The machine runs as the default service account.', email)
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
          service_account {
            email  = "web@p.iam.gserviceaccount.com"
            scopes = ["cloud-platform"]
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
          }
        }
      `,
      terraform`
        resource "google_compute_instance" "main" {
          name         = "vm"
          machine_type = "n2-standard-2"
          network_interface {
            network = "default"
          }
          service_account {
            email  = "123456789012-compute@developer.gserviceaccount.com"
            scopes = ["cloud-platform"]
          }
        }
      `,
      terraform`
        resource "google_compute_instance_template" "main" {
          name         = "vm"
          machine_type = "n2-standard-2"
          network_interface {
            network = "default"
          }
          service_account {
            scopes = ["cloud-platform"]
          }
        }
      `,
      terraform`
        data "google_compute_default_service_account" "main" {
        }
        resource "google_compute_instance" "main" {
          name         = "vm"
          machine_type = "n2-standard-2"
          network_interface {
            network = "default"
          }
          service_account {
            email  = data.google_compute_default_service_account.main.email
            scopes = ["cloud-platform"]
          }
        }
      `,
    ],
    near: [
      terraform`
        resource "google_service_account" "web" {
          account_id = "web"
        }
        resource "google_compute_instance" "main" {
          name         = "vm"
          machine_type = "n2-standard-2"
          network_interface {
            network = "default"
          }
          service_account {
            email  = google_service_account.web.email
            scopes = ["cloud-platform"]
          }
        }
      `,
      terraform`
        resource "google_compute_instance_from_template" "main" {
          name                     = "vm"
          source_instance_template = "web"
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
          }
          service_account {
            email  = var.given
            scopes = ["cloud-platform"]
          }
        }
      `,
    ],
  },
}
