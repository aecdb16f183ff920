import type { Live } from '../../model/live.ts'
import {
  any,
  at,
  atLeast,
  entries,
  isSet,
  items,
  numberOf,
  textOf,
  type Answer,
  type Fact,
} from '../facts.ts'
import { once } from '../once.ts'
import { containers, podSpec } from './workload.ts'

/** Workloads that answer requests. */
export const services = ['Deployment', 'StatefulSet', 'ReplicaSet'] as const

/** The resources that stand for accelerators, by vendor. */
const gpu =
  /^(?:nvidia\.com\/(?:gpu|mig-.+)|amd\.com\/gpu|habana\.ai\/gaudi|aws\.amazon\.com\/neuron(?:core|device)?|google\.com\/tpu|gpu\.intel\.com\/.+)$/u

/** The accelerators that a container asks for or is limited to: name, and the value. */
export function accelerators(
  container: Fact,
  kind: 'requests' | 'limits',
): readonly (readonly [string, Fact])[] {
  return entries(at(container, `resources.${kind}`)).filter(([name]) => gpu.test(name))
}

/** Whether a container has an accelerator. */
export function usesGpu(container: Fact): Answer {
  return any(
    [...accelerators(container, 'requests'), ...accelerators(container, 'limits')].map(([, count]) =>
      atLeast(count, 1),
    ),
  )
}

/** The containers of a workload that have accelerators. */
export const gpuContainers = once((live: Live): readonly Fact[] =>
  containers(live).filter((one) => usesGpu(one) !== 'no'),
)

/** The containers of every replica of a training operator's job, or of the pods of a workload. */
export function trainingContainers(live: Live): readonly Fact[] {
  return replicaSpecs(live)
    .flatMap(({ spec }) => items(at(spec, 'template.spec.containers')))
    .concat(gpuContainers(live))
}

/** The kinds of replicas that a training operator's job has, with how many there are of each. */
export function replicaSpecs(
  live: Live,
): readonly { readonly name: string; readonly spec: Fact; readonly count: number | undefined }[] {
  const groups = ['pytorchReplicaSpecs', 'mpiReplicaSpecs', 'tfReplicaSpecs'].flatMap((name) =>
    entries(at(live, `spec.${name}`)),
  )
  return groups.map(([name, spec]) => {
    const replicas = at(spec, 'replicas')
    return { name, spec, count: replicas.value.kind === 'absent' ? 1 : numberOf(replicas) }
  })
}

/** The accelerators of one pod, when they are all known. */
export function gpusOf(container: Fact): number | undefined {
  const [first] = accelerators(container, 'limits')
  return first === undefined ? undefined : numberOf(first[1])
}

/** The value of an environment variable that is written out; absent when it isn't set or comes from elsewhere. */
export function environmentOf(container: Fact, name: string): Fact | undefined {
  const found = items(at(container, 'env')).find((one) => textOf(at(one, 'name')) === name)
  return found && isSet(at(found, 'value')) !== 'no' ? at(found, 'value') : undefined
}

/** The texts that a container is started with, in order. */
export function argumentsOf(container: Fact): readonly Fact[] {
  return [...items(at(container, 'command')), ...items(at(container, 'args'))]
}

/** Where pods go: the node selector, the affinity and the tolerations. */
export function placement(live: Live): readonly Fact[] {
  const spec = podSpec(live)
  return [at(spec, 'nodeSelector'), at(spec, 'affinity.nodeAffinity'), at(spec, 'tolerations')]
}
