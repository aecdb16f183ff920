import { parentPort } from 'node:worker_threads'
import type { CommitRecord } from '../contract/records.ts'
import type { ThreadReply } from '../host/threads.ts'
import type { Investigation } from '../workflows/incidents/investigate-run.ts'
import { driftJob, isDriftJob, type DriftJob, type DriftOutput } from './control/drift-job.ts'
import { incidentJob, isIncidentJob, type IncidentJob } from './control/incident-job.ts'
import { reviewJob, type ReviewJob } from './control/review-job.ts'

// A thread of its own: one job after the other, each answered with what it gives or with why there is nothing.
parentPort?.on('message', (job: Job) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  void answered(job).then((reply) => parentPort?.postMessage(reply))
})

type Job = ReviewJob | DriftJob | IncidentJob

async function answered(job: Job): Promise<ThreadReply<CommitRecord | DriftOutput | Investigation>> {
  try {
    if (isIncidentJob(job)) return { kind: 'done', output: await incidentJob(job) }
    return { kind: 'done', output: await (isDriftJob(job) ? driftJob(job) : reviewJob(job)) }
  } catch (error) {
    return { kind: 'failed', why: error instanceof Error ? error.message : String(error) }
  }
}
