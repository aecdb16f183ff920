import { at, isOneOf } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'

export const basicRoles: Rule = {
  id: 'google/iam/basic-roles',
  title: 'A basic role is granted on the project',
  severity: 'high',
  why: 'Owner, editor and viewer span every service: hardly anyone needs what they give.',
  fix: 'Grant the predefined roles that are needed.',
  subject: ['cloudresourcemanager.googleapis.com/ProjectGrant'],
  aliases: [{ id: 'CKV_GCP_117', on: ['google_project_iam_member', 'google_project_iam_binding'] }],
  compliance: ['PCI DSS 4.0 7.2.2', 'SOC 2 CC6.3'],

  *check(live) {
    const role = at(live, 'role')
    yield* mustNot(
      isOneOf(role, ['roles/owner', 'roles/editor', 'roles/viewer']),
      'A basic role is granted.',
      role,
    )
  },

  examples: {
    good: [
      terraform`
        resource "google_project_iam_member" "main" {
          project = "p"
          role    = "roles/storage.objectViewer"
          member  = "user:ada@example.com"
        }
      `,
    ],
    bad: [
      terraform`
        resource "google_project_iam_member" "main" {
          project = "p"
          role    = "roles/viewer"
          member  = "user:ada@example.com"
        }
      `,
      terraform`
        resource "google_project_iam_binding" "main" {
          project = "p"
          role    = "roles/owner"
          members = ["group:ops@example.com"]
        }
      `,
    ],
    near: [
      terraform`
        resource "google_project_iam_member" "main" {
          project = "p"
          role    = "roles/compute.viewer"
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
