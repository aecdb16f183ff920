import { at, atLeast, items } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { containers, workloadSources, workloads } from '../workload.ts'

export const hostPort: Rule = {
  id: 'kubernetes/pods/host-port',
  title: 'A container takes a port of its node',
  severity: 'high',
  why: 'The port is open on the node itself, past services and ingress, and only one such pod fits on a node.',
  fix: 'Remove hostPort and reach the pod through a Service.',
  subject: workloads,
  aliases: [
    { id: 'CKV_K8S_26', on: workloadSources },
    { id: 'AVD-KSV-0024', on: workloadSources },
  ],
  compliance: ['CIS Kubernetes 1.9 5.2.13'],

  *check(live) {
    for (const container of containers(live)) {
      for (const port of items(at(container, 'ports'))) {
        const taken = at(port, 'hostPort')
        yield* mustNot(atLeast(taken, 1), 'The container takes a port of its node.', taken)
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
          containers:
            - name: web
              image: registry.example.com/web:1.4.2
              ports:
                - containerPort: 8080
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
              port {
                container_port = 8080
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
              ports:
                - containerPort: 8080
                  hostPort: 8080
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
              port {
                container_port = 8080
                host_port      = 80
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
              ports:
                - containerPort: 8080
                  hostPort: 0
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
              port {
                container_port = 8080
                host_port      = var.given
              }
            }
          }
        }
      `,
    ],
  },
}
