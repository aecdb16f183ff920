import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Context } from '../cli/context.ts'
import { isCI, terminalOf } from '../host/terminal.ts'
import { providerTable } from '../host/tables.ts'
import { kindOf, openRepository } from './repository.ts'

/** The world as this process has it. */
export function contextOf(): Context {
  const { stdout, stderr, env } = process
  const here = process.cwd()
  const output = terminalOf({ isTTY: stdout.isTTY, columns: stdout.columns, environment: env })
  const errors = terminalOf({ isTTY: stderr.isTTY, columns: stderr.columns, environment: env })
  const progress = progressLine(errors)
  return {
    output,
    errors,
    environment: new Map(Object.entries(env).map(([name, text]) => [name, text ?? ''])),
    isCI: isCI(env),
    print: (text) => void stdout.write(text),
    complain: (text) => void stderr.write(text),
    progress,
    input: () => readFileSync(0, 'utf8'),
    files: {
      kindOf: (path) => kindOf(resolve(here, path)),
      folderOf: (path) => dirname(path),
      open: (folder) => openRepository(folder, here),
    },
    providerTable,
  }
}

/** One line that is written over, at most ten times a second, and only where a person is looking. */
function progressLine({
  interactive,
  width,
}: {
  readonly interactive: boolean
  readonly width: number
}): Context['progress'] {
  let shown = false
  let last = performance.now()
  return (text) => {
    if (!interactive) return
    const now = performance.now()
    if (text === undefined) {
      if (shown) process.stderr.write('\r\u001B[K')
      shown = false
    } else if (now - last > 100) {
      process.stderr.write(`\r\u001B[K${text.slice(0, width - 1)}`)
      shown = true
      last = now
    }
  }
}
