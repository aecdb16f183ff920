import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import type { KeptLogs } from '../../contract/log-store.ts'
import { countedJob } from './look-job.ts'
import { mineJob } from './log-job.ts'
import { newLines } from './logging.ts'

const now = 1_800_000_000
const folder = mkdtempSync(join(tmpdir(), 'plumbline-logs-'))
const inside = join(folder, 'shop')
mkdirSync(inside)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function read(files: KeptLogs['files']): ReturnType<typeof newLines> {
  return newLines(pathToFileURL(inside).href, [folder], files)
}

describe('a folder of logs', () => {
  it('is read on from where it was, by whole lines, and from the beginning when another file took the name', () => {
    const file = join(inside, 'a.log')
    writeFileSync(file, 'one\ntwo\nthr')
    writeFileSync(join(inside, 'old.log.gz'), 'packed\n')
    const first = read({})
    expect(first.text).toBe('one\ntwo\n')
    appendFileSync(file, 'ee\n')
    const second = read(first.positions)
    expect(second.text).toBe('three\n')
    expect(read(second.positions).text).toBe('')
    writeFileSync(file, 'anew\n')
    expect(read(second.positions).text).toBe('anew\n')
  })

  it('is not read outside of what is allowed, wherever a link leads', () => {
    const link = join(folder, 'link')
    symlinkSync(tmpdir(), link)
    expect(newLines(pathToFileURL(link).href, [folder], {})).toEqual({ text: '', positions: {} })
    expect(newLines(pathToFileURL(inside).href, [join(folder, 'link2'), folder].slice(1), {}).text).not.toBe(
      '',
    )
  })
})

function mined(text: string): ReturnType<typeof mineJob> {
  return mineJob({ what: 'mine', memory: undefined, text, now })
}

function lineOf(seconds: number): string {
  return JSON.stringify({ time: seconds, msg: 'x' })
}

describe('lines that are sent', () => {
  it('may be text, JSON of one line each, or a list, and are masked before anything is kept', () => {
    const json = [
      { time: now, level: 'error', msg: 'login failed for password=hunter2hunter2 of 17' },
      { time: now, level: 'error', msg: 'login failed for password=correcthorse1 of 18' },
    ]
    const lines = json.map((one) => JSON.stringify(one)).join('\n')
    for (const text of [lines, JSON.stringify(json)]) {
      const { taken, received } = mined(text)
      expect(received).toEqual({ lines: 2, dropped: 0, messages: 1 })
      expect(taken.messages[0]).toMatchObject({ number: 1, level: 'error' })
      expect(JSON.stringify(taken)).not.toMatch(/hunter|horse/u)
      expect(taken.messages[0]?.example).toContain('login failed')
    }
    expect(mined('{\n  "message": "one object"\n}').received.lines).toBe(1)
  })

  it('leave nothing over of a credential that is longer than usual', () => {
    const token = `hf_${'a1B2c3D4e5'.repeat(4)}`
    const { taken } = mined(`refused, token=${token}\nAuthorization: Bearer abcdefghijkl was sent`)
    expect(JSON.stringify(taken)).not.toMatch(/c3D4e5|abcdefghijkl/u)
  })

  it.each(['\\', '&', '|'])('mask a password with %s in it to its end', (sign) => {
    const { taken } = mined(`refused, password=hunter2${sign}correcthorse1 of bob`)
    expect(JSON.stringify(taken)).not.toMatch(/hunter|horse/u)
    expect(taken.messages[0]?.example).toBe('refused, password=(sensitive) of bob')
  })

  it('keep what stands behind a credential and is none', () => {
    const { taken } = mined(
      'postgres://app:hunter2hunter2@db-3.prod:5432/shop is gone\n[ghp_a1B2c3D4e5a1B2c3D4e5a1B2c3D4e5a1B2c3] is old',
    )
    expect(taken.messages.map(({ example }) => example)).toEqual([
      'postgres://app:(sensitive)@db-3.prod:5432/shop is gone',
      '[(sensitive)] is old',
    ])
  })

  it('that are too old or of the future are dropped, and told', () => {
    const { received } = mined([lineOf(now), lineOf(now - 30 * 86_400), lineOf(now + 3600)].join('\n'))
    expect(received).toEqual({ lines: 1, dropped: 2, messages: 1 })
  })
})

it('learns what is usual of counts as of any other series', () => {
  const values = Array.from({ length: 900 }, (_, at) => (at >= 850 ? 60 : 5 + (at % 3)))
  const look = countedJob({ what: 'counted', id: 'message 1', start: now, step: 60, values, from: 600 })
  const found = look.kind === 'looked' && 'anomalies' in look.found ? look.found : undefined
  expect(found?.anomalies.some((one) => one.at === now + 850 * 60)).toBe(true)
  expect(found?.changes.map((one) => one.at)).toEqual([now + 850 * 60])
})
