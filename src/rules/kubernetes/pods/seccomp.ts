import type { Live } from '../../../model/live.ts'
import { any, at, entries, isOneOf, matches, textOf, type Answer, type Fact } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'
import { containers, isWindows, podMetadata, security, workloadSources, workloads } from '../workload.ts'

export const seccomp: Rule = {
  id: 'kubernetes/pods/seccomp',
  title: 'A container may use every system call',
  severity: 'low',
  why: 'A seccomp profile takes away the system calls that programs never need and attacks on the kernel do.',
  fix: 'Set securityContext.seccompProfile.type to RuntimeDefault, for the pod or for each container.',
  subject: workloads,
  aliases: [
    { id: 'CKV_K8S_31', on: workloadSources },
    { id: 'AVD-KSV-0030', on: workloadSources },
    { id: 'AVD-KSV-0104', on: workloadSources },
  ],
  compliance: ['CIS Kubernetes 1.9 5.7.2', 'PCI DSS 4.0 2.2.6'],

  *check(live) {
    for (const container of containers(live)) {
      const profile = security(live, container, 'seccompProfile.type')
      const holds = any([
        isOneOf(profile, ['RuntimeDefault', 'Localhost']),
        isAnnotated(live, container),
        isWindows(live),
      ])
      yield* must(holds, 'No seccomp profile is set.', profile)
    }
  },

  repair({ fact }) {
    return [{ path: fact.path, value: 'RuntimeDefault' }]
  },

  examples: {
    good: [
      kubernetes`
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            seccompProfile:
              type: RuntimeDefault
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
                seccompProfile:
                  type: Localhost
                  localhostProfile: web.json
      `,
      terraform`
        resource "kubernetes_pod_v1" "web" {
          metadata {
            name = "web"
          }
          spec {
            security_context {
              seccomp_profile {
                type = "RuntimeDefault"
              }
            }
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
          annotations:
            container.seccomp.security.alpha.kubernetes.io/proxy: runtime/default
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
      `,
      kubernetes`
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          template:
            spec:
              securityContext:
                seccompProfile:
                  type: Unconfined
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
          annotations:
            container.seccomp.security.alpha.kubernetes.io/web: runtime/default
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
          annotations:
            seccomp.security.alpha.kubernetes.io/pod: runtime/default
        spec:
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
            security_context {
              seccomp_profile {
                type = var.given
              }
            }
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

/** Before Kubernetes 1.19 annotations of the pod said it, for all containers or for one. */
function isAnnotated(live: Live, container: Fact): Answer {
  const annotations = at(podMetadata(live), 'annotations')
  const name = textOf(at(container, 'name')) ?? ''
  return any(
    entries(annotations)
      .filter(([key]) => key === `${annotation}/pod` || key === `container.${annotation}/${name}`)
      .map(([, profile]) => matches(profile, /^(?:(?:runtime|docker)\/default|localhost\/.+)$/u)),
  )
}

const annotation = 'seccomp.security.alpha.kubernetes.io'
