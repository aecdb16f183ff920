import { at } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { mustBeSet } from '../../verdicts.ts'
import { containers, workloads, workloadSources } from '../workload.ts'

export const cpuRequest: Rule = {
  id: 'kubernetes/resources/cpu-request',
  title: 'A container asks for no processor time',
  severity: 'low',
  why: 'The scheduler puts it anywhere, also on a node that is full, where it gets what others leave.',
  fix: 'Set resources.requests.cpu.',
  subject: workloads,
  aliases: [
    { id: 'CKV_K8S_10', on: workloadSources },
    { id: 'AVD-KSV-0015', on: workloadSources },
  ],
  compliance: [],

  *check(live) {
    for (const container of containers(live)) {
      const set = at(container, 'resources.requests.cpu')
      yield* mustBeSet(set, 'No processor time is asked for.')
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
                requests = {
                  cpu = "500m"
                }
              }
            }
          }
        }
      `,
      terraform`
        resource "kubernetes_pod" "app" {
          metadata {
            name = "app"
          }
          spec {
            container {
              name  = "app"
              image = "registry.example.com/app:1.4.2"
              # A map as a block, as it was written before Terraform 0.12.
              resources {
                requests {
                  cpu = "100m"
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
                      resources: { requests: { cpu: 1 } }
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
