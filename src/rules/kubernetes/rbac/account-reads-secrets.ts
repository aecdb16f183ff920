import { at, isOneOf, items } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { undecided, violated } from '../../verdicts.ts'
import { bindingSources, readsSecrets, rulesOf } from '../roles.ts'

export const accountReadsSecrets: Rule = {
  id: 'kubernetes/rbac/account-reads-secrets',
  title: 'A service account can read every secret',
  severity: 'critical',
  why: 'Whoever breaks into one pod of that account reads every secret in reach, and goes on with them.',
  fix: 'Bind a role that names the secrets with resourceNames.',
  subject: ['RoleBinding', 'ClusterRoleBinding'],
  aliases: [{ id: 'CKV2_K8S_5', on: bindingSources }],
  compliance: ['CIS Kubernetes 1.9 5.1.2', 'PCI DSS 4.0 7.2.5', 'SOC 2 CC6.3'],

  *check(live, graph) {
    const accounts = items(at(live, 'subjects')).filter(
      (one) => isOneOf(at(one, 'kind'), ['ServiceAccount', 'Node']) !== 'no',
    )
    if (accounts.length === 0) return
    const roles = [...graph.uses(live, 'Role'), ...graph.uses(live, 'ClusterRole')]
    for (const rule of roles.flatMap(rulesOf)) {
      const reads = readsSecrets(rule)
      if (reads === 'no') continue
      if (reads === 'yes')
        yield violated(
          'The role that is bound lets a service account read every secret.',
          at(live, 'roleRef.name'),
          { via: [rule] },
        )
      else yield undecided('The role that is bound may let a service account read every secret.', rule)
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
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata:
          name: web
        roleRef:
          apiGroup: rbac.authorization.k8s.io
          kind: ClusterRole
          name: web
        subjects:
          - kind: ServiceAccount
            name: web
            namespace: team-a
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
            resources: [secrets]
            verbs: [get, list, watch]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata:
          name: web
        roleRef:
          apiGroup: rbac.authorization.k8s.io
          kind: ClusterRole
          name: web
        subjects:
          - kind: ServiceAccount
            name: web
            namespace: team-a
      `,
    ],
    near: [
      kubernetes`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: mesh
        rules:
          - apiGroups: [networking.istio.io]
            resources: ["*"]
            verbs: [get, list, watch]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata:
          name: mesh
        roleRef:
          apiGroup: rbac.authorization.k8s.io
          kind: ClusterRole
          name: mesh
        subjects:
          - kind: ServiceAccount
            name: mesh
            namespace: team-a
      `,
      kubernetes`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: web
        rules:
          - apiGroups: [""]
            resources: [secrets]
            verbs: [list]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata:
          name: web
        roleRef:
          apiGroup: rbac.authorization.k8s.io
          kind: ClusterRole
          name: web
        subjects:
          - kind: User
            name: web
      `,
    ],
    undecided: [
      terraform`
        variable "groups" {
          type = list(string)
        }
        resource "kubernetes_cluster_role" "mesh" {
          metadata {
            name = "mesh"
          }
          rule {
            api_groups = var.groups
            resources  = ["*"]
            verbs      = ["get"]
          }
        }
        resource "kubernetes_cluster_role_binding" "mesh" {
          metadata {
            name = "mesh"
          }
          role_ref {
            api_group = "rbac.authorization.k8s.io"
            kind      = "ClusterRole"
            name      = kubernetes_cluster_role.mesh.metadata[0].name
          }
          subject {
            kind      = "ServiceAccount"
            name      = "mesh"
            namespace = "team-a"
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
        resource "kubernetes_cluster_role_binding" "web" {
          metadata {
            name = "web"
          }
          role_ref {
            api_group = "rbac.authorization.k8s.io"
            kind      = "ClusterRole"
            name      = kubernetes_cluster_role.web.metadata[0].name
          }
          subject {
            kind      = "ServiceAccount"
            name      = "web"
            namespace = "team-a"
          }
        }
      `,
    ],
  },
}
