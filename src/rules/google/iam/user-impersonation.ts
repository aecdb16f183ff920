import { at, isOneOf } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'

export const userImpersonation: Rule = {
  id: 'google/iam/user-impersonation',
  title: 'A person may act as any service account of the project',
  severity: 'high',
  why: 'Whoever has that account, or its password, has the rights of every service account.',
  fix: 'Grant the role on the one service account that is needed.',
  subject: ['cloudresourcemanager.googleapis.com/ProjectGrant'],
  aliases: [
    { id: 'CKV_GCP_41', on: ['google_project_iam_member', 'google_project_iam_binding'] },
    { id: 'AVD-GCP-0011', on: ['google_project_iam_member', 'google_project_iam_binding'] },
  ],
  compliance: ['CIS GCP 3.0 1.6', 'PCI DSS 4.0 7.2.2', 'SOC 2 CC6.3'],

  *check(live) {
    const role = at(live, 'role')
    const acts = isOneOf(role, ['roles/iam.serviceAccountUser', 'roles/iam.serviceAccountTokenCreator'])
    yield* mustNot(acts, 'The role lets its holders act as every service account of the project.', role)
  },

  examples: {
    good: [
      terraform`
        resource "google_project_iam_member" "main" {
          project = "p"
          role    = "roles/viewer"
          member  = "user:ada@example.com"
        }
      `,
    ],
    bad: [
      terraform`
        resource "google_project_iam_member" "main" {
          project = "p"
          role    = "roles/iam.serviceAccountUser"
          member  = "user:ada@example.com"
        }
      `,
      terraform`
        resource "google_project_iam_binding" "main" {
          project = "p"
          role    = "roles/iam.serviceAccountTokenCreator"
          members = ["group:ops@example.com"]
        }
      `,
    ],
    near: [
      terraform`
        resource "google_project_iam_member" "main" {
          project = "p"
          role    = "roles/iam.serviceAccountViewer"
          member  = "user:ada@example.com"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "google_project_iam_member" "main" {
          project = "p"
          role    = var.given
          member  = "user:ada@example.com"
        }
      `,
    ],
  },
}
