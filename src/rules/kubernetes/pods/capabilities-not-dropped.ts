import { any, at, items, matches } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'
import { containers, isWindows, workloadSources, workloads } from '../workload.ts'

export const capabilitiesNotDropped: Rule = {
  id: 'kubernetes/pods/capabilities-not-dropped',
  title: 'A container keeps capabilities that it does not need',
  severity: 'low',
  why: 'Containers start with a dozen of root’s capabilities, and hardly a program needs one: each is a way further for whoever breaks in.',
  fix: 'Drop ALL capabilities and add the few that are needed.',
  subject: workloads,
  aliases: [
    { id: 'CKV_K8S_37', on: workloadSources },
    { id: 'AVD-KSV-0003', on: workloadSources },
  ],
  compliance: ['CIS Kubernetes 1.9 5.2.10', 'PCI DSS 4.0 2.2.6'],

  *check(live) {
    for (const container of containers(live)) {
      const dropped = at(container, 'securityContext.capabilities.drop')
      // Container runtimes read the names without regard to case.
      const holds = any([...items(dropped).map((one) => matches(one, /^all$/iu)), isWindows(live)])
      yield* must(holds, 'Not all capabilities are dropped.', dropped)
    }
  },

  repair({ fact }) {
    return [{ path: fact.path, value: ['ALL'] }]
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
                  drop: [NET_RAW]
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
      kubernetes`
        apiVersion: apps/v1
        kind: ReplicaSet
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
                      add: [ALL]
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
                  drop:
                    - all
      `,
      kubernetes`
        apiVersion: v1
        kind: PodTemplate
        metadata:
          name: web
        template:
          spec:
            containers:
              - name: web
                image: registry.example.com/web:1.4.2
                securityContext:
                  capabilities:
                    drop: [All]
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
                  drop = var.given
                }
              }
            }
          }
        }
      `,
    ],
  },
}
