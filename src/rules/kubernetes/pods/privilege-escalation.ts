import { any, at, is } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'
import { containers, isWindows, workloadSources, workloads } from '../workload.ts'

export const privilegeEscalation: Rule = {
  id: 'kubernetes/pods/privilege-escalation',
  title: 'A container may gain more rights than it started with',
  severity: 'medium',
  why: 'A program with the setuid bit inside the image can then become root, which makes every flaw in the container worse.',
  fix: 'Set allowPrivilegeEscalation (allow_privilege_escalation) to false in the security context of each container.',
  subject: workloads,
  aliases: [
    { id: 'CKV_K8S_20', on: workloadSources },
    { id: 'AVD-KSV-0001', on: workloadSources },
  ],
  compliance: ['CIS Kubernetes 1.9 5.2.6', 'PCI DSS 4.0 2.2.6'],

  *check(live) {
    for (const container of containers(live)) {
      const allowed = at(container, 'securityContext.allowPrivilegeEscalation')
      const holds = any([is(allowed, false), isWindows(live)])
      yield* must(holds, 'Nothing keeps the container from gaining more rights.', allowed, false)
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
                allowPrivilegeEscalation: false
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
                allow_privilege_escalation = false
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
                  securityContext:
                    allowPrivilegeEscalation: true
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
                allow_privilege_escalation = true
              }
            }
          }
        }
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
          initContainers:
            - name: init
              image: registry.example.com/init:1
              securityContext:
                allowPrivilegeEscalation: false
          containers:
            - name: web
              image: registry.example.com/web:1.4.2
              securityContext:
                allowPrivilegeEscalation: false
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
                allow_privilege_escalation = var.given
              }
            }
          }
        }
      `,
    ],
  },
}
