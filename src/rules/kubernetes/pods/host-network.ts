import { at, is } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { podSpec, workloadSources, workloads } from '../workload.ts'

export const hostNetwork: Rule = {
  id: 'kubernetes/pods/host-network',
  title: 'A pod uses the network of its node',
  severity: 'high',
  why: 'The pod can listen to what others on the node send, reach services bound to localhost, and is outside of every network policy.',
  fix: 'Remove hostNetwork.',
  subject: workloads,
  aliases: [
    { id: 'CKV_K8S_19', on: workloadSources },
    { id: 'AVD-KSV-0009', on: workloadSources },
  ],
  compliance: ['CIS Kubernetes 1.9 5.2.5', 'PCI DSS 4.0 2.2.6'],

  *check(live) {
    const shared = at(podSpec(live), 'hostNetwork')
    yield* mustNot(is(shared, true), 'The pod uses the network of its node.', shared, false)
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
      `,
      terraform`
        resource "kubernetes_pod_v1" "web" {
          metadata {
            name = "web"
          }
          spec {
            host_network = false
            container {
              name  = "web"
              image = "registry.example.com/web:1.4.2"
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
          hostNetwork: true
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
              hostNetwork: true
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
            host_network = true
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
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          hostNetwork: false
          containers:
            - name: web
              image: registry.example.com/web:1.4.2
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
            host_network = var.given
            container {
              name  = "web"
              image = "registry.example.com/web:1.4.2"
            }
          }
        }
      `,
    ],
  },
}
