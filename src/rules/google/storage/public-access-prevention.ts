import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const publicAccessPrevention: Rule = {
  id: 'google/storage/public-access-prevention',
  title: 'Nothing keeps a bucket from being made public',
  severity: 'medium',
  why: 'One grant to allUsers puts the data on the internet; with the prevention it is refused.',
  fix: 'Set public_access_prevention to enforced.',
  subject: ['storage.googleapis.com/Bucket'],
  aliases: [{ id: 'CKV_GCP_114', on: ['google_storage_bucket'] }],
  compliance: ['PCI DSS 4.0 1.4.4', 'SOC 2 CC6.1'],

  *check(live) {
    yield* mustBe(
      at(live, 'iamConfiguration.publicAccessPrevention'),
      'enforced',
      'Public access is not prevented.',
    )
  },

  examples: {
    good: [
      terraform`
        resource "google_storage_bucket" "main" {
          name     = "logs"
          location = "EU"
          public_access_prevention = "enforced"
        }
      `,
    ],
    bad: [
      terraform`
        resource "google_storage_bucket" "main" {
          name     = "logs"
          location = "EU"
        }
      `,
      terraform`
        resource "google_storage_bucket" "main" {
          name     = "logs"
          location = "EU"
          public_access_prevention = "inherited"
        }
      `,
    ],
    near: [
      terraform`
        resource "google_storage_bucket" "main" {
          name     = "logs"
          location = "EU"
          public_access_prevention = format("%s", "enforced")
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "google_storage_bucket" "main" {
          name     = "logs"
          location = "EU"
          public_access_prevention = var.given
        }
      `,
    ],
  },
}
