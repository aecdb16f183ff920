import { at, has } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { clusterRoleSources, isOfCoreGroup, roleSources, rulesOf } from '../roles.ts'

export const wildcardGroupResources: Rule = {
  id: 'kubernetes/rbac/wildcard-group-resources',
  title: 'A role reaches every kind of resource of an API group',
  severity: 'medium',
  why: 'Kinds of resources that the group gets later are among them, and nobody sees which are needed.',
  fix: 'List the resources that are needed.',
  subject: ['Role', 'ClusterRole'],
  aliases: [
    { id: 'CKV_K8S_49', on: roleSources },
    { id: 'AVD-KSV-0046', on: clusterRoleSources },
  ],
  compliance: ['CIS Kubernetes 1.9 5.1.3', 'PCI DSS 4.0 7.2.2', 'SOC 2 CC6.3'],

  *check(live) {
    for (const rule of rulesOf(live)) {
      // With the core group `kubernetes/rbac/wildcard-resources` speaks.
      if (isOfCoreGroup(rule) === 'yes') continue
      const given = at(rule, 'resources')
      yield* mustNot(has(given, '*'), 'The rule is for every resource of its API groups.', given)
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
          - apiGroups: [networking.istio.io]
            resources: ["*"]
            verbs: [get]
      `,
      kubernetes`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata:
          name: web
          namespace: team-a
        rules:
          - apiGroups: [networking.istio.io]
            resources: ["*"]
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
          - apiGroups: [networking.istio.io]
            resources: ["*"]
            verbs: [get]
      `,
      terraform`
        resource "kubernetes_cluster_role" "web" {
          metadata {
            name = "web"
          }
          rule {
            api_groups = ["networking.istio.io"]
            resources  = ["*"]
            verbs      = ["get"]
          }
        }
      `,
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
            resources  = ["*"]
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
          - apiGroups: [""]
            resources: ["*"]
            verbs: [get]
      `,
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
            api_groups = ["networking.istio.io"]
            resources  = var.given
            verbs      = ["get"]
          }
        }
      `,
    ],
  },
}
