import type { LogLine } from '../../server/parts.ts'
import { jsonLine } from './configuration.ts'

/** How a process tells a person, or a log, what goes on. */
export interface Voice {
  say(text: string): void
  /** What is being done now; shown where a person is looking. */
  step(text: string): void
  problem(line: LogLine): void
}

/** For a person at a terminal: one line that is written over, and of the log only what went wrong. */
export function forPerson(): Voice {
  const isSeen = process.stderr.isTTY
  const clear = (): void => {
    if (isSeen) process.stderr.write('\r\u001B[K')
  }
  return {
    say: (text) => {
      clear()
      process.stdout.write(text)
    },
    step: (text) => {
      if (!isSeen) return
      clear()
      process.stderr.write(`${text} ...`)
    },
    problem: ({ level, message, facts }) => {
      if (level === 'info') return
      clear()
      process.stderr.write(jsonLine(level, message, facts))
    },
  }
}

/** Lines of one moment are written at once: on a busy server each write costs as much as an answer. */
function line({ level, message, facts }: LogLine): void {
  if (process.stdout.writableCorked === 0) {
    process.stdout.cork()
    setImmediate(() => process.stdout.uncork())
  }
  process.stdout.write(jsonLine(level, message, facts))
}

/** For a service: everything is a line of JSON. */
export function forLog(): Voice {
  process.once('exit', () => process.stdout.uncork())
  return {
    say: (text) => line({ level: 'info', message: text.trim(), facts: {} }),
    step: (text) => line({ level: 'info', message: text, facts: {} }),
    problem: line,
  }
}
