import { all, any, at, isOneOf, matches } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { holdsServiceAccount } from '../accounts.ts'

export const serviceAccountAdmin: Rule = {
  id: 'google/iam/service-account-admin',
  title: 'A service account has an admin role on the project',
  severity: 'high',
  why: 'A key of that account that leaks gives the project away.',
  fix: 'Grant the narrow roles that the program needs.',
  subject: ['cloudresourcemanager.googleapis.com/ProjectGrant'],
  aliases: [
    { id: 'CKV_GCP_42', on: ['google_project_iam_member', 'google_project_iam_binding'] },
    { id: 'AVD-GCP-0007', on: ['google_project_iam_member', 'google_project_iam_binding'] },
  ],
  compliance: ['CIS GCP 3.0 1.5', 'PCI DSS 4.0 7.2.5', 'SOC 2 CC6.3'],

  *check(live) {
    const role = at(live, 'role')
    const wide = any([isOneOf(role, ['roles/owner', 'roles/editor']), matches(role, /admin$/iu)])
    const accounts = holdsServiceAccount(at(live, 'members'))
    yield* mustNot(all([wide, accounts]), 'A service account has an admin role.', role)
  },

  examples: {
    good: [
      terraform`
        resource "google_project_iam_member" "main" {
          project = "p"
          role    = "roles/storage.objectViewer"
          member  = "serviceAccount:web@p.iam.gserviceaccount.com"
        }
      `,
    ],
    bad: [
      terraform`
        resource "google_project_iam_member" "main" {
          project = "p"
          role    = "roles/owner"
          member  = "serviceAccount:web@p.iam.gserviceaccount.com"
        }
      `,
      terraform`
        resource "google_project_iam_binding" "main" {
          project = "p"
          role    = "roles/storage.admin"
          members = ["user:ada@example.com", "serviceAccount:web@p.iam.gserviceaccount.com"]
        }
      `,
      terraform`
        resource "google_project_iam_member" "main" {
          project = "p"
          role    = "roles/compute.networkAdmin"
          member  = "serviceAccount:web@p.iam.gserviceaccount.com"
        }
      `,
      terraform`
        resource "google_service_account" "web" {
          account_id = "web"
        }
        resource "google_project_iam_member" "main" {
          project = "p"
          role    = "roles/editor"
          member  = google_service_account.web.member
        }
      `,
    ],
    near: [
      terraform`
        resource "google_project_iam_member" "main" {
          project = "p"
          role    = "roles/owner"
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
          member  = "serviceAccount:web@p.iam.gserviceaccount.com"
        }
      `,
    ],
  },
}
