import { at, items, matches } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'
import { containers, usualCapability, workloads, workloadSources } from '../workload.ts'

export const addedCapability: Rule = {
  id: 'kubernetes/pods/added-capability',
  title: 'A container is given more capabilities than a container needs',
  severity: 'medium',
  why: 'Capabilities beyond the usual ones let a container reach into the node: load modules, change the network, read other processes.',
  fix: 'Remove the capability from securityContext.capabilities.add; NET_BIND_SERVICE is all that a web server needs.',
  subject: workloads,
  aliases: [
    { id: 'CKV_K8S_25', on: workloadSources },
    { id: 'AVD-KSV-0022', on: workloadSources },
  ],
  compliance: ['CIS Kubernetes 1.9 5.2.9', 'PCI DSS 4.0 2.2.6'],

  *check(live) {
    for (const container of containers(live)) {
      const beyond = items(at(container, 'securityContext.capabilities.add')).map((one) => ({
        one,
        usual: matches(one, usualCapability),
      }))
      const worst =
        beyond.find(({ usual }) => usual === 'no') ?? beyond.find(({ usual }) => usual === 'undecided')
      if (worst !== undefined)
        yield* must(worst.usual, 'The container is given an unusual capability.', worst.one)
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
                  add: [NET_BIND_SERVICE]
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
                  add: [NET_ADMIN]
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
                      add: [NET_BIND_SERVICE, SYS_TIME]
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
                  add = ["SYS_ADMIN"]
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
                  add: [CHOWN]
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
                  add: [net_bind_service]
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
