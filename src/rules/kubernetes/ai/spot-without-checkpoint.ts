import { any, at, entries, isSet, items, textOf, type Fact } from '../../facts.ts'
import { kubernetes, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'
import { argumentsOf, gpuContainers, usesGpu } from '../gpu.ts'
import { podSpec } from '../workload.ts'

/** Volumes that are there after the pod has gone. */
const lasting = [
  'persistentVolumeClaim',
  'nfs',
  'csi',
  'awsElasticBlockStore',
  'gcePersistentDisk',
  'cephfs',
  'ephemeral',
]

export const spotWithoutCheckpoint: Rule = {
  id: 'kubernetes/ai/spot-without-checkpoint',
  title: 'A training on spot nodes keeps nothing that outlives it',
  severity: 'high',
  why: 'Spot nodes are taken away at two minutes’ notice, and every hour of training since the start is lost.',
  fix: 'Mount a persistent volume for checkpoints, or write them to a bucket and say where in the environment.',
  subject: ['Job', 'CronJob'],
  aliases: [],
  compliance: [],

  *check(live) {
    const spec = podSpec(live)
    if (gpuContainers(live).every((one) => usesGpu(one) !== 'yes') || !isSpot(spec)) return
    const volumes = items(at(spec, 'volumes'))
    const claims = any(volumes.map((one) => any(lasting.map((kind) => isSet(at(one, kind))))))
    const named = gpuContainers(live).some((one) =>
      items(at(one, 'env')).some((variable) =>
        /CHECKPOINT|OUTPUT_DIR|S3_URI/iu.test(textOf(at(variable, 'name')) ?? ''),
      ),
    )
    const options = gpuContainers(live)
      .flatMap(argumentsOf)
      .some((one) => /checkpoint|resume|output[-_]dir/iu.test(textOf(one) ?? ''))
    if (named || options) return
    yield* must(
      claims,
      'Nothing that outlives the node is mounted or named for checkpoints.',
      at(spec, 'volumes'),
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
              nodeSelector:
                karpenter.sh/capacity-type: spot
              volumes:
                - name: ckpt
                  persistentVolumeClaim:
                    claimName: ckpt
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
        kind: Job
        metadata:
          name: web
        spec:
          template:
            spec:
              nodeSelector:
                karpenter.sh/capacity-type: spot
              containers:
                - name: web
                  image: registry.example.com/web:1.4.2
                  resources:
                    requests:
                      nvidia.com/gpu: 1
                    limits:
                      nvidia.com/gpu: 1
                  env:
                    - name: CHECKPOINT_DIR
                      value: s3://models/run-7
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
              nodeSelector:
                karpenter.sh/capacity-type: spot
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
        kind: Job
        metadata:
          name: web
        spec:
          template:
            spec:
              nodeSelector:
                cloud.google.com/gke-spot: "true"
              volumes:
                - name: tmp
                  emptyDir: {}
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
                  resources:
                    requests:
                      nvidia.com/gpu: 1
                    limits:
                      nvidia.com/gpu: 1
      `,
      kubernetes`
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: web
        spec:
          template:
            spec:
              nodeSelector:
                karpenter.sh/capacity-type: spot
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
            template {
              metadata {}
              spec {
                node_selector = {
                  "karpenter.sh/capacity-type" = "spot"
                }
                dynamic "volume" {
                  for_each = var.given
                  content {
                    name = "ckpt"
                  }
                }
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

/** Whether the node selector, the affinity or a toleration asks for nodes that can be taken away. */
function isSpot(spec: Fact): boolean {
  const selected = entries(at(spec, 'nodeSelector')).map(([key, value]) => `${key}=${textOf(value) ?? ''}`)
  const tolerated = items(at(spec, 'tolerations')).map(
    (one) => `${textOf(at(one, 'key')) ?? ''}=${textOf(at(one, 'value')) ?? ''}`,
  )
  return [...selected, ...tolerated].some((one) =>
    /(?:capacity-?type=spot|gke-spot=|spot-?instances?=|scalesetpriority=spot|preemptible=)/iu.test(one),
  )
}
