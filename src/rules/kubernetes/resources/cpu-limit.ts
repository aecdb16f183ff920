import { at } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { mustBeSet } from '../../verdicts.ts'
import { containers, workloads, workloadSources } from '../workload.ts'

export const cpuLimit: Rule = {
  id: 'kubernetes/resources/cpu-limit',
  title: 'A container may take all processor time of its node',
  severity: 'low',
  why: 'One busy container then slows down every other on the node.',
  fix: 'Set resources.limits.cpu.',
  subject: workloads,
  aliases: [
    { id: 'CKV_K8S_11', on: workloadSources },
    { id: 'AVD-KSV-0011', on: workloadSources },
  ],
  compliance: [],

  *check(live) {
    for (const container of containers(live)) {
      const set = at(container, 'resources.limits.cpu')
      yield* mustBeSet(set, 'Processor time has no limit.')
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
                  cpu: 500m
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
                  cpu = "500m"
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
                      resources: { limits: { cpu: 1 } }
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
                  cpu = var.given
                }
              }
            }
          }
        }
      `,
    ],
  },
}
