import { at, entries, is, items, textOf } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { gpuContainers, usesGpu } from '../gpu.ts'

export const exposedInference: Rule = {
  id: 'kubernetes/ai/exposed-inference',
  title: 'A model server is open to the internet',
  severity: 'high',
  why: 'Model servers have no login of their own: anyone can use your GPUs, and ask the model for what it knows.',
  fix: 'Use type ClusterIP behind a gateway that asks who is there, or an internal load balancer.',
  subject: ['Service'],
  aliases: [],
  compliance: ['SOC 2 CC6.6'],

  *check(live, graph) {
    const type = at(live, 'spec.type')
    const servers = ['Deployment', 'StatefulSet', 'Pod'].flatMap((kind) => graph.uses(live, kind))
    if (servers.flatMap(gpuContainers).every((one) => usesGpu(one) !== 'yes')) return
    if (items(at(live, 'spec.loadBalancerSourceRanges')).length > 0) return
    const annotations = entries(at(live, 'metadata.annotations'))
    const internal = annotations.some(
      ([key, value]) =>
        /internal|scheme|load-balancer-type/iu.test(key) && /^(?:true|internal)$/iu.test(textOf(value) ?? ''),
    )
    if (!internal)
      yield* mustNot(is(type, 'LoadBalancer'), 'The load balancer is open to the internet.', type)
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
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          type: ClusterIP
          selector: { app: web }
          ports:
            - port: 80
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
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          type: LoadBalancer
          selector: { app: web }
          ports:
            - port: 80
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
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          type: LoadBalancer
          selector: { app: web }
          loadBalancerSourceRanges: ["10.0.0.0/8"]
          ports:
            - port: 80
      `,
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
        apiVersion: v1
        kind: Service
        metadata:
          name: web
          annotations:
            networking.gke.io/load-balancer-type: Internal
        spec:
          type: LoadBalancer
          selector: { app: web }
          ports:
            - port: 80
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
              metadata {
                labels = {
                  app = "web"
                }
              }
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
        resource "kubernetes_service_v1" "web" {
          metadata {
            name = "web"
          }
          spec {
            type     = var.given
            selector = kubernetes_deployment_v1.web.spec[0].template[0].metadata[0].labels
          }
        }
      `,
    ],
  },
}
