import { at, has } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { roleSources, rulesOf } from '../roles.ts'

export const wildcardApiGroups: Rule = {
  id: 'kubernetes/rbac/wildcard-api-groups',
  title: 'A role reaches the resources of every API group',
  severity: 'low',
  why: 'Custom resources that are installed later are among them.',
  fix: 'List the API groups that are needed.',
  subject: ['Role', 'ClusterRole'],
  aliases: [{ id: 'CKV_K8S_49', on: roleSources }],
  compliance: ['CIS Kubernetes 1.9 5.1.3', 'PCI DSS 4.0 7.2.2', 'SOC 2 CC6.3'],

  *check(live) {
    for (const rule of rulesOf(live)) {
      const given = at(rule, 'apiGroups')
      yield* mustNot(has(given, '*'), 'The rule is for every API group.', given)
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
          - apiGroups: ["*"]
            resources: [pods]
            verbs: [get]
      `,
      kubernetes`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata:
          name: web
          namespace: team-a
        rules:
          - apiGroups: ["*"]
            resources: [pods]
            verbs: [get]
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
          - apiGroups: ["*"]
            resources: [pods]
            verbs: [get]
      `,
      terraform`
        resource "kubernetes_cluster_role" "web" {
          metadata {
            name = "web"
          }
          rule {
            api_groups = ["*"]
            resources  = ["pods"]
            verbs      = ["get"]
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
            api_groups = var.given
            resources  = ["pods"]
            verbs      = ["get"]
          }
        }
      `,
    ],
  },
}
