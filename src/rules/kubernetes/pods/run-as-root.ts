import { any, atLeast, is, isSet } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'
import { containers, isWindows, security, workloadSources, workloads } from '../workload.ts'

export const runAsRoot: Rule = {
  id: 'kubernetes/pods/run-as-root',
  title: 'A container may run as root',
  severity: 'medium',
  why: 'A process that escapes its container keeps the user it had inside it, so root inside becomes root on the node.',
  fix: 'Set runAsNonRoot to true, or runAsUser to an id above 0, for the pod or for each container.',
  subject: workloads,
  aliases: [
    { id: 'CKV_K8S_23', on: workloadSources },
    { id: 'AVD-KSV-0012', on: workloadSources },
  ],
  compliance: ['CIS Kubernetes 1.9 5.2.7', 'PCI DSS 4.0 2.2.6'],

  *check(live) {
    for (const container of containers(live)) {
      // Kubernetes starts no container as root that must not be, whatever its id.
      const nonRoot = security(live, container, 'runAsNonRoot')
      const user = security(live, container, 'runAsUser')
      const holds = any([is(nonRoot, true), atLeast(user, 1), isWindows(live)])
      yield* must(
        holds,
        'Nothing keeps the container from running as root.',
        isSet(user) === 'yes' ? user : nonRoot,
      )
    }
  },

  repair({ fact }) {
    return [{ path: fact.path.replace(/runAsUser$/u, 'runAsNonRoot'), value: true }]
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
          containers:
            - name: web
              image: registry.example.com/web:1.4.2
              securityContext:
                runAsUser: 10001
      `,
      terraform`
        resource "kubernetes_pod_v1" "web" {
          metadata {
            name = "web"
          }
          spec {
            security_context {
              run_as_non_root = true
            }
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
          securityContext:
            runAsNonRoot: true
          containers:
            - name: web
              image: registry.example.com/web:1.4.2
              securityContext:
                runAsNonRoot: false
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
      kubernetes`
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            runAsNonRoot: false
          containers:
            - name: web
              image: registry.example.com/web:1.4.2
      `,
      kubernetes`
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: web
        spec:
          template:
            spec:
              containers:
                - name: web
                  image: registry.example.com/web:1.4.2
                  securityContext:
                    runAsUser: 0
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
                runAsUser: 0
      `,
      kubernetes`
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            runAsUser: 0
          containers:
            - name: web
              image: registry.example.com/web:1.4.2
              securityContext:
                runAsUser: 1000
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
