import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'
import { isLeftToTemplate } from '../templates.ts'

export const vtpm: Rule = {
  id: 'google/compute/vtpm',
  title: 'A machine runs without the virtual trusted platform module',
  severity: 'medium',
  why: 'A changed boot loader or kernel is then not noticed.',
  fix: 'Set enable_vtpm to true in shielded_instance_config.',
  subject: ['compute.googleapis.com/Instance', 'compute.googleapis.com/InstanceTemplate'],
  aliases: [
    {
      id: 'CKV_GCP_39',
      on: [
        'google_compute_instance',
        'google_compute_instance_from_template',
        'google_compute_instance_template',
      ],
    },
    { id: 'AVD-GCP-0041', on: ['google_compute_instance', 'google_compute_instance_template'] },
  ],
  compliance: ['CIS GCP 3.0 4.8'],

  *check(live) {
    if (isLeftToTemplate(live, 'shieldedInstanceConfig')) return
    yield* mustBe(
      at(live, 'shieldedInstanceConfig.enableVtpm'),
      true,
      'The machine runs without the virtual trusted platform module.',
    )
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
          shielded_instance_config {
            enable_secure_boot          = true
            enable_vtpm                 = true
            enable_integrity_monitoring = true
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
          shielded_instance_config {
            enable_vtpm = false
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
          shielded_instance_config {
            enable_vtpm = false
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
          shielded_instance_config {
            enable_secure_boot = true
          }
        }
      `,
      terraform`
        resource "google_compute_instance_from_template" "main" {
          name                     = "vm"
          source_instance_template = "web"
        }
      `,
      terraform`
        resource "google_compute_instance" "main" {
          name         = "vm"
          machine_type = "n2-standard-2"
          network_interface {
            network = "default"
          }
          # Written, it is on with everything that is on by default.
          shielded_instance_config {}
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
          shielded_instance_config {
            enable_vtpm = var.given
          }
        }
      `,
    ],
  },
}
