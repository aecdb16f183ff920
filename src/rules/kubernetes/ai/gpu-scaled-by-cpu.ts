import { at, is, isSet, items } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { gpuContainers, usesGpu } from '../gpu.ts'

export const gpuScaledByCpu: Rule = {
  id: 'kubernetes/ai/gpu-scaled-by-cpu',
  title: 'A model server on GPUs is scaled by its processor',
  severity: 'medium',
  why: 'The processor idles while the GPU is full: it scales too late, or never.',
  fix: 'Scale on requests that wait, or on the use of the GPU.',
  subject: ['HorizontalPodAutoscaler'],
  aliases: [],
  compliance: [],

  *check(live, graph) {
    const targets = ['Deployment', 'StatefulSet'].flatMap((type) => graph.uses(live, type))
    if (targets.flatMap(gpuContainers).every((one) => usesGpu(one) !== 'yes')) return
    const names = items(at(live, 'spec.metrics')).map((one) => at(one, 'resource.name'))
    const others = items(at(live, 'spec.metrics')).filter((one) => is(at(one, 'type'), 'Resource') === 'no')
    if (others.length > 0) return
    const old = at(live, 'spec.targetCPUUtilizationPercentage')
    for (const name of names) yield* mustNot(is(name, 'cpu'), 'It scales on the processor only.', name)
    yield* mustNot(isSet(old), 'It scales on the processor only.', old)
  },

  examples: {
    good: [
      kubernetes`
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: 3
          selector:
            matchLabels: { app: web }
          template:
            metadata:
              labels: { app: web }
            spec:
              containers:
                - name: web
                  image: registry.example.com/web:1.4.2
                  resources:
                    requests:
                      nvidia.com/gpu: 1
                    limits:
                      nvidia.com/gpu: 1
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: web
        spec:
          scaleTargetRef:
            apiVersion: apps/v1
            kind: Deployment
            name: web
          maxReplicas: 8
          metrics:
            - type: Pods
              pods:
                metric: { name: vllm_num_requests_waiting }
                target: { type: AverageValue, averageValue: "4" }
      `,
    ],
    bad: [
      kubernetes`
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: 3
          selector:
            matchLabels: { app: web }
          template:
            metadata:
              labels: { app: web }
            spec:
              containers:
                - name: web
                  image: registry.example.com/web:1.4.2
                  resources:
                    requests:
                      nvidia.com/gpu: 1
                    limits:
                      nvidia.com/gpu: 1
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: web
        spec:
          scaleTargetRef:
            apiVersion: apps/v1
            kind: Deployment
            name: web
          maxReplicas: 8
          metrics:
            - type: Resource
              resource:
                name: cpu
                target: { type: Utilization, averageUtilization: 70 }
      `,
    ],
    near: [
      kubernetes`
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: 3
          selector:
            matchLabels: { app: web }
          template:
            metadata:
              labels: { app: web }
            spec:
              containers:
                - name: web
                  image: registry.example.com/web:1.4.2
                  resources:
                    requests:
                      nvidia.com/gpu: 1
                    limits:
                      nvidia.com/gpu: 1
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: web
        spec:
          scaleTargetRef:
            apiVersion: apps/v1
            kind: Deployment
            name: web
          maxReplicas: 8
          metrics:
            - type: Resource
              resource:
                name: cpu
                target: { type: Utilization, averageUtilization: 70 }
            - type: Pods
              pods:
                metric: { name: vllm_num_requests_waiting }
                target: { type: AverageValue, averageValue: "4" }
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
              metadata {}
              spec {
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
        resource "kubernetes_horizontal_pod_autoscaler_v2" "web" {
          metadata {
            name = "web"
          }
          spec {
            max_replicas = 4
            scale_target_ref {
              kind = "Deployment"
              name = kubernetes_deployment_v1.web.metadata[0].name
            }
            metric {
              type = "Resource"
              resource {
                name = var.given
                target {
                  type                = "Utilization"
                  average_utilization = 70
                }
              }
            }
          }
        }
      `,
    ],
  },
}
