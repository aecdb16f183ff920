import { at } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { mustBeSet } from '../../verdicts.ts'
import { lasting, lastingSources, mainContainers } from '../workload.ts'

export const livenessProbe: Rule = {
  id: 'kubernetes/health/liveness-probe',
  title: 'Nothing notices when a container hangs',
  severity: 'low',
  why: 'A program that hangs keeps running and answers nobody until a person looks.',
  fix: 'Give each long-running container a livenessProbe.',
  subject: lasting,
  aliases: [{ id: 'CKV_K8S_8', on: lastingSources }],
  compliance: [],

  *check(live) {
    for (const container of mainContainers(live)) {
      yield* mustBeSet(at(container, 'livenessProbe'), 'The container has no liveness probe.')
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
                  livenessProbe:
                    httpGet:
                      path: /healthz
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
              liveness_probe {
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
      kubernetes`
        apiVersion: batch/v1
        kind: CronJob
        metadata:
          name: web
        spec:
          schedule: "0 * * * *"
          jobTemplate:
            spec:
              template:
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
              initContainers:
                - name: init
                  image: registry.example.com/init:1
              containers:
                - name: web
                  image: registry.example.com/web:1.4.2
                  livenessProbe:
                    exec:
                      command: [ok]
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
              dynamic "liveness_probe" {
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
