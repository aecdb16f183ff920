import { all, at, has } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { roleSources, rulesOf } from '../roles.ts'

export const everything: Rule = {
  id: 'kubernetes/rbac/everything',
  title: 'A role may do everything',
  severity: 'critical',
  why: 'Whoever holds the role owns the cluster.',
  fix: 'Say which verbs on which resources are needed; use the built-in view or edit roles for people.',
  subject: ['Role', 'ClusterRole'],
  aliases: [{ id: 'AVD-KSV-0044', on: roleSources }],
  compliance: ['CIS Kubernetes 1.9 5.1.1', 'PCI DSS 4.0 7.2.2', 'SOC 2 CC6.3'],

  *check(live) {
    for (const rule of rulesOf(live)) {
      const gives = all(['apiGroups', 'resources', 'verbs'].map((name) => has(at(rule, name), '*')))
      yield* mustNot(gives, 'The rule gives every right on every resource.', rule)
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
    ],
    bad: [
      kubernetes`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: web
        rules:
          - apiGroups: ["*"]
            resources: ["*"]
            verbs: ["*"]
      `,
      terraform`
        resource "kubernetes_cluster_role" "web" {
          metadata {
            name = "web"
          }
          rule {
            api_groups = ["*"]
            resources  = ["*"]
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
          - apiGroups: ["apps"]
            resources: ["*"]
            verbs: ["*"]
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
            api_groups = ["*"]
            resources  = ["*"]
            verbs      = var.given
          }
        }
      `,
    ],
  },
}
