import { at, has } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { roleSources, rulesOf } from '../roles.ts'

export const wildcardVerbs: Rule = {
  id: 'kubernetes/rbac/wildcard-verbs',
  title: 'A role may do everything with some resources',
  severity: 'critical',
  why: 'Rights that nobody listed are given too: deleting, impersonating, and every verb that a later version adds.',
  fix: 'List the verbs that are needed.',
  subject: ['Role', 'ClusterRole'],
  aliases: [
    { id: 'CKV_K8S_49', on: roleSources },
    { id: 'AVD-KSV-0045', on: roleSources },
  ],
  compliance: ['CIS Kubernetes 1.9 5.1.3', 'PCI DSS 4.0 7.2.2', 'SOC 2 CC6.3'],

  *check(live) {
    for (const rule of rulesOf(live)) {
      const given = at(rule, 'verbs')
      yield* mustNot(has(given, '*'), 'The rule gives every verb.', given)
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
      terraform`
        resource "kubernetes_cluster_role" "web" {
          metadata {
            name = "web"
          }
          rule {
            api_groups = [""]
            resources  = ["pods"]
            verbs      = ["get"]
          }
        }
      `,
    ],
    bad: [
      kubernetes`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: web
        rules:
          - apiGroups: [""]
            resources: [pods]
            verbs: ["*"]
      `,
      kubernetes`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata:
          name: web
          namespace: team-a
        rules:
          - apiGroups: [""]
            resources: [pods]
            verbs: ["*"]
      `,
      kubernetes`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: web
        rules:
          - apiGroups: [""]
            resources: [pods]
            verbs: [get, list]
          - apiGroups: [""]
            resources: [pods]
            verbs: ["*"]
      `,
      terraform`
        resource "kubernetes_cluster_role" "web" {
          metadata {
            name = "web"
          }
          rule {
            api_groups = [""]
            resources  = ["pods"]
            verbs      = ["*"]
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
          - nonResourceURLs: ["/metrics"]
            verbs: [get]
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "kubernetes_cluster_role" "web" {
          metadata {
            name = "web"
          }
          rule {
            api_groups = [""]
            resources  = ["pods"]
            verbs      = var.given
          }
        }
      `,
    ],
  },
}
