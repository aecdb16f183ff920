import { at, isOneOf, items } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { podSpec, workloads } from '../workload.ts'

export const runtimeSocket: Rule = {
  id: 'kubernetes/pods/runtime-socket',
  title: 'The socket of the container runtime is mounted',
  severity: 'high',
  why: 'Whoever can write to the socket can start a privileged container: the pod owns its node, as with the socket of Docker.',
  fix: 'Remove the hostPath volume; build images with a builder that needs no daemon.',
  subject: workloads,
  aliases: [],
  compliance: ['PCI DSS 4.0 2.2.6'],

  *check(live) {
    for (const volume of items(at(podSpec(live), 'volumes'))) {
      const path = at(volume, 'hostPath.path')
      yield* mustNot(isOneOf(path, sockets), 'The socket of the container runtime is mounted.', path)
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
                path: /run/containerd/containerd.sock
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
                path = "/run/containerd/containerd.sock"
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
                path: /var/run/docker.sock
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

const sockets = [
  '/run/containerd/containerd.sock',
  '/var/run/containerd/containerd.sock',
  '/run/crio/crio.sock',
  '/var/run/crio/crio.sock',
  '/run/cri-dockerd.sock',
  '/var/run/cri-dockerd.sock',
  '/run/podman/podman.sock',
  '/run/k3s/containerd/containerd.sock',
]
