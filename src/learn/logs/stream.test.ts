import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LogRecord } from '../../model/log-record.ts'
import { minedLines, nothingMined, type LogMemory, type MinedLines } from './stream.ts'

const now = 1_800_000_000

function record(message: string, minute = 0, some: Partial<LogRecord> = {}): LogRecord {
  return { time: now + minute * 60, level: undefined, message, fields: {}, line: 1, ...some }
}

function mined(memory: LogMemory, ...messages: readonly string[]): MinedLines {
  return minedLines(
    memory,
    messages.map((message) => record(message)),
    now,
  )
}

describe('lines of logs, some at a time', () => {
  it('are counted for their message and minute', () => {
    const first = minedLines(
      nothingMined,
      [
        record('payment 17 took 30 ms'),
        record('payment 18 took 31 ms'),
        record('cannot reach db-1: refused', 1, { level: 'error' }),
      ],
      now,
    )
    expect(first.memory.templates).toMatchObject([
      { number: 1, template: 'payment <*> took <*>', example: 'payment 17 took 30 ms' },
      { number: 2, level: 'error' },
    ])
    expect(first.counts).toEqual([
      { template: 1, minute: now, lines: 2 },
      { template: 2, minute: now + 60, lines: 1 },
    ])
    const later = minedLines(first.memory, [record('payment 99 took 2 s', 5)], now)
    expect(later.counts).toEqual([{ template: 1, minute: now + 300, lines: 1 }])
    expect(later.memory.templates).toEqual(first.memory.templates)
  })

  it('go on where a memory was kept as JSON', () => {
    const { memory } = mined(nothingMined, 'job 4 done', 'disk full on /dev/sda1')
    const kept = JSON.parse(JSON.stringify(memory)) as LogMemory
    expect(mined(kept, 'job 5 done').counts).toEqual(mined(memory, 'job 5 done').counts)
  })

  it('join messages that turn out to be one, and say which', () => {
    const names = ['alpha', 'bravo', 'carol', 'delta', 'erin', 'frank', 'grace']
    let memory = nothingMined
    const joined: MinedLines['joined'][number][] = []
    for (const name of names) {
      const step = mined(memory, `session opened for user ${name} by the gate`)
      memory = step.memory
      joined.push(...step.joined)
    }
    expect(memory.templates.map(({ template }) => template)).toEqual([
      'session opened for user <*> by the gate',
    ])
    expect(new Set(memory.shapes.map(([, template]) => template)).size).toBe(1)
    expect(joined.every(({ from, to }) => from > to)).toBe(true)
  })

  it('without a time are of now', () => {
    expect(minedLines(nothingMined, [record('x', 0, { time: undefined })], now + 30).counts).toEqual([
      { template: 1, minute: now, lines: 1 },
    ])
  })

  it('take a bounded memory, whatever comes', () => {
    let memory = nothingMined
    let seen = 0
    for (let part = 0; part < 4; part++) {
      const messages = Array.from(
        { length: 2500 },
        (_, at) => `${wordOf(part * 2500 + at)} ${wordOf(at * 7)} went`,
      )
      const step = mined(memory, ...messages)
      memory = step.memory
      seen += step.counts.reduce((sum, { lines }) => sum + lines, 0)
    }
    expect(seen).toBe(10_000)
    expect(memory.shapes.length).toBeLessThanOrEqual(6000)
    expect(memory.templates.length).toBeLessThanOrEqual(501)
  }, 30_000)

  it('count each line once, whatever it says', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string())), (parts) => {
        let memory = nothingMined
        return parts.every((messages) => {
          const step = mined(memory, ...messages)
          memory = step.memory
          const known = new Set(memory.templates.map(({ number }) => number))
          return (
            step.counts.reduce((sum, { lines }) => sum + lines, 0) === messages.length &&
            step.counts.every(({ template }) => known.has(template))
          )
        })
      }),
    )
  })
})

function wordOf(number: number): string {
  return Array.from(String(number), (digit) => 'abcdefghij'[Number(digit)]).join('')
}
