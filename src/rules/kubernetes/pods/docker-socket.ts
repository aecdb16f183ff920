import { at, isOneOf, items } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { podSpec, workloadSources, workloads } from '../workload.ts'

export const dockerSocket: Rule = {
  id: 'kubernetes/pods/docker-socket',
  title: 'The socket of Docker is mounted',
  severity: 'high',
  why: 'Whoever can write to the socket can start a privileged container: the pod owns its node.',
  fix: 'Remove the hostPath volume; build images with a builder that needs no daemon.',
  subject: workloads,
  aliases: [
    { id: 'CKV_K8S_27', on: workloadSources },
    { id: 'AVD-KSV-0006', on: workloadSources },
  ],
  compliance: ['PCI DSS 4.0 2.2.6'],

  *check(live) {
    for (const volume of items(at(podSpec(live), 'volumes'))) {
      const path = at(volume, 'hostPath.path')
      yield* mustNot(isOneOf(path, sockets), 'The socket of Docker is mounted.', path)
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
          volumes:
            - name: data
              emptyDir: {}
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
            volume {
              name = "data"
              empty_dir {}
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
        spec:
          volumes:
            - name: sock
              hostPath:
                path: /var/run/docker.sock
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
            volume {
              name = "sock"
              host_path {
                path = "/var/run/docker.sock"
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
    near: [
      kubernetes`
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: log
              hostPath:
                path: /var/log
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
          volumes:
            - name: sock
              hostPath:
                path: /run/containerd/containerd.sock
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
            volume {
              name = "sock"
              host_path {
                path = var.given
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

const sockets = ['/var/run/docker.sock', '/run/docker.sock', '/var/run/docker.sock/', '/run/docker.sock/']
