import { at, matches } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'
import { containers, workloads, workloadSources } from '../workload.ts'

export const latestTag: Rule = {
  id: 'kubernetes/images/latest-tag',
  title: 'An image is not pinned to a version',
  severity: 'medium',
  why: 'What latest means changes without a change here: pods of one workload run different programs, and a rollback brings nothing back.',
  fix: 'Write a tag other than latest, or better a digest.',
  subject: workloads,
  aliases: [
    { id: 'CKV_K8S_14', on: workloadSources },
    { id: 'AVD-KSV-0013', on: workloadSources },
  ],
  compliance: [],

  *check(live) {
    for (const container of containers(live)) {
      const image = at(container, 'image')
      if (image.value.kind === 'absent') continue
      yield* must(matches(image, pinned), 'The image has no tag of a version.', image)
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
              image: registry.example.com:5000/web@sha256:1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f
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
    bad: [
      kubernetes`
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: nginx
      `,
      kubernetes`
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          template:
            spec:
              containers:
                - name: web
                  image: nginx:latest
      `,
      kubernetes`
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: registry.example.com:5000/web
      `,
      terraform`
        resource "kubernetes_pod_v1" "web" {
          metadata {
            name = "web"
          }
          spec {
            container {
              name  = "web"
              image = "nginx:latest"
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
              image: registry.example.com/latest/web:1.0.0
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
              image = var.given
            }
          }
        }
      `,
    ],
  },
}

/** A digest, or a tag that isn't latest; a colon before a slash is a port. */
const pinned = /@sha256:|:(?!latest$)[^/:]+$/u
