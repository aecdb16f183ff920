import { z } from 'zod'
import { Fault } from '../../kernel/fault.ts'

/**
 * What a workflow is given of the world. A step that has ended is never run again, whatever dies; one that was under way
 * is begun again, so what it does must be repeatable. What a step gives back is written down: plain data, and small.
 */
export interface Durable {
  /** The id of this run. */
  readonly run: string
  /**
   * Does something whose result is needed later. What was written down may be another build's: what no longer has this shape
   * is worked out again. The signal says that the work is no longer wanted.
   */
  step<Result>(
    name: string,
    shape: z.ZodType<Result>,
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result>
  /** A step of which only that it was done is needed. */
  act(name: string, work: (signal: AbortSignal) => Promise<unknown>): Promise<void>
  sleep(milliseconds: number): Promise<void>
  /** Waits for a signal of this name, also for one that came before; undefined when the time is over, or it is no such thing. */
  signal<Value>(name: string, shape: z.ZodType<Value>, seconds: number): Promise<Value | undefined>
}

/** A durable definition: a straight-line function of steps and signals. `version` grows with a change of its steps. */
export interface Workflow<Input, Ending> {
  readonly name: string
  readonly version: number
  /** What it is started with. */
  readonly input: z.ZodType<Input>
  run(this: void, durable: Durable, input: Input): Promise<Ending>
}

/** A definition as a worker has it: what it is started with was written down, perhaps by another build, and is looked at first. */
export interface Runnable {
  readonly name: string
  readonly version: number
  run(durable: Durable, given: unknown): Promise<unknown>
}

/** Makes a definition one that can be run. */
export function workflow<Input, Ending>({ name, version, input, run }: Workflow<Input, Ending>): Runnable {
  return {
    name,
    version,
    run: async (durable, given) => {
      const { success, data, error } = input.safeParse(given)
      if (!success) throw new Fault('runs/unreadable', { workflow: name, why: z.prettifyError(error) })
      return run(durable, data)
    },
  }
}

/** A workflow that is run again and again, at moments that a cron expression says. */
export interface Schedule {
  readonly name: string
  readonly workflow: string
  readonly cron: string
}

export type RunState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'

export interface Run {
  readonly id: string
  readonly workflow: string
  readonly state: RunState
  /** What only one run at a time may hold. */
  readonly lock: string
  readonly startedAt: string
  readonly problem: string | undefined
}

/** Runs, for whoever starts and watches them. */
export interface Runs {
  /** Starts a run of this id, unless there is one. Runs with the same lock go one after the other, in the order of starting. */
  start(
    workflow: string,
    input: unknown,
    how: { readonly id: string; readonly lock?: string | undefined },
  ): Promise<void>
  /** Sends a signal; it is kept until the run waits for it. */
  signal(run: string, name: string, value: unknown): Promise<void>
  /** What a run ended with; waits for it. */
  result<Ending>(run: string): Promise<Ending>
  get(run: string): Promise<Run | undefined>
  /** Newest first. */
  list(filter: {
    readonly state?: RunState
    readonly workflow?: string
    readonly limit?: number
  }): Promise<readonly Run[]>
  cancel(run: string): Promise<void>
  /** Removes runs that ended before a moment, with their steps; gives how many. Of what they did nothing is lost: that is in the ledger. */
  forget(endedBefore: string): Promise<number>
  close(): Promise<void>
}

/** What keeps a worker's runs its own. */
export interface LeaseOptions {
  /** A worker that is silent for so long is taken for dead, and others go on with its runs. */
  readonly ttlMilliseconds: number
}

/** Told of what happens in the engine room. */
export type Log = (level: 'info' | 'warn' | 'error', message: string) => void
