import { any, at, isSet } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'
import { gpuContainers, placement, usesGpu } from '../gpu.ts'
import { podSpec, workloads } from '../workload.ts'

export const gpuPlacement: Rule = {
  id: 'kubernetes/ai/gpu-placement',
  title: 'A GPU pod says nothing about the nodes that it needs',
  severity: 'medium',
  why: 'GPU nodes are usually tainted, so the pod waits for ever; where they are not, pods without GPUs fill them.',
  fix: 'Add a toleration for nvidia.com/gpu, and a nodeSelector or affinity for the GPU nodes.',
  subject: workloads,
  aliases: [],
  compliance: [],

  *check(live) {
    if (gpuContainers(live).every((one) => usesGpu(one) !== 'yes')) return
    const places = placement(live)
    const open = places.find((one) => isSet(one) === 'undecided') ?? at(podSpec(live), 'tolerations')
    yield* must(any(places.map(isSet)), 'No toleration, node selector or affinity says which nodes.', open)
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
              tolerations:
                - key: nvidia.com/gpu
                  operator: Exists
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
        kind: Deployment
        metadata:
          name: web
        spec:
          template:
            spec:
              nodeSelector:
                cloud.google.com/gke-accelerator: nvidia-l4
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
    near: [
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
                node_selector = var.given
                container {
                  name  = "web"
                  image = "registry.example.com/web:1.4.2"
                  resources {
                    limits = {
                      "nvidia.com/gpu" = 1
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
