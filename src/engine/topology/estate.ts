import type { Estate } from '../../model/reading.ts'
import type { Seen } from '../../model/topology/topology.ts'
import { cloudTopology } from './cloud.ts'
import { kubernetesTopology } from './kubernetes.ts'

/** The services that the sources describe and whom they call, in every root and variant; each call with its line. */
export function estateTopology({ readings }: Estate): Seen {
  const all = readings.flatMap((reading) => [kubernetesTopology(reading), cloudTopology(reading)])
  return { nodes: all.flatMap(({ nodes }) => nodes), calls: all.flatMap(({ calls }) => calls) }
}
