import { any, at, isSet, numberOf } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'
import { replicaSpecs, trainingContainers, usesGpu } from '../gpu.ts'

export const noGangScheduling: Rule = {
  id: 'kubernetes/ai/no-gang-scheduling',
  title: 'Workers of a distributed training are not scheduled together',
  severity: 'medium',
  why: 'When only some workers find a GPU, they hold it and wait for the rest; two such trainings block each other for ever.',
  fix: 'Use a queue or a scheduler that starts all or none: Kueue, Volcano or coscheduling.',
  subject: ['Job', 'PyTorchJob.kubeflow.org', 'MPIJob.kubeflow.org', 'TFJob.kubeflow.org'],
  aliases: [],
  compliance: [],

  *check(live) {
    const groups = replicaSpecs(live)
    const workers =
      groups.reduce((sum, { count = 1 }) => sum + count, 0) + (numberOf(at(live, 'spec.parallelism')) ?? 0)
    if (workers < 2 || trainingContainers(live).every((one) => usesGpu(one) !== 'yes')) return
    const labels = at(live, 'metadata.labels')
    const gang = any([
      isSet(at(labels, '["kueue.x-k8s.io/queue-name"]')),
      isSet(at(live, 'metadata.annotations["scheduling.k8s.io/group-name"]')),
      isSet(at(live, 'spec.runPolicy.schedulingPolicy')),
      ...[
        at(live, 'spec'),
        at(live, 'spec.template.spec'),
        ...groups.map(({ spec }) => at(spec, 'template.spec')),
      ].map((spec) => isSet(at(spec, 'schedulerName'))),
    ])
    yield* must(gang, 'Nothing makes the workers start together.', at(live, 'spec'))
  },

  examples: {
    good: [
      kubernetes`
        apiVersion: kubeflow.org/v1
        kind: PyTorchJob
        metadata:
          name: train
          labels:
            kueue.x-k8s.io/queue-name: team-a
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
      kubernetes`
        apiVersion: kubeflow.org/v1
        kind: PyTorchJob
        metadata:
          name: train
        spec:
          runPolicy:
            schedulingPolicy:
              minAvailable: 4
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
      kubernetes`
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: train
        spec:
          parallelism: 4
          completions: 4
          template:
            spec:
              schedulerName: volcano
              containers:
                - name: train
                  image: registry.example.com/train:1.2.0
                  resources:
                    requests:
                      nvidia.com/gpu: 1
                    limits:
                      nvidia.com/gpu: 1
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
      kubernetes`
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: train
        spec:
          parallelism: 4
          completions: 4
          template:
            spec:
              containers:
                - name: train
                  image: registry.example.com/train:1.2.0
                  resources:
                    requests:
                      nvidia.com/gpu: 1
                    limits:
                      nvidia.com/gpu: 1
      `,
    ],
    near: [
      kubernetes`
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: train
        spec:
          backoffLimit: 1
          template:
            spec:
              containers:
                - name: train
                  image: registry.example.com/train:1.2.0
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
        resource "kubernetes_job_v1" "train" {
          metadata {
            name = "train"
          }
          spec {
            parallelism = 4
            template {
              metadata {}
              spec {
                scheduler_name = var.given
                container {
                  name  = "train"
                  image = "registry.example.com/train:1.2.0"
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
