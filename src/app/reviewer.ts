import { parentPort } from 'node:worker_threads'
import type { CommitRecord } from '../contract/records.ts'
import type { ThreadReply } from '../host/threads.ts'
import { reviewJob, type ReviewJob } from './control/review-job.ts'

// A thread of its own: one job after the other, each answered with its record or with why there is none.
parentPort?.on('message', (job: ReviewJob) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  void answered(job).then((reply) => parentPort?.postMessage(reply))
})

async function answered(job: ReviewJob): Promise<ThreadReply<CommitRecord>> {
  try {
    return { kind: 'done', output: await reviewJob(job) }
  } catch (error) {
    return { kind: 'failed', why: error instanceof Error ? error.message : String(error) }
  }
}
