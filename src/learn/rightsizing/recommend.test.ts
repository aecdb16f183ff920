import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesText, coresText, quantityOf } from './quantity.ts'
import { backtest, recommend, usual, type Usage } from './recommend.ts'
import { rightsize } from './task.ts'

const mebi = 2 ** 20

function usage(kind: Usage['kind'], values: readonly number[], more: Partial<Usage> = {}): Usage {
  return {
    kind,
    values: Float64Array.from(values),
    stepSeconds: 3600,
    kills: [],
    request: Number.NaN,
    limit: Number.NaN,
    ...more,
  }
}

const week = Array.from({ length: 168 }, (_, at) => 0.4 + 0.1 * Math.sin((2 * Math.PI * at) / 24))

describe('a recommendation', () => {
  it('for the processor is what nine tenths of its use stay below, and 15 % more', () => {
    const found = recommend(usage('cpu', week), usual)
    expect(found?.request).toBeGreaterThan(0.5 * 1.15 * 0.95)
    expect(found?.request).toBeLessThan(0.5 * 1.15 * 1.06)
    expect(found?.isFloor).toBe(false)
  })

  it('for memory is made of daily peaks, and a kill is a peak above what there was', () => {
    const values = Array.from({ length: 72 }, (_, at) => (at % 24 === 5 ? 600 : 300) * mebi)
    const plain = recommend(usage('memory', values), usual)?.request ?? 0
    expect(plain / mebi).toBeGreaterThan(600 * 1.15)
    expect(plain / mebi).toBeLessThan(600 * 1.15 * 1.06)
    const killed =
      recommend(usage('memory', values, { kills: [{ at: 71 * 3600, bytes: 1000 * mebi }] }), usual)
        ?.request ?? 0
    expect(killed / mebi).toBeGreaterThan(1200 * 1.15)
  })

  it('below the least is the least, and said to be it', () => {
    expect(recommend(usage('cpu', [0.001, 0.002]), usual)).toMatchObject({ request: 0.025, isFloor: true })
  })

  const steady = Array.from({ length: 96 }, () => 30 * mebi)

  it.each([
    ['keeps a present request that use fits into', 64, 64, true],
    ['is asked for where use goes above the present request', 20, 250, false],
    ['is asked for where the present request is more', 400, 250, true],
  ])('the least %s', (_, now, request, isEnough) => {
    const found = recommend(usage('memory', steady, { request: now * mebi }), usual)
    expect(found).toMatchObject({ request: request * mebi, isFloor: true })
    expect(now * mebi >= (found?.lower ?? Infinity)).toBe(isEnough)
  })

  it('is at least what somebody asks for', () => {
    const asked = { ...usual, asked: ['memory'] as const }
    const found = recommend(usage('memory', steady, { request: 64 * mebi }), asked)
    expect(found).toMatchObject({ request: 250 * mebi, lower: 250 * mebi })
  })

  it.each([
    ['stays where it is enough', 1, 2, 2],
    ['is raised to the request', 0.1, 0.2, undefined],
    ['stays as large as the request', 4, 4, undefined],
    ['is the request where nothing is requested and it was less', Number.NaN, 0.2, undefined],
  ])('of a limit: it %s', (_, request, limit, wanted) => {
    const found = recommend(usage('cpu', week, { request, limit }), usual)
    expect(found?.limit).toBe(wanted ?? found?.request)
  })

  it('of a limit of memory has room for the highest peak, and for more after a kill', () => {
    const values = Array.from({ length: 240 }, (_, at) => (at === 30 ? 900 : 300) * mebi)
    const present = { request: 350 * mebi, limit: 700 * mebi }
    expect(recommend(usage('memory', values, present), usual)?.limit).toBe(900 * mebi)
    const kills = [{ at: 3600, bytes: 700 * mebi }]
    const calm = Array.from({ length: 240 }, () => 300 * mebi)
    expect(recommend(usage('memory', calm, present), usual)?.limit).toBe(present.limit)
    expect(recommend(usage('memory', calm, { ...present, kills }), usual)?.limit).toBeCloseTo(840 * mebi)
  })

  it('is checked on hours that it was not made from', () => {
    const steps = Array.from({ length: 240 }, (_, at) => (at < 200 ? 0.5 : 2))
    const tested = backtest(usage('cpu', steps, { request: 4 }), usual)
    // Twice as much from hour 200 on: the four hours until the day's end that tells of it are above.
    expect(tested?.recommended.overruns).toBeCloseTo(4 / 60)
    expect(tested?.present).toMatchObject({ overruns: 0, hours: 60 })
  })

  it('lies between its ends and is never less than the least, whatever was used', () => {
    const values = fc.array(fc.oneof(fc.double({ min: 0, max: 64 }), fc.constant(Number.NaN)), {
      minLength: 1,
      maxLength: 100,
    })
    fc.assert(
      fc.property(values, (used) => {
        const found = recommend(usage('cpu', used), usual)
        if (found === undefined) return used.every(Number.isNaN)
        return found.lower <= found.request && found.request <= found.upper && found.request >= usual.leastCpu
      }),
    )
  })
})

describe('quantities', () => {
  it.each([
    ['250m', 0.25],
    ['1.5', 1.5],
    ['512Mi', 512 * mebi],
    ['2G', 2e9],
    ['1e3', 1000],
    [7, 7],
    ['1 apple', Number.NaN],
    [undefined, Number.NaN],
  ])('%s', (text, value) => {
    expect(quantityOf(text)).toEqual(value)
  })

  it('are written as no less than they are', () => {
    expect([coresText(0.2501), coresText(2), bytesText(1), bytesText(2 ** 31)]).toEqual([
      '251m',
      '2',
      '1Mi',
      '2Gi',
    ])
  })
})

describe('the task', () => {
  it('prints the back-test and the reason beside each recommendation, and answers the rest when one is wrong', () => {
    const workloads = [{ id: 'web', step_seconds: 3600, cpu: week, requests: { cpu: '2' } }, { id: 'empty' }]
    const [answer] = rightsize.answers(JSON.stringify({ workloads }))
    const [web, empty] = (answer?.json['recommendations'] ?? []) as readonly Readonly<
      Record<string, unknown>
    >[]
    expect(web?.['cpu']).toMatchObject({ floor: false, backtest: { recommended: { hours: 42 } } })
    expect((web?.['cpu'] as { readonly why: string } | undefined)?.why).toMatch(
      /The request is 2 now, more than .*In the last 42 hours/u,
    )
    expect(empty?.['error']).toMatchObject({ code: 'learn/no-values' })
    expect(answer?.understood).toBe(false)
  })

  it('says of a limit what it is, and why', () => {
    const memory = Array.from({ length: 96 }, () => 700e6)
    const given = (request: string, limit: string): unknown => ({
      id: `${request} ${limit}`,
      step_seconds: 3600,
      memory,
      requests: { memory: request },
      limits: { memory: limit },
    })
    const workloads = [given('128Mi', '1Gi'), given('128Mi', '512Mi'), given('4Gi', '4Gi')]
    const [answer] = rightsize.answers(JSON.stringify({ workloads }))
    const found = (answer?.json['recommendations'] ?? []) as readonly {
      readonly memory: { readonly request: string; readonly limit: string; readonly why: string }
    }[]
    const [enough, little, same] = found.map(({ memory: one }) => one)
    expect(enough).toMatchObject({ limit: '1Gi', why: expect.stringContaining('limit of 1Gi is enough.') })
    expect(little?.limit).toBe(little?.request)
    expect(little?.why).toContain('The limit of 512Mi is too little for the request: it needs ')
    expect(same?.limit).toBe(same?.request)
    expect(same?.why).toContain('The limit goes with the request')
  })

  it('takes kills by their time alone, at the limit', () => {
    const memory = Array.from({ length: 48 }, () => 100 * mebi)
    const line = {
      id: 'a',
      start: 1_700_000_000,
      step_seconds: 3600,
      memory,
      oom: [1_700_050_000],
      limits: { memory: '1Gi' },
    }
    const [answer] = rightsize.answers(JSON.stringify(line))
    const [one] = (answer?.json['recommendations'] ?? []) as readonly {
      readonly memory: { readonly value: number; readonly why: string }
    }[]
    expect(one?.memory.value).toBeGreaterThan(1.2 * 1024 * mebi)
    expect(one?.memory.why).toContain('killed for lack of memory 1 times')
  })
})
