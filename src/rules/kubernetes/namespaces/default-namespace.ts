import { all, at, is, isSet, not } from '../../facts.ts'
import { isInCode } from '../../in-code.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'
import { workloads, workloadSources } from '../workload.ts'

const more = ['Service', 'Secret', 'ServiceAccount', 'Role', 'RoleBinding', 'ConfigMap', 'Ingress']
const namespaced = [...workloads, ...more]
const terraformTypes = [
  'service',
  'secret',
  'service_account',
  'role',
  'role_binding',
  'config_map',
  'ingress',
]
const sources = [
  ...workloadSources,
  ...more,
  ...terraformTypes.flatMap((name) => [`kubernetes_${name}`, `kubernetes_${name}_v1`]),
]

export const defaultNamespace: Rule = {
  id: 'kubernetes/namespaces/default-namespace',
  title: 'An object is put in the default namespace',
  severity: 'low',
  why: 'Everything that names no namespace ends up together there, without quotas, network policies or roles of its own.',
  fix: 'Name a namespace in the metadata.',
  subject: namespaced,
  aliases: [
    { id: 'CKV_K8S_21', on: sources },
    // A manifest may be of any kind, and that check is for workloads only.
    { id: 'AVD-KSV-0110', on: workloadSources.filter((type) => type !== 'kubernetes_manifest') },
  ],
  compliance: ['CIS Kubernetes 1.9 5.7.4'],

  *check(live) {
    const namespace = at(live, 'metadata.namespace')
    const name = at(live, 'metadata.name')
    // These two are made by Kubernetes itself, there; what is made here under a name that isn't known is neither.
    if (live.type === 'ServiceAccount' && is(name, 'default') === 'yes') return
    if (live.type === 'Service' && is(name, 'kubernetes') === 'yes') return
    // Whoever installs a chart says where: that it may be the default one is the supposition of whoever renders it without saying.
    const isAbsent = namespace.value.kind === 'absent'
    if (live.reading.format === 'helm' && (isAbsent || !isInCode(namespace))) return
    const holds = all([isSet(namespace), not(is(namespace, 'default'))])
    yield* must(holds, 'The object is put in the default namespace.', namespace)
  },

  examples: {
    good: [
      kubernetes`
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: web
          namespace: team-a
      `,
      terraform`
        resource "kubernetes_service_account" "web" {
          metadata {
            name      = "web"
            namespace = "team-a"
          }
        }
      `,
    ],
    bad: [
      kubernetes`
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: web
          namespace: default
      `,
      kubernetes`
        apiVersion: v1
        kind: Service
        metadata:
          name: web
      `,
      kubernetes`
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: registry.example.com/web:1.4.2
      `,
      terraform`
        resource "kubernetes_service_account" "web" {
          metadata {
            name = "web"
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
        rules: []
      `,
      kubernetes`
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: default
          namespace: default
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "kubernetes_service_account" "web" {
          metadata {
            name      = "web"
            namespace = var.given
          }
        }
      `,
    ],
  },
}
