import { at, is, isSet } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'
import { podSpec, workloadSources, workloads } from '../workload.ts'

export const serviceAccountTokenByDefault: Rule = {
  id: 'kubernetes/pods/service-account-token-by-default',
  title: 'A pod is given a token for the Kubernetes API that nobody asked for',
  severity: 'medium',
  why: 'Kubernetes mounts the token of the service account into every container unless it is told not to, and whoever breaks into one of them can talk to the API with it.',
  fix: 'Set automountServiceAccountToken to false in the pod, or in its service account.',
  subject: workloads,
  aliases: [{ id: 'CKV_K8S_38', on: workloadSources }],
  compliance: ['CIS Kubernetes 1.9 5.1.6', 'SOC 2 CC6.3'],

  *check(live, graph) {
    const mounted = at(podSpec(live), 'automountServiceAccountToken')
    if (isSet(mounted) !== 'no') return
    const told = graph.uses(live, 'ServiceAccount').map((one) => at(one, 'automountServiceAccountToken'))
    if (told.some((one) => is(one, false) === 'yes')) return
    const unsure = told.find((one) => is(one, false) === 'undecided')
    const message = 'The token of the service account is mounted.'
    yield* must(unsure === undefined ? 'no' : 'undecided', message, unsure ?? mounted, false)
  },

  examples: {
    good: [
      kubernetes`
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          automountServiceAccountToken: false
          containers:
            - name: web
              image: registry.example.com/web:1.4.2
      `,
      terraform`
        resource "kubernetes_pod_v1" "web" {
          metadata {
            name = "web"
          }
          spec {
            automount_service_account_token = false
            container {
              name  = "web"
              image = "registry.example.com/web:1.4.2"
            }
          }
        }
      `,
    ],
    bad: [
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
      kubernetes`
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          template:
            spec:
              serviceAccountName: web
              containers:
                - name: web
                  image: registry.example.com/web:1.4.2
      `,
      terraform`
        resource "kubernetes_pod_v1" "web" {
          metadata {
            name = "web"
          }
          spec {
            container {
              name  = "web"
              image = "registry.example.com/web:1.4.2"
            }
          }
        }
      `,
    ],
    near: [
      kubernetes`
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: web
        automountServiceAccountToken: false
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          serviceAccountName: web
          containers:
            - name: web
              image: registry.example.com/web:1.4.2
      `,
      kubernetes`
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          automountServiceAccountToken: true
          containers:
            - name: web
              image: registry.example.com/web:1.4.2
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "kubernetes_service_account_v1" "web" {
          metadata {
            name = "web"
          }
          automount_service_account_token = var.given
        }
        resource "kubernetes_pod_v1" "web" {
          metadata {
            name = "web"
          }
          spec {
            service_account_name = kubernetes_service_account_v1.web.metadata[0].name
            container {
              name  = "web"
              image = "registry.example.com/web:1.4.2"
            }
          }
        }
      `,
    ],
  },
}
