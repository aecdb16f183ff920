import { all, at, has } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { clusterRoleSources, isOfCoreGroup, roleSources, rulesOf } from '../roles.ts'

export const wildcardResources: Rule = {
  id: 'kubernetes/rbac/wildcard-resources',
  title: 'A role reaches every kind of resource',
  severity: 'critical',
  why: 'Secrets, and every resource that is installed later, are among them.',
  fix: 'List the resources that are needed.',
  subject: ['Role', 'ClusterRole'],
  aliases: [
    { id: 'CKV_K8S_49', on: roleSources },
    { id: 'AVD-KSV-0046', on: clusterRoleSources },
  ],
  compliance: ['CIS Kubernetes 1.9 5.1.3', 'PCI DSS 4.0 7.2.2', 'SOC 2 CC6.3'],

  *check(live) {
    for (const rule of rulesOf(live)) {
      const given = at(rule, 'resources')
      const reaches = has(given, '*')
      const ofCore = isOfCoreGroup(rule)
      // Of other groups `kubernetes/rbac/wildcard-group-resources` speaks.
      const shown = reaches === 'yes' && ofCore === 'undecided' ? at(rule, 'apiGroups') : given
      yield* mustNot(all([reaches, ofCore]), 'The rule is for every resource, secrets among them.', shown)
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
          - apiGroups: [""]
            resources: [pods]
            verbs: [get, list]
          - apiGroups: [""]
            resources: ["*"]
            verbs: [get]
      `,
      terraform`
        resource "kubernetes_cluster_role" "web" {
          metadata {
            name = "web"
          }
          rule {
            api_groups = [""]
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
          - nonResourceURLs: ["/metrics"]
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
            resources  = ["*"]
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
            resources  = var.given
            verbs      = ["get"]
          }
        }
      `,
    ],
  },
}
