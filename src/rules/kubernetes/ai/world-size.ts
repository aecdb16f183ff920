import { at, numberOf } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { undecided, violated } from '../../verdicts.ts'
import { environmentOf, gpusOf, replicaSpecs, trainingContainers } from '../gpu.ts'

export const worldSize: Rule = {
  id: 'kubernetes/ai/world-size',
  title: 'The world size of a training does not match its workers',
  severity: 'high',
  why: 'The training waits for workers that never come, holding all its GPUs, or runs on fewer than were paid for.',
  fix: 'Set WORLD_SIZE to the number of replicas times the GPUs of each, or leave it to the operator.',
  subject: ['PyTorchJob.kubeflow.org', 'Job'],
  aliases: [],
  compliance: [],

  *check(live) {
    const parallel = at(live, 'spec.parallelism')
    const groups = replicaSpecs(live)
    const pods =
      groups.length > 0 ? groups.reduce((sum, { count = NaN }) => sum + count, 0) : numberOf(parallel)
    for (const container of trainingContainers(live)) {
      const said = environmentOf(container, 'WORLD_SIZE')
      const gpus = gpusOf(container)
      if (said === undefined || gpus === undefined) continue
      if (pods === undefined && parallel.value.kind === 'absent') continue
      if (said.value.kind === 'unknown') yield undecided('The world size may not match the workers.', said)
      else if (pods === undefined) yield undecided('The world size may not match the workers.', parallel)
      // One process for each GPU, or one for each pod that starts its own.
      else if (numberOf(said) !== pods * gpus && numberOf(said) !== pods) {
        yield violated('WORLD_SIZE is neither the number of workers nor that of their GPUs.', said)
      }
    }
  },

  examples: {
    good: [
      kubernetes`
        apiVersion: kubeflow.org/v1
        kind: PyTorchJob
        metadata:
          name: train
        spec:
          pytorchReplicaSpecs:
            Master:
              replicas: 1
              template:
                spec:
                  containers:
                    - name: pytorch
                      image: registry.example.com/train:1.2.0
                      env:
                        - name: WORLD_SIZE
                          value: "32"
                      resources:
                        limits:
                          nvidia.com/gpu: 8
            Worker:
              replicas: 3
              template:
                spec:
                  containers:
                    - name: pytorch
                      image: registry.example.com/train:1.2.0
                      env:
                        - name: WORLD_SIZE
                          value: "32"
                      resources:
                        limits:
                          nvidia.com/gpu: 8
      `,
      kubernetes`
        apiVersion: kubeflow.org/v1
        kind: PyTorchJob
        metadata:
          name: train
        spec:
          pytorchReplicaSpecs:
            Master:
              replicas: 1
              template:
                spec:
                  containers:
                    - name: pytorch
                      image: registry.example.com/train:1.2.0
                      env:
                        - name: WORLD_SIZE
                          value: "4"
                      resources:
                        limits:
                          nvidia.com/gpu: 8
            Worker:
              replicas: 3
              template:
                spec:
                  containers:
                    - name: pytorch
                      image: registry.example.com/train:1.2.0
                      env:
                        - name: WORLD_SIZE
                          value: "4"
                      resources:
                        limits:
                          nvidia.com/gpu: 8
      `,
    ],
    bad: [
      kubernetes`
        apiVersion: kubeflow.org/v1
        kind: PyTorchJob
        metadata:
          name: train
        spec:
          pytorchReplicaSpecs:
            Master:
              replicas: 1
              template:
                spec:
                  containers:
                    - name: pytorch
                      image: registry.example.com/train:1.2.0
                      env:
                        - name: WORLD_SIZE
                          value: "16"
                      resources:
                        limits:
                          nvidia.com/gpu: 8
            Worker:
              replicas: 3
              template:
                spec:
                  containers:
                    - name: pytorch
                      image: registry.example.com/train:1.2.0
                      env:
                        - name: WORLD_SIZE
                          value: "16"
                      resources:
                        limits:
                          nvidia.com/gpu: 8
      `,
    ],
    near: [
      kubernetes`
        apiVersion: kubeflow.org/v1
        kind: PyTorchJob
        metadata:
          name: train
        spec:
          pytorchReplicaSpecs:
            Master:
              replicas: 1
              template:
                spec:
                  containers:
                    - name: pytorch
                      image: registry.example.com/train:1.2.0
                      resources:
                        limits:
                          nvidia.com/gpu: 8
            Worker:
              replicas: 3
              template:
                spec:
                  containers:
                    - name: pytorch
                      image: registry.example.com/train:1.2.0
                      resources:
                        limits:
                          nvidia.com/gpu: 8
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "kubernetes_job_v1" "train" {
          metadata {
            name = "train"
          }
          spec {
            parallelism = 4
            template {
              metadata {}
              spec {
                container {
                  name  = "train"
                  image = "registry.example.com/train:1.2.0"
                  env {
                    name  = "WORLD_SIZE"
                    value = var.given
                  }
                  resources {
                    limits = {
                      "nvidia.com/gpu" = 1
                    }
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
