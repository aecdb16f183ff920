import { execFile } from 'node:child_process'
import { adopt } from '../../src/engine/drift/adopt.ts'
import { codifyValues, type Codified } from '../../src/engine/drift/codify.ts'
import { withHabits } from '../../src/engine/drift/habits.ts'
import { filePath } from '../../src/kernel/brand.ts'
import { dataOf } from '../../src/model/data.ts'
import { answersTo, askedHere } from '../../src/model/drift-answers.ts'
import { noHabits } from '../../src/model/drift-habits.ts'
import { isOpen, type Drift } from '../../src/model/drift.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changes, writers } from './changes.ts'
import { cycle, told, type Cycle } from './cycle.ts'
import { estate, stateText, type Attributes, type Piece } from './estate.ts'
import { hasMoto, startMoto, type Moto } from './moto.ts'

const isThere = hasMoto()
if (!isThere) console.warn('SKIPPED: there is no moto_server or no aws program, so no account is compared.')

describe.skipIf(!isThere)('an account that people change behind our back', () => {
  let moto: Moto
  const made = new Map<string, Attributes>()
  let code = ''

  beforeAll(async () => {
    moto = await startMoto()
    for (const some of [estate.filter(isFirst), estate.filter((one) => !isFirst(one))]) {
      await Promise.all(
        some.map(async (piece) => {
          made.set(`${piece.type}.${piece.name}`, await piece.create(moto.ask, made))
        }),
      )
    }
    code = estate.map((one) => one.code).join('\n')
  }, 120_000)

  afterAll(() => moto?.stop())

  it('has not drifted when it was just applied', async () => {
    const { drift } = await cycle(moto.ask, { code, state: stateText(made) })
    expect(drift.failures).toEqual([])
    expect(told(drift)).toEqual([])
    expect(drift.compared).toBeGreaterThanOrEqual(28)
  }, 60_000)

  it('is told each of sixty changes in one cycle, as what it is, and nothing else', async () => {
    expect(changes.length).toBeGreaterThanOrEqual(60)
    await everyone(changes, async ({ aws, api }) => {
      if (aws !== undefined)
        await program('aws', [...aws(made), '--endpoint-url', moto.endpoint], moto.environment)
      else await api?.(moto.ask, made)
    })
    const start = performance.now()
    const { drift } = await cycle(moto.ask, { code, state: stateText(made) })
    const took = performance.now() - start
    const lines = told(drift)
    const missed = changes
      .map(({ tells }) => tells(made))
      .filter((one) => !lines.some((line) => says(line, one)))
    const more = lines.filter((line) => !changes.some(({ tells }) => says(line, tells(made))))
    expect({ missed, more }).toEqual({ missed: [], more: [] })
    figures.push(
      `${changes.length} changes, all told in one cycle of ${Math.round(took)} ms: ${lines.length} differences`,
    )
  }, 240_000)

  it('is quiet in the next cycle, each change written into the code or taken back', async () => {
    const state = stateText(made)
    const before = await cycle(moto.ask, { code, state })
    const reverts = changes.filter(({ answer }) => answer === 'revert')
    await everyone(reverts, async ({ tells, back }) =>
      back?.(moto.ask, made, wantedOf(before.drift, tells(made))),
    )
    const rest = await cycle(moto.ask, { code, state })
    const start = performance.now()
    const { codified, refused, files } = answeredAll(rest)
    figures.push(
      `${reverts.length} reverted, ${codified} codified in ${Math.round(performance.now() - start)} ms, ${refused.length} refused`,
    )
    expect(refused).toEqual([])
    code = files
    expect(told((await cycle(moto.ask, { code, state })).drift)).toEqual([])
  }, 240_000)

  it('has ten regular writers that go quiet within five cycles, and a new change by hand that is told', async () => {
    const state = stateText(made)
    let habits = noHabits
    const lines: string[][] = []
    for (let round = 1; round <= 5; round++) {
      await everyone(writers, (write) => write(moto.ask, made, round))
      const seen = withHabits((await cycle(moto.ask, { code, state })).drift, habits, '2026-11-21')
      habits = seen.habits
      lines.push([...told(seen.drift)])
    }
    expect(lines.map((some) => some.length)).toEqual([10, 10, 10, 0, 0])
    await moto.ask('iam', 'UpdateRole', { RoleName: 'writer', MaxSessionDuration: 3600 })
    const { drift } = withHabits((await cycle(moto.ask, { code, state })).drift, habits, '2026-11-21')
    expect(told(drift)).toEqual(['aws_iam_role.writer MaxSessionDuration by-hand'])
    figures.push(`10 regular writers, told in each cycle: ${lines.map((some) => some.length).join(', ')}`)
    console.log(figures.join('\n'))
  }, 240_000)
})

/** What the answer `revert` names for the value that a line tells of. */
function wantedOf(drift: Drift, expected: string): unknown {
  for (const object of drift.objects) {
    for (const value of object.values) {
      if (!says(`${object.address} ${value.path} ${value.what}`, expected) || !isOpen(value)) continue
      const { to } = answersTo(object, value, '2026-11-21', askedHere).revert
      return to === undefined ? undefined : dataOf(to)
    }
  }
  return undefined
}

/** Everything that has drifted, written into the code. */
function answeredAll({ state, drift, again }: Cycle): {
  readonly codified: number
  readonly refused: readonly string[]
  readonly files: string
} {
  const { state: valued, done } = codifyValues(state, drift.objects, again, { allowOthers: false })
  let after = valued
  const all: Codified[] = [...done]
  for (const object of drift.objects.filter((one) => one.what === 'unmanaged' && isOpen(one))) {
    const made = adopt(after, object, again)
    after = made.state
    all.push({ object, value: undefined, answer: made.answer })
  }
  return {
    codified: all.filter(({ answer }) => answer.kind === 'edited').length,
    refused: all.flatMap(({ object, value, answer }) =>
      answer.kind === 'refused' ? [`${object.address} ${value?.path ?? ''}: ${answer.detail}`] : [],
    ),
    files: after.texts.get(filePath('main.tf')) ?? '',
  }
}

const figures: string[] = []

/** What others stand in or are made with. */
function isFirst({ type }: Piece): boolean {
  return ['aws_vpc', 'aws_kms_key', 'aws_s3_bucket'].includes(type)
}

/** A path may go on, and items have numbers of their own. */
function says(line: string, expected: string): boolean {
  const [address = '', path = '', what = ''] = expected.split(' ')
  if (what === '') return line === expected
  return line.startsWith(`${address} ${path}`) && line.endsWith(` ${what}`)
}

/** Four at once: those that speak of one thing come one after the other. */
async function everyone<One>(all: readonly One[], work: (one: One) => Promise<unknown>): Promise<void> {
  const left = [...all]
  const worker = async (): Promise<void> => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one)
  }
  await Promise.all([worker(), worker(), worker(), worker()])
}

function program(
  name: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(name, [...args], { env: { ...process.env, ...environment } }, (error) =>
      error === null ? resolve() : reject(error),
    )
  })
}
