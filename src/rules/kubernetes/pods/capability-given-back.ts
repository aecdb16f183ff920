import { all, at, items, matches } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { containers, usualCapability, workloadSources, workloads } from '../workload.ts'

export const capabilityGivenBack: Rule = {
  id: 'kubernetes/pods/capability-given-back',
  title: 'A container is given a capability',
  severity: 'info',
  why: 'Even a harmless capability is one more thing that a process may do; most containers need none.',
  fix: 'Leave capabilities.add out; listen on a port above 1024 instead of asking for NET_BIND_SERVICE.',
  subject: workloads,
  aliases: [{ id: 'CKV_K8S_25', on: workloadSources }],
  compliance: ['CIS Kubernetes 1.9 5.2.9'],

  *check(live) {
    for (const container of containers(live)) {
      const added = at(container, 'securityContext.capabilities.add')
      // An unusual one is said instead.
      const some = items(added).map((one) => matches(one, usualCapability))
      if (some.length > 0) yield* mustNot(all(some), 'The container is given a capability.', added)
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
          containers:
            - name: web
              image: registry.example.com/web:1.4.2
              securityContext:
                capabilities:
                  drop: [ALL]
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
                capabilities {
                  drop = ["ALL"]
                }
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
                capabilities:
                  add: [NET_BIND_SERVICE]
                  drop: [ALL]
      `,
      kubernetes`
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          template:
            spec:
              containers:
                - name: web
                  image: registry.example.com/web:1.4.2
                  securityContext:
                    capabilities:
                      add: [CHOWN, SETUID]
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
                capabilities {
                  add = ["KILL"]
                }
              }
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
              securityContext:
                capabilities:
                  add: []
                  drop: [ALL]
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
                capabilities:
                  add: [NET_ADMIN]
                  drop: [ALL]
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
            container {
              name  = "web"
              image = "registry.example.com/web:1.4.2"
              security_context {
                capabilities {
                  add = [var.given]
                }
              }
            }
          }
        }
      `,
    ],
  },
}
