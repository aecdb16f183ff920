import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { clusterRoleSources, namespacedRoleSources, readsSecrets, rulesOf } from '../roles.ts'

export const secretsRead: Rule = {
  id: 'kubernetes/rbac/reads-secrets',
  title: 'A role lets its holders read every secret',
  severity: 'critical',
  why: 'Secrets hold the keys to everything else: whoever reads them all can go on as anyone.',
  fix: 'Name the secrets with resourceNames, or mount them into the pods that need them.',
  subject: ['Role', 'ClusterRole'],
  aliases: [
    { id: 'AVD-KSV-0041', on: clusterRoleSources },
    { id: 'AVD-KSV-0113', on: namespacedRoleSources },
  ],
  compliance: ['CIS Kubernetes 1.9 5.1.2', 'PCI DSS 4.0 7.2.2', 'SOC 2 CC6.3'],

  *check(live) {
    for (const rule of rulesOf(live)) {
      yield* mustNot(readsSecrets(rule), 'The rule lets its holders read every secret.', rule)
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
            verbs: [get, list]
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
            verbs: [get]
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
            verbs: [get, list, watch]
      `,
      kubernetes`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: web
        rules:
          - resources: [secrets]
            verbs: [get, list, watch]
      `,
      kubernetes`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: web
        rules:
          - apiGroups: [""]
            resources: [secrets]
            verbs: [get, list]
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
            verbs: ["*"]
      `,
      terraform`
        resource "kubernetes_cluster_role" "web" {
          metadata {
            name = "web"
          }
          rule {
            api_groups = [""]
            resources  = ["pods", "secrets"]
            verbs      = ["watch"]
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
            verbs: [get, list, watch]
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
            verbs      = ["get"]
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
            verbs      = var.given
          }
        }
      `,
    ],
  },
}
