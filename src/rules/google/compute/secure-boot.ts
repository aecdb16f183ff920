import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'
import { isLeftToTemplate } from '../templates.ts'

export const secureBoot: Rule = {
  id: 'google/compute/secure-boot',
  title: 'A machine runs without secure boot',
  severity: 'medium',
  why: 'A changed boot loader or kernel is then not noticed.',
  fix: 'Set enable_secure_boot to true in shielded_instance_config.',
  subject: ['compute.googleapis.com/Instance', 'compute.googleapis.com/InstanceTemplate'],
  aliases: [{ id: 'AVD-GCP-0067', on: ['google_compute_instance', 'google_compute_instance_template'] }],
  compliance: ['CIS GCP 3.0 4.8'],

  *check(live) {
    if (isLeftToTemplate(live, 'shieldedInstanceConfig')) return
    yield* mustBe(
      at(live, 'shieldedInstanceConfig.enableSecureBoot'),
      true,
      'The machine runs without secure boot.',
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
            enable_secure_boot = false
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
            enable_secure_boot = false
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
            enable_secure_boot = var.given
          }
        }
      `,
    ],
  },
}
