import { Worker } from 'node:worker_threads'
import { Fault } from '../kernel/fault.ts'

/** Threads that work beside this one, so that it is never kept busy. */
export interface Threads<Input, Output> {
  run(input: Input, signal: AbortSignal): Promise<ThreadOutcome<Output>>
  close(): Promise<void>
}

export type ThreadOutcome<Output> =
  | { readonly kind: 'done'; readonly output: Output }
  /** It took too long or too much memory, or fell over: the same input would do so again. */
  | { readonly kind: 'refused'; readonly why: string }

export interface ThreadLimits {
  readonly threads: number
  readonly heapMegabytes: number
  readonly seconds: number
}

/** What a thread answers: its entry posts one of these for each message that it gets. */
export type ThreadReply<Output> =
  | { readonly kind: 'done'; readonly output: Output }
  | { readonly kind: 'failed'; readonly why: string }

/** A few threads that run the module at `entry`. A thread lives on after its work; one that goes too far is ended. */
export function openThreads<Input, Output>(entry: URL, limits: ThreadLimits): Threads<Input, Output> {
  const idle: Worker[] = []
  const waiting: (() => void)[] = []
  const all = new Set<Worker>()
  let busy = 0
  const turn = async (): Promise<void> => {
    if (busy < limits.threads) {
      busy += 1
      return
    }
    await new Promise<void>((go) => waiting.push(go))
  }
  const done = (): void => {
    const next = waiting.shift()
    if (next === undefined) busy -= 1
    else next()
  }
  const begin = (): Worker => {
    const worker = new Worker(entry, {
      resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytes, stackSizeMb: 8 },
      stdout: false,
    })
    worker.unref()
    all.add(worker)
    worker.once('exit', () => all.delete(worker))
    // Whoever waits for its answer hears of an error; while nobody does it is of no interest.
    worker.on('error', () => undefined)
    return worker
  }
  return {
    run: async (input, signal) => {
      await turn()
      try {
        signal.throwIfAborted()
        const worker = idle.pop() ?? begin()
        const outcome = await answerOf<Input, Output>(worker, input, signal, limits)
        if (outcome.isAlive) idle.push(worker)
        else await worker.terminate()
        if (outcome.answer === undefined) throw new Fault('host/failed', { thread: 'stopped' })
        return outcome.answer
      } finally {
        done()
      }
    },
    close: async () => {
      await Promise.all([...all].map((one) => one.terminate()))
    },
  }
}

interface Answered<Output> {
  /** Undefined when the work is no longer wanted. */
  readonly answer: ThreadOutcome<Output> | undefined
  readonly isAlive: boolean
}

function answerOf<Input, Output>(
  worker: Worker,
  input: Input,
  signal: AbortSignal,
  { seconds, heapMegabytes }: ThreadLimits,
): Promise<Answered<Output>> {
  return new Promise((ended) => {
    const end = (answer: ThreadOutcome<Output> | undefined, isAlive: boolean): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stopped)
      worker.off('message', said)
      worker.off('error', fell)
      worker.off('exit', left)
      ended({ answer, isAlive })
    }
    const refuse = (why: string): void => end({ kind: 'refused', why }, false)
    const stopped = (): void => end(undefined, false)
    const said = (reply: ThreadReply<Output>): void => {
      if (reply.kind === 'done') end(reply, true)
      else end({ kind: 'refused', why: reply.why }, true)
    }
    const fell = (error: Error & { readonly code?: string }): void =>
      refuse(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? `It needs more than ${heapMegabytes} MB of memory.`
          : `It fell over: ${error.message}`,
      )
    const left = (): void => refuse('It ended without an answer.')
    const timer = setTimeout(() => refuse(`It took longer than ${seconds} seconds.`), seconds * 1000)
    signal.addEventListener('abort', stopped, { once: true })
    worker.on('message', said)
    worker.on('error', fell)
    worker.on('exit', left)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    worker.postMessage(input)
  })
}
