import { at, is } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { containers, workloadSources, workloads } from '../workload.ts'

export const privileged: Rule = {
  id: 'kubernetes/pods/privileged',
  title: 'A container is privileged',
  severity: 'high',
  why: 'A privileged container has all the rights of root on its node: whoever breaks into it has the node, and from there usually the cluster.',
  fix: 'Remove privileged, and add the one capability that is needed.',
  subject: workloads,
  aliases: [
    { id: 'CKV_K8S_16', on: workloadSources },
    { id: 'AVD-KSV-0017', on: workloadSources },
  ],
  compliance: ['CIS Kubernetes 1.9 5.2.2', 'NIST 800-53 AC-6', 'PCI DSS 4.0 2.2.6'],

  *check(live) {
    for (const container of containers(live)) {
      const given = at(container, 'securityContext.privileged')
      yield* mustNot(is(given, true), 'The container is privileged.', given, false)
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
                privileged = false
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
              securityContext:
                privileged: true
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
                        privileged: true
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
                privileged = true
              }
            }
          }
        }
      `,
      terraform`
        resource "kubernetes_deployment" "web" {
          metadata {
            name = "web"
          }
          spec {
            template {
              spec {
                container {
                  name  = "web"
                  image = "registry.example.com/web:1.4.2"
                  security_context {
                    privileged = true
                  }
                }
              }
            }
          }
        }
      `,
      kubernetes`
        apiVersion: v1
        kind: PodTemplate
        metadata:
          name: web
        template:
          spec:
            containers:
              - name: web
                image: registry.example.com/web:1.4.2
                securityContext:
                  privileged: true
      `,
      kubernetes`
        apiVersion: argoproj.io/v1alpha1
        kind: Rollout
        metadata:
          name: web
        spec:
          template:
            spec:
              containers:
                - name: web
                  image: registry.example.com/web:1.4.2
                  securityContext:
                    privileged: true
      `,
      terraform`
        resource "kubernetes_manifest" "web" {
          manifest = {
            apiVersion = "apps/v1"
            kind       = "Deployment"
            metadata   = { name = "web", namespace = "team-a" }
            spec = {
              template = {
                spec = {
                  containers = [{
                    name            = "web"
                    image           = "registry.example.com/web:1.4.2"
                    securityContext = { privileged = true }
                  }]
                }
              }
            }
          }
        }
      `,
    ],
    near: [
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
                  image: registry.example.com/web:1.4.2
                  securityContext:
                    privileged: false
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
                privileged = var.given
              }
            }
          }
        }
      `,
    ],
  },
}
