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

function isSilent(job: Live): boolean {
  return at(job, 'permissions').value.kind === 'absent'
}
