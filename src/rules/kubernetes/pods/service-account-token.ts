import { any, at, is, isSet } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'
import { podSpec, workloadSources, workloads } from '../workload.ts'

export const serviceAccountToken: Rule = {
  id: 'kubernetes/pods/service-account-token',
  title: 'A pod is given a token for the Kubernetes API that it may not need',
  severity: 'medium',
  why: 'The token lets whoever breaks into the pod talk to the cluster’s API as its service account.',
  fix: 'Set automountServiceAccountToken to false in the pod or its service account; mount a token only where the API is called.',
  subject: workloads,
  aliases: [
    { id: 'CKV_K8S_38', on: workloadSources },
    { id: 'AVD-KSV-0036', on: workloadSources },
  ],
  compliance: ['CIS Kubernetes 1.9 5.1.6'],

  *check(live, graph) {
    const mounted = at(podSpec(live), 'automountServiceAccountToken')
    const accounts = graph
      .uses(live, 'ServiceAccount')
      .map((one) => is(at(one, 'automountServiceAccountToken'), false))
    const holds = isSet(mounted) === 'no' ? any(accounts) : is(mounted, false)
    yield* must(holds, 'The token of the service account is mounted.', mounted, false)
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
              automountServiceAccountToken: true
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
            automount_service_account_token = true
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
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "kubernetes_pod_v1" "web" {
          metadata {
            name = "web"
          }
          spec {
            automount_service_account_token = var.given
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
