import { parentPort } from 'node:worker_threads'
import type { ThreadReply } from '../host/threads.ts'
import { lookJob, type Look, type LookJob } from './control/look-job.ts'

// A thread of the server: what Prometheus answers may be large, and to learn of it takes longer than a request may hold up others.
parentPort?.on('message', (job: LookJob) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  void answered(job).then((reply) => parentPort?.postMessage(reply))
})

async function answered(job: LookJob): Promise<ThreadReply<Look>> {
  try {
    return { kind: 'done', output: await lookJob(job) }
  } catch (error) {
    return { kind: 'failed', why: error instanceof Error ? error.message : String(error) }
  }
}
