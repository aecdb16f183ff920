import { at } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { mustBeSet } from '../../verdicts.ts'
import { containers, workloads, workloadSources } from '../workload.ts'

export const memoryLimit: Rule = {
  id: 'kubernetes/resources/memory-limit',
  title: 'A container may take all memory of its node',
  severity: 'low',
  why: 'A leak in one container then takes down others on the node.',
  fix: 'Set resources.limits.memory.',
  subject: workloads,
  aliases: [
    { id: 'CKV_K8S_13', on: workloadSources },
    { id: 'AVD-KSV-0018', on: workloadSources },
  ],
  compliance: [],

  *check(live) {
    for (const container of containers(live)) {
      const set = at(container, 'resources.limits.memory')
      yield* mustBeSet(set, 'Memory has no limit.')
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
                limits:
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
                limits = {
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
                      resources: { limits: { memory: 1 } }
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
                limits = {
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
