import { any, at, is } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'
import { containers, isWindows, workloadSources, workloads } from '../workload.ts'

export const writableRoot: Rule = {
  id: 'kubernetes/pods/writable-root',
  title: 'A container can write to its own root file system',
  severity: 'high',
  why: 'Whoever breaks in can replace programs and leave their own behind; with a read-only root nothing they write lasts.',
  fix: 'Set readOnlyRootFilesystem to true, and mount an emptyDir where the program must write.',
  subject: workloads,
  aliases: [
    { id: 'CKV_K8S_22', on: workloadSources },
    { id: 'AVD-KSV-0014', on: workloadSources },
  ],
  compliance: [],

  *check(live) {
    for (const container of containers(live)) {
      const readOnly = at(container, 'securityContext.readOnlyRootFilesystem')
      const holds = any([is(readOnly, true), isWindows(live)])
      yield* must(holds, 'The root file system of the container is writable.', readOnly, true)
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
              securityContext:
                readOnlyRootFilesystem: true
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
              security_context {
                read_only_root_filesystem = true
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
                  securityContext:
                    readOnlyRootFilesystem: false
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
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: registry.example.com/web:1.4.2
              securityContext:
                readOnlyRootFilesystem: "true"
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
              security_context {
                read_only_root_filesystem = var.given
              }
            }
          }
        }
      `,
    ],
  },
}
