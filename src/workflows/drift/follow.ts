import type { DriftWork, RevertWork } from '../../contract/drift-store.ts'
import type { Runs } from '../runtime/runtime.ts'

const atOnce = 8

/** Starts a run for each stack for which it is time, and for each edit, pull request or plan that is asked for; gives how many. */
export async function followDrift(work: DriftWork, reverting: RevertWork, runs: Runs): Promise<number> {
  const due = await work.due(atOnce)
  for (const { moment, ...name } of due) {
    const { project, stack } = name
    // One at a time for each stack; what was asked for while one ran comes after it.
    const lock = `drift/${project}/${stack}`
    await runs.start('drift.1', name, { id: `${lock}/${moment}`, lock })
    await work.begun(name, moment)
  }
  const asked = await work.asked(atOnce)
  for (const one of asked) {
    const lock = `codify/${one.project}/${one.drift}`
    await runs.start('codify.1', one, { id: `${lock}/${one.state}/${one.moment}`, lock })
  }
  const reverts = await reverting.reverts(atOnce)
  for (const one of reverts) {
    const { project, drift, stack, state, moment } = one
    // Nothing is compared or planned while something is applied.
    const lock = `drift/${project}/${stack}`
    await runs.start('revert.1', one, { id: `revert/${project}/${drift}/${state}/${moment}`, lock })
  }
  return due.length + asked.length + reverts.length
}
