import { spawn } from 'node:child_process'
import process from 'node:process'

/** What one run of a program is given. */
export interface Streamed {
  readonly name: string
  readonly args: readonly string[]
  readonly folder: string
  /** Beside that of this program; undefined takes one away. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** In milliseconds. */
  readonly timeLimit: number
}

/** How a program ended. */
export type StreamedEnd =
  | { readonly kind: 'ended'; readonly status: number; readonly output: string; readonly errors: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'stopped'; readonly why: string }

/** So long a program that was asked to end may take to put its things in order, such as locks. */
const grace = 20_000
const mostOutput = 512 * 1024 * 1024
const mostErrors = 1024 * 1024

/**
 * Runs one of the user's own programs, telling its lines as they come. It is in a group of its own, so that an interrupt of the
 * terminal reaches it once, by us, and whoever it has started ends with it.
 */
export function streamProgram(
  { name, args, folder, environment, timeLimit }: Streamed,
  onLine: (line: string) => void,
  signal: AbortSignal,
): Promise<StreamedEnd> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve({ kind: 'stopped', why: 'it was interrupted.' })
    const child = spawn(name, args, {
      cwd: folder,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    })
    let output = ''
    let errors = ''
    let rest = ''
    let stopped: string | undefined
    let last: NodeJS.Timeout | undefined
    const stop = (why: string): void => {
      if (stopped !== undefined) return
      stopped = why
      child.kill('SIGINT')
      last = setTimeout(() => killGroup(child.pid), grace)
    }
    const interrupted = (): void => stop('it was interrupted.')
    const limit = setTimeout(() => stop(`it took longer than ${Math.round(timeLimit / 1000)} s.`), timeLimit)
    signal.addEventListener('abort', interrupted, { once: true })
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (output.length + text.length > mostOutput) return stop('it printed more than 512 MB.')
      output += text
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) onLine(line)
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-mostErrors)
    })
    child.on('error', (error) => {
      clean()
      const isMissing = 'code' in error && error.code === 'ENOENT'
      resolve(isMissing ? { kind: 'missing' } : { kind: 'stopped', why: `${error.message}.` })
    })
    child.on('close', (status) => {
      clean()
      if (rest !== '') onLine(rest)
      resolve(
        stopped === undefined
          ? { kind: 'ended', status: status ?? 1, output, errors }
          : { kind: 'stopped', why: stopped },
      )
    })

    function clean(): void {
      clearTimeout(limit)
      clearTimeout(last)
      signal.removeEventListener('abort', interrupted)
    }
  })
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has just ended of itself.
  }
}
