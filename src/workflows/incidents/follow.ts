import type { IncidentWork } from '../../contract/incident-store.ts'
import type { Runs } from '../runtime/runtime.ts'

const atOnce = 8

/** Starts a run for each group of alerts, and each source of signals, for which it is time; gives how many. */
export async function followIncidents(work: IncidentWork, runs: Runs): Promise<number> {
  const due = await work.due(atOnce)
  for (const { moment, ...name } of due) {
    const { project, signals, group } = name
    // One at a time for each group; what was asked for while one ran comes after it.
    const lock = `investigate/${project}/${signals}/${group}`
    await runs.start('investigate.1', name, { id: `${lock}/${moment}`, lock })
    await work.begun(name, moment)
  }
  return due.length
}
