import { at } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { mustBeSet } from '../../verdicts.ts'
import { lasting, lastingSources, mainContainers } from '../workload.ts'

export const readinessProbe: Rule = {
  id: 'kubernetes/health/readiness-probe',
  title: 'Requests reach a container before it is ready',
  severity: 'low',
  why: 'Every rollout then answers some requests with errors, because a starting container counts as ready at once.',
  fix: 'Give each long-running container a readinessProbe.',
  subject: lasting,
  aliases: [{ id: 'CKV_K8S_9', on: lastingSources }],
  compliance: [],

  *check(live) {
    for (const container of mainContainers(live)) {
      yield* mustBeSet(at(container, 'readinessProbe'), 'The container has no readiness probe.')
    }
  },

  examples: {
    good: [
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
                  readinessProbe:
                    httpGet:
                      path: /ready
                      port: 8080
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
              readiness_probe {
                tcp_socket {
                  port = 8080
                }
              }
            }
          }
        }
      `,
    ],
    bad: [
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
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: web
        spec:
          template:
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
            container {
              name  = "web"
              image = "registry.example.com/web:1.4.2"
              dynamic "readiness_probe" {
                for_each = var.given
                content {
                  tcp_socket {
                    port = 8080
                  }
                }
              }
            }
          }
        }
      `,
    ],
  },
}
