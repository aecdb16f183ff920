import { all, any, at, is, isWritten, items, matches, not, textOf, type Fact } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'
import { containers, isWindows, podSpec, workloadSources, workloads } from '../workload.ts'

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

  // A program that writes to its root, as nginx does, doesn't start any more: only where it has somewhere else to write.
  repair({ fact }) {
    const path = fact.path.replace(/\.securityContext\.readOnlyRootFilesystem$/u, '')
    return hasScratch(at(fact.live, path)) ? [{ path: fact.path, value: true }] : []
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
              volumeMounts:
                - name: scratch
                  mountPath: /tmp
          volumes:
            - name: scratch
              emptyDir: {}
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

/** Whether an empty folder that it may write to is mounted in a container: what holds data tells nothing of where a program writes beside. */
function hasScratch(container: Fact): boolean {
  const volumes = items(at(podSpec(container.live), 'volumes'))
  const scratch = new Set(
    volumes
      .filter((one) => any([isWritten(at(one, 'emptyDir')), isWritten(at(one, 'ephemeral'))]) === 'yes')
      .map((one) => textOf(at(one, 'name'))),
  )
  return items(at(container, 'volumeMounts')).some((mount) => {
    const name = textOf(at(mount, 'name'))
    const isUsable = all([
      not(is(at(mount, 'readOnly'), true)),
      not(matches(at(mount, 'mountPath'), /^\/dev\//u)),
    ])
    return name !== undefined && scratch.has(name) && isUsable === 'yes'
  })
}
