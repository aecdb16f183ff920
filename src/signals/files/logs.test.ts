import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readLogs } from './logs.ts'

const now = Date.parse('2026-11-21T19:00:00Z') / 1000
const noon = Date.parse('2026-11-21T12:00:00Z') / 1000

function read(text: string): unknown {
  return [...readLogs(text, now)].map(({ time, level, message }) => ({ time, level, message }))
}

describe('lines of logs', () => {
  it.each([
    ['2026-11-21T12:00:00Z ERROR could not connect', 'error'],
    ['2026-11-21 12:00:00,000 - WARNING - could not connect', 'warning'],
    ['2026-11-21T13:00:00.000000+01:00 [error] could not connect', 'error'],
    ['2026/11/21 12:00:00 could not connect', undefined],
    ['[2026-11-21 12:00:00] INFO: could not connect', 'info'],
    ['1795262400 could not connect', undefined],
    ['1795262400000 fatal could not connect', 'fatal'],
    ['<11>1 2026-11-21T12:00:00Z could not connect', 'error'],
    ['{"ts": 1795262400.0, "level": "warn", "msg": "could not connect"}', 'warning'],
    [
      '{"@timestamp": "2026-11-21T12:00:00.000Z", "log.level": "ERROR", "message": "could not connect"}',
      'error',
    ],
    ['{"__REALTIME_TIMESTAMP":"1795262400000000","PRIORITY":"3","MESSAGE":"could not connect"}', 'error'],
    ['{"time": 1795262400000, "level": 50, "msg": "could not connect"}', 'error'],
    ['ts=2026-11-21T12:00:00.000Z caller=main.go:12 level=info msg="could not connect"', 'info'],
    ['{"log":"could not connect\\n","stream":"stderr","time":"2026-11-21T12:00:00.000000000Z"}', undefined],
    ['2026-11-21T12:00:00.000000000Z stderr F ERROR could not connect', 'error'],
    [
      '2026-11-21T12:00:00.1Z stdout F {"time": "2026-11-21T12:00:00Z", "level": "error", "msg": "could not connect"}',
      'error',
    ],
  ])('are understood: %s', (line, level) => {
    expect(read(line)).toEqual([{ time: noon, level, message: 'could not connect' }])
  })

  it('are understood behind a mark of the order of bytes', () => {
    const message = 'could not connect'
    const known = [{ time: noon, level: 'error', message }]
    expect(read('\uFEFF2026-11-21T12:00:00Z ERROR could not connect')).toEqual(known)
    expect(read('\uFEFF{"ts": 1795262400, "level": "error", "msg": "could not connect"}')).toEqual(known)
  })

  it.each([
    ['logfmt', 'msg="', '"'],
    ['logfmt with escapes', String.raw`msg="\"`, String.raw`\""`],
    ['an access log', '1.1.1.1 - - [21/Nov/2026:12:00:00 +0000] "', '" 500 1'],
    ['JSON', '{"msg":"', '"}'],
    ['no form', '', ''],
  ])('may have millions of letters: %s', (_, before, after) => {
    const [found, ...more] = readLogs(before + 'a'.repeat(20_000_000) + after, now)
    expect(more).toEqual([])
    expect((found?.message.length ?? 0) >= 20_000_000).toBe(true)
  })

  it('keep who said it, and have the year that they can have', () => {
    expect(read('Nov 21 12:00:00 web1 sshd[42]: closed\nDec  1 12:00:00 web1 sshd[42]: closed')).toEqual([
      { time: noon, level: undefined, message: 'web1 sshd[42]: closed' },
      { time: Date.parse('2025-12-01T12:00:00Z') / 1000, level: undefined, message: 'web1 sshd[42]: closed' },
    ])
    expect(read('E1121 12:00:00.000000       7 kubelet.go:12] "Failed" pod="a/b"')).toEqual([
      { time: noon, level: 'error', message: 'kubelet.go:12] "Failed" pod="a/b"' },
    ])
    const line = '10.0.0.1 - ada [21/Nov/2026:13:00:00 +0100] "GET /a HTTP/1.1" 503 12 "-" "curl"'
    expect(read(line)).toEqual([
      { time: noon, level: 'error', message: '10.0.0.1 - ada "GET /a HTTP/1.1" 503 12 "-" "curl"' },
    ])
    expect(read('2026-11-21 12:00:00.000  WARN 1 --- [main] c.e.App : slow')).toEqual([
      { time: noon, level: 'warning', message: '1 --- [main] c.e.App : slow' },
    ])
  })

  it('are messages where nothing is known of them, and hold what is indented below', () => {
    expect(read('listening on port 80\n\nTraceback:\n  File "a.py", line 1\n    x()\nValueError: 7')).toEqual(
      [
        { time: undefined, level: undefined, message: 'listening on port 80' },
        { time: undefined, level: undefined, message: 'Traceback:\n  File "a.py", line 1\n    x()' },
        { time: undefined, level: undefined, message: 'ValueError: 7' },
      ],
    )
  })

  it('keep their other members as fields, and the number of their line', () => {
    const found = [
      ...readLogs('\n{"msg": "a", "pod": "x", "code": 7, "__proto__": "y"}\nk=v msg="b \\"c\\"" n=1\n', now),
    ]
    expect(found[0]).toMatchObject({ line: 2, message: 'a' })
    expect(Object.entries(found[0]?.fields ?? {})).toEqual([
      ['pod', 'x'],
      ['code', '7'],
      ['__proto__', 'y'],
    ])
    expect(found[1]).toMatchObject({ line: 3, message: 'b "c"', fields: { k: 'v', n: '1' } })
  })

  it('never throw, and none is lost', () => {
    const piece = fc.constantFrom(
      '2026-11-21',
      'T',
      '12:00:00',
      ' ',
      '[',
      ']',
      '{',
      '}',
      '"',
      '=',
      'a',
      'ERROR',
      '<1>1 ',
      '\\',
      'Nov 21 ',
      ',',
    )
    fc.assert(
      fc.property(
        fc.array(fc.array(piece).map((all) => `x${all.join('')}`)),
        (lines) =>
          [...readLogs(lines.join('\n'), now)].map(({ line }) => line).join() ===
          lines.map((_, at) => at + 1).join(),
      ),
    )
    fc.assert(fc.property(fc.string(), (text) => [...readLogs(text, now)].every(({ line }) => line > 0)))
  })
})
