import { at, isOneOf, items, textOf } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'

export const notebookAdmin: Rule = {
  id: 'kubernetes/ai/notebook-admin',
  title: 'Notebooks may do everything in the cluster',
  severity: 'critical',
  why: 'A notebook runs whatever its user pastes, and packages that nobody read: each of them then owns the cluster.',
  fix: 'Bind a role for the one namespace with what notebooks need.',
  subject: ['ClusterRoleBinding', 'RoleBinding'],
  aliases: [],
  compliance: ['PCI DSS 4.0 7.2.5', 'SOC 2 CC6.3'],

  *check(live) {
    const role = at(live, 'roleRef.name')
    const wide = isOneOf(role, ['cluster-admin', 'admin'])
    for (const subject of items(at(live, 'subjects'))) {
      const names = ['name', 'namespace'].map((name) => textOf(at(subject, name)) ?? '')
      if (!names.some((name) => /notebook|jupyter|jhub/iu.test(name))) continue
      yield* mustNot(wide, 'The account of notebooks has a role of administrators.', role)
    }
  },

  examples: {
    good: [
      kubernetes`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata:
          name: nb
          namespace: lab
        roleRef:
          apiGroup: rbac.authorization.k8s.io
          kind: ClusterRole
          name: view
        subjects:
          - kind: ServiceAccount
            name: notebook
            namespace: lab
      `,
    ],
    bad: [
      kubernetes`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata:
          name: nb
        roleRef:
          apiGroup: rbac.authorization.k8s.io
          kind: ClusterRole
          name: cluster-admin
        subjects:
          - kind: ServiceAccount
            name: default
            namespace: jupyterhub
      `,
    ],
    near: [
      kubernetes`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata:
          name: ops
        roleRef:
          apiGroup: rbac.authorization.k8s.io
          kind: ClusterRole
          name: cluster-admin
        subjects:
          - kind: Group
            name: ops
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "kubernetes_cluster_role_binding_v1" "nb" {
          metadata {
            name = "nb"
          }
          role_ref {
            api_group = "rbac.authorization.k8s.io"
            kind      = "ClusterRole"
            name      = var.given
          }
          subject {
            kind      = "ServiceAccount"
            name      = "notebook"
            namespace = "lab"
          }
        }
      `,
    ],
  },
}
