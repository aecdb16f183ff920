import type { Graph } from '../../model/live-graph.ts'
import type { Live } from '../../model/live.ts'
import { at } from '../facts.ts'

/** The jobs of a workflow that say nothing of the rights of their token, and those that do, also none at all. */
export function jobsByRights(
  workflow: Live,
  graph: Graph,
): { readonly silent: readonly Live[]; readonly telling: readonly Live[] } {
  const jobs = graph.all('job').filter(({ address }) => address.startsWith(`${workflow.address}/job/`))
  return { silent: jobs.filter(isSilent), telling: jobs.filter((job) => !isSilent(job)) }
}

/** The job around a step; a step of a composite action has none. */
export function jobAround(step: Live, graph: Graph): Live | undefined {
  return graph.all('job').find(({ address }) => step.address.startsWith(`${address}/step/`))
}

/** The workflow around a step. */
export function workflowAround(step: Live, graph: Graph): Live | undefined {
  return graph.all('workflow').find(({ address }) => step.address.startsWith(`${address}/job/`))
}

/** The steps behind a step in its job, in the order in which they are written. */
export function stepsAfter(step: Live, graph: Graph): readonly Live[] {
  const owner = step.address.slice(0, step.address.lastIndexOf('/step/') + '/step/'.length)
  return graph
    .all('step')
    .filter(({ address }) => address.startsWith(owner))
    .filter((one) => placeOf(one) > placeOf(step))
    .toSorted((one, other) => placeOf(one) - placeOf(other))
}

function placeOf({ madeOf: [part] }: Live): number {
  return part.resource.span.start
}

function isSilent(job: Live): boolean {
  return at(job, 'permissions').value.kind === 'absent'
}
