import { any, at, isSet } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'
import { gpuContainers, usesGpu } from '../gpu.ts'

export const gpuJobWithoutDeadline: Rule = {
  id: 'kubernetes/ai/gpu-job-without-deadline',
  title: 'A job on GPUs may run for ever',
  severity: 'low',
  why: 'A training that hangs holds its GPUs until somebody looks at the bill.',
  fix: 'Set activeDeadlineSeconds.',
  subject: ['Job', 'CronJob'],
  aliases: [],
  compliance: [],

  *check(live) {
    if (gpuContainers(live).every((one) => usesGpu(one) !== 'yes')) return
    const places =
      live.type === 'CronJob'
        ? ['spec.jobTemplate.spec', 'spec.jobTemplate.spec.template.spec']
        : ['spec', 'spec.template.spec']
    const deadlines = places.map((place) => at(live, `${place}.activeDeadlineSeconds`))
    yield* must(
      any(deadlines.map(isSet)),
      'The job has no deadline.',
      deadlines.find((one) => isSet(one) === 'undecided') ?? at(live, 'spec.activeDeadlineSeconds'),
    )
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
              activeDeadlineSeconds: 86400
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
                      nvidia.com/gpu: 1
                    limits:
                      nvidia.com/gpu: 1
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
          name: web
        spec:
          template:
            spec:
              containers:
                - name: web
                  image: registry.example.com/web:1.4.2
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
            active_deadline_seconds = var.given
            template {
              metadata {}
              spec {
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
