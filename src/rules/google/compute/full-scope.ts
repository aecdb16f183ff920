import { all, any, at, has, items, matches } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { isDefaultAccount } from '../accounts.ts'

export const fullScope: Rule = {
  id: 'google/compute/full-scope',
  title: 'A machine’s default service account may call every API',
  severity: 'critical',
  why: 'Whoever breaks into the machine can do in the project whatever its default account may.',
  fix: 'Use a service account of its own, or narrower scopes.',
  subject: ['compute.googleapis.com/Instance', 'compute.googleapis.com/InstanceTemplate'],
  aliases: [
    {
      id: 'CKV_GCP_31',
      on: [
        'google_compute_instance',
        'google_compute_instance_from_template',
        'google_compute_instance_template',
      ],
    },
  ],
  compliance: ['CIS GCP 3.0 4.2', 'PCI DSS 4.0 7.2.5', 'SOC 2 CC6.3'],

  *check(live) {
    // Nodes of Kubernetes are made by Google, which names them; a name that somebody gives here is none of theirs.
    if (matches(at(live, 'name'), /^gke-/u) === 'yes') return
    for (const account of items(at(live, 'serviceAccounts'))) {
      const own = isDefaultAccount(at(account, 'email'))
      const scopes = at(account, 'scopes')
      const full = any(
        ['cloud-platform', 'https://www.googleapis.com/auth/cloud-platform'].map((one) => has(scopes, one)),
      )
      yield* mustNot(all([own, full]), 'The default service account has the scope of every API.', scopes)
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
          service_account {
            scopes = ["storage-ro"]
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
          service_account {
            email  = "123456789012-compute@developer.gserviceaccount.com"
            scopes = ["https://www.googleapis.com/auth/cloud-platform"]
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
    ],
    near: [
      terraform`
        resource "google_service_account" "app" {
          account_id = "app"
        }
        resource "google_compute_instance" "main" {
          name         = "vm"
          machine_type = "e2-medium"
          zone         = "europe-west4-a"
          service_account {
            email  = google_service_account.app.email
            scopes = ["cloud-platform"]
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
            email  = "web@p.iam.gserviceaccount.com"
            scopes = ["cloud-platform"]
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
          }
          service_account {
            scopes = var.given
          }
        }
      `,
    ],
  },
}
