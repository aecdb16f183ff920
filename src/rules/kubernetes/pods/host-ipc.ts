import { at, is } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { podSpec, workloadSources, workloads } from '../workload.ts'

export const hostIpc: Rule = {
  id: 'kubernetes/pods/host-ipc',
  title: 'A pod shares the memory of processes on its node',
  severity: 'high',
  why: 'Shared memory of every other process that uses it can be read and changed by the pod.',
  fix: 'Remove hostIPC; for a large /dev/shm mount an emptyDir with medium Memory.',
  subject: workloads,
  aliases: [
    { id: 'CKV_K8S_18', on: workloadSources },
    { id: 'AVD-KSV-0008', on: workloadSources },
  ],
  compliance: ['CIS Kubernetes 1.9 5.2.4', 'PCI DSS 4.0 2.2.6'],

  *check(live) {
    const shared = at(podSpec(live), 'hostIPC')
    yield* mustNot(
      is(shared, true),
      'The pod shares the inter-process communication of its node.',
      shared,
      false,
    )
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
            host_ipc = false
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
          hostIPC: true
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
              hostIPC: true
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
            host_ipc = true
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
          hostIPC: false
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
            host_ipc = var.given
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
