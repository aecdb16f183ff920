import { all, not } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { changesSecrets, clusterRoleSources, namespacedRoleSources, readsSecrets, rulesOf } from '../roles.ts'

export const secretsChanged: Rule = {
  id: 'kubernetes/rbac/changes-secrets',
  title: 'A role lets its holders make or change every secret',
  severity: 'high',
  why: 'Whoever writes secrets can put in keys of their own, have a token made for any service account, or take away what others run on.',
  fix: 'Name the secrets with resourceNames, and leave create to the controller that needs it.',
  subject: ['Role', 'ClusterRole'],
  aliases: [
    { id: 'AVD-KSV-0041', on: clusterRoleSources },
    { id: 'AVD-KSV-0113', on: namespacedRoleSources },
  ],
  compliance: ['CIS Kubernetes 1.9 5.1.2', 'PCI DSS 4.0 7.2.2', 'SOC 2 CC6.3'],

  *check(live) {
    for (const rule of rulesOf(live)) {
      // Who may read them too is said to.
      const changes = all([changesSecrets(rule), not(readsSecrets(rule))])
      yield* mustNot(changes, 'The rule lets its holders make or change every secret.', rule)
    }
  },

  examples: {
    good: [
      kubernetes`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: web
        rules:
          - apiGroups: [""]
            resources: [pods]
            verbs: [create, delete]
      `,
      kubernetes`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata:
          name: web
          namespace: team-a
        rules:
          - apiGroups: [""]
            resources: [secrets]
            resourceNames: [web-tls]
            verbs: [update]
      `,
    ],
    bad: [
      kubernetes`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: web
        rules:
          - apiGroups: [apps, "*"]
            resources: [secrets]
            verbs: [create]
      `,
      kubernetes`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: web
        rules:
          - resources: [secrets]
            verbs: [create]
      `,
      kubernetes`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: web
        rules:
          - apiGroups: [""]
            resources: [secrets]
            verbs: [create]
      `,
      kubernetes`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata:
          name: web
          namespace: team-a
        rules:
          - apiGroups: [""]
            resources: [secrets]
            verbs: [delete, deletecollection]
      `,
      kubernetes`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: web
        rules:
          - apiGroups: [""]
            resources: [secrets]
            verbs: [impersonate]
      `,
      terraform`
        resource "kubernetes_cluster_role" "web" {
          metadata {
            name = "web"
          }
          rule {
            api_groups = [""]
            resources  = ["secrets"]
            verbs      = ["update"]
          }
        }
      `,
    ],
    near: [
      kubernetes`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: web
        rules:
          - apiGroups: [networking.istio.io]
            resources: ["*"]
            verbs: [create]
      `,
      kubernetes`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: web
        rules:
          - apiGroups: [""]
            resources: [configmaps]
            verbs: [create, update]
      `,
      kubernetes`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata:
          name: web
          namespace: team-a
        rules:
          - apiGroups: [""]
            resources: [secrets]
            verbs: [get]
      `,
    ],
    undecided: [
      terraform`
        variable "groups" {
          type = list(string)
        }
        resource "kubernetes_cluster_role" "web" {
          metadata {
            name = "web"
          }
          rule {
            api_groups = var.groups
            resources  = ["secrets"]
            verbs      = ["create"]
          }
        }
      `,
      terraform`
        variable "given" {}
        resource "kubernetes_cluster_role" "web" {
          metadata {
            name = "web"
          }
          rule {
            api_groups = [""]
            resources  = ["secrets"]
            verbs      = [var.given]
          }
        }
      `,
    ],
  },
}
