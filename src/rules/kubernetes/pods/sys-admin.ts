import { any, at, items, matches } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { containers, workloadSources, workloads } from '../workload.ts'

export const sysAdmin: Rule = {
  id: 'kubernetes/pods/sys-admin',
  title: 'A container has the capability SYS_ADMIN',
  severity: 'high',
  why: 'SYS_ADMIN is root by another name: it mounts file systems, enters namespaces, and is how most escapes from containers begin.',
  fix: 'Remove SYS_ADMIN from securityContext.capabilities.add.',
  subject: workloads,
  aliases: [
    { id: 'CKV_K8S_39', on: workloadSources },
    { id: 'AVD-KSV-0005', on: workloadSources },
  ],
  compliance: ['CIS Kubernetes 1.9 5.2.9', 'PCI DSS 4.0 2.2.6'],

  *check(live) {
    for (const container of containers(live)) {
      const added = at(container, 'securityContext.capabilities.add')
      // Container runtimes read the names without regard to case.
      const found = any(items(added).map((one) => matches(one, /^(?:(?:CAP_)?SYS_ADMIN|ALL)$/iu)))
      yield* mustNot(found, 'The container is given SYS_ADMIN.', added)
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
      `,
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
                capabilities:
                  drop: [ALL]
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
              securityContext:
                capabilities:
                  add: [SYS_ADMIN]
      `,
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
                      securityContext:
                        capabilities:
                          add: [CAP_SYS_ADMIN]
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
                capabilities {
                  add = ["SYS_ADMIN"]
                }
              }
            }
          }
        }
      `,
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
                capabilities:
                  add: [ALL]
      `,
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
                capabilities:
                  add: [sys_admin]
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
                capabilities:
                  drop: [SYS_ADMIN]
      `,
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
                capabilities:
                  add: [SYS_TIME]
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
                capabilities {
                  add = var.given
                }
              }
            }
          }
        }
      `,
    ],
  },
}
