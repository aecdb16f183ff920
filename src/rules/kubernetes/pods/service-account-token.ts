import { at, is, isSet, items, matches } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { containers, podSpec, workloadSources, workloads } from '../workload.ts'

export const serviceAccountToken: Rule = {
  id: 'kubernetes/pods/service-account-token',
  title: 'A pod is given a token for the Kubernetes API',
  severity: 'medium',
  why: 'The token lets whoever breaks into the pod talk to the cluster’s API as its service account.',
  fix: 'Set automountServiceAccountToken to false in the pod or its service account; mount a token only where the API is called.',
  subject: workloads,
  aliases: [
    { id: 'CKV_K8S_38', on: workloadSources },
    { id: 'AVD-KSV-0036', on: workloadSources },
  ],
  compliance: ['CIS Kubernetes 1.9 5.1.6', 'SOC 2 CC6.3'],

  *check(live) {
    const spec = podSpec(live)
    const mounted = at(spec, 'automountServiceAccountToken')
    yield* mustNot(is(mounted, true), 'The token of the service account is mounted.', mounted, false)
    if (isSet(mounted) !== 'no') return
    for (const container of containers(live)) {
      for (const volume of items(at(container, 'volumeMounts'))) {
        const path = at(volume, 'mountPath')
        yield* mustNot(matches(path, tokens), 'A token of the service account is mounted.', path)
      }
    }
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
          volumes:
            - name: token
              projected:
                sources:
                  - serviceAccountToken:
                      path: token
          containers:
            - name: web
              image: registry.example.com/web:1.4.2
              volumeMounts:
                - name: token
                  mountPath: /var/run/secrets/kubernetes.io/serviceaccount
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
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: registry.example.com/web:1.4.2
      `,
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

/** Where Kubernetes puts the token, and its clients look for it. */
const tokens = /^\/var\/run\/secrets\/kubernetes\.io\/serviceaccount\/?$/u
