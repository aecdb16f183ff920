import { all, any, atLeast, is, not } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { containers, isWindows, security, workloadSources, workloads } from '../workload.ts'

export const rootNotRefused: Rule = {
  id: 'kubernetes/pods/root-not-refused',
  title: 'A user is named, and root is not refused',
  severity: 'low',
  why: 'The id that is written keeps the container from root only as long as nobody changes it; runAsNonRoot has Kubernetes refuse root whatever the id is.',
  fix: 'Set runAsNonRoot to true for the pod or for each container, beside runAsUser.',
  subject: workloads,
  aliases: [{ id: 'AVD-KSV-0012', on: workloadSources }],
  compliance: [],

  *check(live) {
    for (const container of containers(live)) {
      const nonRoot = security(live, container, 'runAsNonRoot')
      const user = security(live, container, 'runAsUser')
      // Without a user above 0 the container may run as root, which is said instead.
      const relies = all([atLeast(user, 1), not(any([is(nonRoot, true), isWindows(live)]))])
      yield* mustNot(relies, 'Only the user id keeps the container from running as root.', nonRoot, true)
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
          securityContext:
            runAsNonRoot: true
            runAsUser: 10001
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
              security_context {
                run_as_non_root = true
                run_as_user     = 10001
              }
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
              securityContext:
                runAsUser: 10001
      `,
      kubernetes`
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          template:
            spec:
              securityContext:
                runAsUser: 10001
                runAsNonRoot: false
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
            security_context {
              run_as_user = 10001
            }
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
          securityContext:
            runAsNonRoot: true
          containers:
            - name: web
              image: registry.example.com/web:1.4.2
              securityContext:
                runAsUser: 10001
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
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "kubernetes_pod_v1" "web" {
          metadata {
            name = "web"
          }
          spec {
            security_context {
              run_as_user     = 10001
              run_as_non_root = var.given
            }
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
