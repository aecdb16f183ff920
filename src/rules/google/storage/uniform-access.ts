import { at } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const uniformAccess: Rule = {
  id: 'google/storage/uniform-access',
  title: 'Single objects of a bucket can have their own access lists',
  severity: 'medium',
  why: 'Who may read what is then spread over millions of objects, and nobody sees the one that is public.',
  fix: 'Set uniform_bucket_level_access to true.',
  subject: ['storage.googleapis.com/Bucket'],
  aliases: [
    { id: 'CKV_GCP_29', on: ['google_storage_bucket'] },
    { id: 'AVD-GCP-0002', on: ['google_storage_bucket'] },
  ],
  compliance: ['CIS GCP 3.0 5.2', 'SOC 2 CC6.1'],

  *check(live) {
    yield* mustBe(
      at(live, 'iamConfiguration.uniformBucketLevelAccess.enabled'),
      true,
      'Objects can have access lists of their own.',
    )
  },

  examples: {
    good: [
      terraform`
        resource "google_storage_bucket" "main" {
          name     = "logs"
          location = "EU"
          uniform_bucket_level_access = true
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
          uniform_bucket_level_access = false
        }
      `,
    ],
    near: [
      terraform`
        resource "google_storage_bucket" "main" {
          name     = "logs"
          location = "EU"
          bucket_policy_only = true
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "google_storage_bucket" "main" {
          name     = "logs"
          location = "EU"
          uniform_bucket_level_access = var.given
        }
      `,
    ],
  },
}
