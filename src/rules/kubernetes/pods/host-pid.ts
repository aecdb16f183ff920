import { at, is } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { podSpec, workloadSources, workloads } from '../workload.ts'

export const hostPid: Rule = {
  id: 'kubernetes/pods/host-pid',
  title: 'A pod shares the process namespace of its node',
  severity: 'high',
  why: 'The pod sees every process of the node, can read their environments, where secrets are, and can stop them.',
  fix: 'Remove hostPID.',
  subject: workloads,
  aliases: [
    { id: 'CKV_K8S_17', on: workloadSources },
    { id: 'AVD-KSV-0010', on: workloadSources },
  ],
  compliance: ['CIS Kubernetes 1.9 5.2.3', 'PCI DSS 4.0 2.2.6'],

  *check(live) {
    const shared = at(podSpec(live), 'hostPID')
    yield* mustNot(is(shared, true), 'The pod shares the processes of its node.', shared, false)
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
            host_pid = false
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
          hostPID: true
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
              hostPID: true
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
            host_pid = true
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
          hostPID: false
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
            host_pid = var.given
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
