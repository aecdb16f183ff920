import { exit, type ExitCode } from '../../cli/command.ts'
import type { Voice } from './voice.ts'

/** The end of a process that lives until it is asked to stop. */
export interface Stopping {
  isAsked(): boolean
  /** What is done when it is asked. */
  onStop(work: () => Promise<void>): void
  readonly ended: Promise<ExitCode>
}

/** Waits for Ctrl-C or a signal of the machine; a second one doesn't wait for what is being put away. */
export function untilAsked(voice: Voice): Stopping {
  const state: State = { asked: false, work: undefined, end: undefined }
  const ended = new Promise<ExitCode>((take) => {
    state.end = take
  })
  const stop = (): void => {
    if (state.asked) process.exit(130)
    state.asked = true
    // Asked while still starting: what was begun is taken down when there is something to take down.
    if (state.work !== undefined) finish()
  }
  const finish = (): void => {
    void (state.work?.() ?? Promise.resolve())
      .catch((error: unknown) =>
        voice.problem({ level: 'error', message: 'could not stop cleanly', facts: { error: String(error) } }),
      )
      .then(() => state.end?.(exit.good))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  return {
    isAsked: () => state.asked,
    onStop: (work) => {
      state.work = work
      if (state.asked) finish()
    },
    ended,
  }
}

interface State {
  asked: boolean
  work: (() => Promise<void>) | undefined
  end: ((code: ExitCode) => void) | undefined
}
