import { at } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { mustBeSet } from '../../verdicts.ts'
import { containers, workloads, workloadSources } from '../workload.ts'

export const memoryRequest: Rule = {
  id: 'kubernetes/resources/memory-request',
  title: 'A container asks for no memory',
  severity: 'low',
  why: 'The scheduler puts it on nodes without room for it, and it is the first to be killed when memory is short.',
  fix: 'Set resources.requests.memory.',
  subject: workloads,
  aliases: [
    { id: 'CKV_K8S_12', on: workloadSources },
    { id: 'AVD-KSV-0016', on: workloadSources },
  ],
  compliance: [],

  *check(live) {
    for (const container of containers(live)) {
      const set = at(container, 'resources.requests.memory')
      yield* mustBeSet(set, 'No memory is asked for.')
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
              resources:
                requests:
                  memory: 256Mi
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
              resources {
                requests = {
                  memory = "256Mi"
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
                  resources: {}
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
                      resources: { requests: { memory: 1 } }
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
              resources {
                requests = {
                  memory = var.given
                }
              }
            }
          }
        }
      `,
    ],
  },
}
