import { at } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { mustBeSet } from '../../verdicts.ts'
import { gpuContainers, services, usesGpu } from '../gpu.ts'

export const inferenceNotReady: Rule = {
  id: 'kubernetes/ai/inference-not-ready',
  title: 'Requests reach a model before it is loaded',
  severity: 'high',
  why: 'Loading weights takes minutes: until then every request to a new pod fails, in every rollout and whenever it scales.',
  fix: 'Add a readinessProbe that answers once the model is loaded, and a startupProbe with enough time.',
  subject: [...services],
  aliases: [],
  compliance: [],

  *check(live) {
    for (const container of gpuContainers(live)) {
      if (usesGpu(container) !== 'yes') continue
      yield* mustBeSet(at(container, 'readinessProbe'), 'The container has a GPU and no readiness probe.')
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
                  resources:
                    requests:
                      nvidia.com/gpu: 1
                    limits:
                      nvidia.com/gpu: 1
                  readinessProbe:
                    httpGet:
                      path: /ready
                      port: 8000
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
                  resources:
                    requests:
                      nvidia.com/gpu: 1
                    limits:
                      nvidia.com/gpu: 1
      `,
      kubernetes`
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: web
        spec:
          template:
            spec:
              containers:
                - name: web
                  image: registry.example.com/web:1.4.2
                  resources:
                    requests:
                      nvidia.com/gpu: 1
                    limits:
                      nvidia.com/gpu: 1
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
                  resources:
                    requests:
                      nvidia.com/gpu: 1
                    limits:
                      nvidia.com/gpu: 1
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "kubernetes_deployment_v1" "web" {
          metadata {
            name = "web"
          }
          spec {
            template {
              spec {
                container {
                  name  = "web"
                  image = "registry.example.com/web:1.4.2"
                  resources {
                    limits = {
                      "nvidia.com/gpu" = 1
                    }
                  }
                  dynamic "readiness_probe" {
                    for_each = var.given
                    content {
                      tcp_socket {
                        port = 8000
                      }
                    }
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
