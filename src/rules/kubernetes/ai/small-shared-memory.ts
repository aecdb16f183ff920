import { at, is, items, textOf } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { must, violated } from '../../verdicts.ts'
import { gpuContainers, gpusOf } from '../gpu.ts'
import { podSpec, workloads } from '../workload.ts'

export const smallSharedMemory: Rule = {
  id: 'kubernetes/ai/small-shared-memory',
  title: 'A training with several GPUs has 64 MB of shared memory',
  severity: 'medium',
  why: 'Loaders and collectives hand data between processes through /dev/shm; with the default 64 MB they end with a bus error, often after hours.',
  fix: 'Mount an emptyDir with medium Memory at /dev/shm.',
  subject: workloads,
  aliases: [],
  compliance: [],

  *check(live) {
    for (const container of gpuContainers(live)) {
      if ((gpusOf(container) ?? 0) < 2) continue
      const mount = items(at(container, 'volumeMounts')).find(
        (one) => textOf(at(one, 'mountPath')) === '/dev/shm',
      )
      const name = mount && textOf(at(mount, 'name'))
      const volume = items(at(podSpec(live), 'volumes')).find((one) => textOf(at(one, 'name')) === name)
      if (mount === undefined || volume === undefined) {
        yield violated('Nothing larger is mounted at /dev/shm.', at(container, 'volumeMounts'))
        continue
      }
      yield* must(
        is(at(volume, 'emptyDir.medium'), 'Memory'),
        'What is mounted at /dev/shm is not memory.',
        at(volume, 'emptyDir.medium'),
      )
    }
  },

  examples: {
    good: [
      kubernetes`
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: web
        spec:
          template:
            spec:
              volumes:
                - name: shm
                  emptyDir:
                    medium: Memory
              containers:
                - name: web
                  image: registry.example.com/web:1.4.2
                  resources:
                    requests:
                      nvidia.com/gpu: 8
                    limits:
                      nvidia.com/gpu: 8
                  volumeMounts:
                    - name: shm
                      mountPath: /dev/shm
      `,
    ],
    bad: [
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
                  resources:
                    requests:
                      nvidia.com/gpu: 8
                    limits:
                      nvidia.com/gpu: 8
      `,
      kubernetes`
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: web
        spec:
          template:
            spec:
              volumes:
                - name: shm
                  emptyDir: {}
              containers:
                - name: web
                  image: registry.example.com/web:1.4.2
                  resources:
                    requests:
                      nvidia.com/gpu: 8
                    limits:
                      nvidia.com/gpu: 8
                  volumeMounts:
                    - name: shm
                      mountPath: /dev/shm
      `,
    ],
    near: [
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
                  resources:
                    requests:
                      nvidia.com/gpu: 1
                    limits:
                      nvidia.com/gpu: 1
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "kubernetes_deployment_v1" "web" {
          metadata {
            name = "web"
          }
          spec {
            template {
              spec {
                volume {
                  name = "shm"
                  empty_dir {
                    medium = var.given
                  }
                }
                container {
                  name  = "web"
                  image = "registry.example.com/web:1.4.2"
                  resources {
                    limits = {
                      "nvidia.com/gpu" = 8
                    }
                  }
                  volume_mount {
                    name       = "shm"
                    mount_path = "/dev/shm"
                  }
                }
              }
            }
          }
        }
      `,
    ],
  },
}
