import { answer, textOf } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { must, violated } from '../../verdicts.ts'
import { accelerators } from '../gpu.ts'
import { containers, workloads } from '../workload.ts'

export const gpuWithoutLimit: Rule = {
  id: 'kubernetes/ai/gpu-without-limit',
  title: 'A GPU is asked for without the same limit',
  severity: 'high',
  why: 'Kubernetes cannot share a GPU or overcommit it: a request without an equal limit is refused when the pod is made.',
  fix: 'Set limits to the same number as requests; limits alone are enough.',
  subject: workloads,
  aliases: [],
  compliance: [],

  *check(live) {
    for (const container of containers(live)) {
      for (const [name, asked] of accelerators(container, 'requests')) {
        const [, limit] = accelerators(container, 'limits').find(([other]) => other === name) ?? []
        if (limit === undefined) {
          yield violated('A GPU is requested without a limit.', asked)
          continue
        }
        const [wanted, most] = [textOf(asked), textOf(limit)]
        const equal = wanted === undefined || most === undefined ? 'undecided' : answer(wanted === most)
        yield* must(
          equal,
          'The request and the limit of GPUs differ.',
          equal === 'undecided' && wanted !== undefined ? limit : asked,
        )
      }
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
                  resources:
                    limits:
                      nvidia.com/gpu: 2
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
                      nvidia.com/gpu: 2
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
                  resources:
                    requests:
                      cpu: 1
                    limits:
                      nvidia.com/gpu: "1"
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
                    requests = {
                      "nvidia.com/gpu" = 1
                    }
                    limits = {
                      "nvidia.com/gpu" = var.given
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
