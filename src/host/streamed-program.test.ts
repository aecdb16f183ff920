import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { streamProgram, type StreamedEnd } from './streamed-program.ts'

describe('a program that is streamed', () => {
  it('tells its lines as they come, the last one without an end too', async () => {
    const lines: string[] = []
    const end = await node(
      'process.stdout.write("one\\ntw"); setTimeout(() => process.stdout.write("o\\nlast"), 50)',
      {
        onLine: (line) => lines.push(line),
      },
    )
    expect(lines).toEqual(['one', 'two', 'last'])
    expect(end).toEqual({ kind: 'ended', status: 0, output: 'one\ntwo\nlast', errors: '' })
  })

  it('keeps what it says on standard error, and its status', async () => {
    const end = await node('console.error("no such thing"); process.exitCode = 3')
    expect(end).toEqual({ kind: 'ended', status: 3, output: '', errors: 'no such thing\n' })
  })

  it('says so when there is no such program', async () => {
    const asked = {
      name: 'no-such-program-here',
      args: [],
      folder: tmpdir(),
      environment: {},
      timeLimit: 1000,
    }
    expect(await streamProgram(asked, () => undefined, new AbortController().signal)).toEqual({
      kind: 'missing',
    })
  })

  it('ends it when its time is over, after it had time to put things in order', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'streamed-'))
    const file = join(folder, 'tidy')
    const end = await node(tidying(file), { timeLimit: 500 })
    expect(end).toEqual({ kind: 'stopped', why: 'it took longer than 1 s.' })
    expect(existsSync(file)).toBe(true)
    rmSync(folder, { recursive: true })
  })

  it('ends it when it is interrupted', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'streamed-'))
    const file = join(folder, 'tidy')
    const stop = new AbortController()
    const end = node(tidying(file), { signal: stop.signal, onLine: () => stop.abort() })
    expect(await Promise.race([end, wait(10_000)])).toEqual({ kind: 'stopped', why: 'it was interrupted.' })
    expect(existsSync(file)).toBe(true)
    rmSync(folder, { recursive: true })
  })
})

/** Waits for ever; asked to end, it writes a file first. */
function tidying(file: string): string {
  return `process.on("SIGINT", () => { require("fs").writeFileSync(${JSON.stringify(file)}, ""); process.exit(1) }); setInterval(() => 0, 1000); console.log("ready")`
}

function node(
  script: string,
  {
    onLine = () => undefined,
    signal = new AbortController().signal,
    timeLimit = 20_000,
  }: { onLine?: (line: string) => void; signal?: AbortSignal; timeLimit?: number } = {},
): Promise<StreamedEnd> {
  const asked = { name: process.execPath, args: ['-e', script], folder: tmpdir(), environment: {}, timeLimit }
  return streamProgram(asked, onLine, signal)
}
