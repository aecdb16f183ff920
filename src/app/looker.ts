import { parentPort } from 'node:worker_threads'
import type { ThreadReply } from '../host/threads.ts'
import { mineJob, type Mined, type MineJob } from './control/log-job.ts'
import { countedJob, lookJob, type CountedJob, type Look, type LookJob } from './control/look-job.ts'

// A thread of the server: what Prometheus answers may be large, and to learn of it takes longer than a request may hold up others.
parentPort?.on('message', (job: Job) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  void answered(job).then((reply) => parentPort?.postMessage(reply))
})

type Job = LookJob | CountedJob | MineJob

async function answered(job: Job): Promise<ThreadReply<Look | Mined>> {
  try {
    const output =
      job.what === 'mine' ? mineJob(job) : job.what === 'counted' ? countedJob(job) : await lookJob(job)
    return { kind: 'done', output }
  } catch (error) {
    return { kind: 'failed', why: error instanceof Error ? error.message : String(error) }
  }
}
