import { any, at, has } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'

export const publicBucket: Rule = {
  id: 'google/storage/public-bucket',
  title: 'A bucket is open to everyone',
  severity: 'high',
  why: 'Anyone on the internet, or anyone with a Google account, can use what is granted.',
  fix: 'Grant the role to named members.',
  subject: ['storage.googleapis.com/BucketGrant'],
  aliases: [
    { id: 'CKV_GCP_28', on: ['google_storage_bucket_iam_member', 'google_storage_bucket_iam_binding'] },
    { id: 'AVD-GCP-0001', on: ['google_storage_bucket_iam_member', 'google_storage_bucket_iam_binding'] },
  ],
  compliance: ['CIS GCP 3.0 5.1', 'PCI DSS 4.0 1.4.4', 'SOC 2 CC6.1'],

  *check(live) {
    const members = at(live, 'members')
    const open = any([has(members, 'allUsers'), has(members, 'allAuthenticatedUsers')])
    yield* mustNot(open, 'The role is granted to everyone.', members)
  },

  examples: {
    good: [
      terraform`
        resource "google_storage_bucket_iam_member" "main" {
          bucket = "b"
          role   = "roles/storage.objectViewer"
          member = "user:ada@example.com"
        }
      `,
    ],
    bad: [
      terraform`
        resource "google_storage_bucket_iam_member" "main" {
          bucket = "b"
          role   = "roles/storage.objectViewer"
          member = "allUsers"
        }
      `,
      terraform`
        resource "google_storage_bucket_iam_binding" "main" {
          bucket  = "b"
          role    = "roles/storage.objectViewer"
          members = ["user:ada@example.com", "allAuthenticatedUsers"]
        }
      `,
    ],
    near: [
      terraform`
        resource "google_storage_bucket_iam_member" "main" {
          bucket = "allUsers"
          role   = "roles/storage.objectViewer"
          member = "group:allusers@example.com"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "google_storage_bucket_iam_member" "main" {
          bucket = "b"
          role   = "roles/storage.objectViewer"
          member = var.given
        }
      `,
    ],
  },
}
