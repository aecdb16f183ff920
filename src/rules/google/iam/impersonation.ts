import { at, isOneOf } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'

/** Roles with a right to act as, or to give oneself, another account. */
const roles = [
  'roles/owner',
  'roles/editor',
  'roles/iam.securityAdmin',
  'roles/iam.serviceAccountAdmin',
  'roles/iam.serviceAccountKeyAdmin',
  'roles/iam.serviceAccountUser',
  'roles/iam.serviceAccountTokenCreator',
  'roles/iam.workloadIdentityUser',
  'roles/dataproc.editor',
  'roles/dataproc.admin',
  'roles/dataflow.developer',
  'roles/resourcemanager.folderAdmin',
  'roles/resourcemanager.folderIamAdmin',
  'roles/resourcemanager.projectIamAdmin',
  'roles/resourcemanager.organizationAdmin',
  'roles/cloudasset.viewer',
  'roles/cloudasset.owner',
  'roles/serverless.serviceAgent',
  'roles/dataproc.serviceAgent',
]

export const impersonation: Rule = {
  id: 'google/iam/impersonation',
  title: 'A role on the project lets its holders become other accounts',
  severity: 'high',
  why: 'From one such account every other can be reached, step by step.',
  fix: 'Grant the role on the one service account or folder that is needed.',
  subject: ['cloudresourcemanager.googleapis.com/ProjectGrant'],
  aliases: [{ id: 'CKV_GCP_49', on: ['google_project_iam_member', 'google_project_iam_binding'] }],
  compliance: ['PCI DSS 4.0 7.2.2', 'SOC 2 CC6.3'],

  *check(live) {
    const role = at(live, 'role')
    yield* mustNot(
      isOneOf(role, roles),
      'The role lets its holders act as or manage every service account.',
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
          role    = "roles/iam.serviceAccountAdmin"
          member  = "user:ada@example.com"
        }
      `,
      terraform`
        resource "google_project_iam_binding" "main" {
          project = "p"
          role    = "roles/editor"
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
