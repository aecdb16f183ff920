import { describe, expect, it } from 'vitest'
import { investigate } from '../../src/learn/incident/investigate.ts'
import type { FeedChange } from '../../src/model/feed-change.ts'
import type { Investigation, Symptom } from '../../src/model/investigation.ts'
import type { LogRecord } from '../../src/model/log-record.ts'
import type { ServiceSignals } from '../../src/model/service-signals.ts'
import { joined } from '../../src/model/topology/join.ts'
import { headline, saidTexts, symptomText } from '../../src/report/investigate/words.ts'
import { opening, shopSignals, shopTopology, step } from './signals.ts'
import type { Fault } from './shop.ts'

const topology = shopTopology()

function investigated(
  seed: number,
  faults: readonly Fault[],
  more: {
    readonly changes?: readonly FeedChange[]
    readonly logs?: readonly LogRecord[]
    readonly alert?: string
  } = {},
): Investigation {
  return investigate({
    signals: shopSignals({ seed, faults }),
    topology,
    changes: more.changes ?? [],
    logs: more.logs ?? [],
    alert: more.alert,
  })
}

function at(sample: number): number {
  return opening + sample * step
}

function change(id: string, sample: number, service: string, path: string): FeedChange {
  return {
    id,
    kind: 'commit',
    time: at(sample),
    author: 'Ada',
    title: `${service}: ${path}`,
    nodes: [],
    files: ['k8s/shop.yaml'],
    values: [
      {
        root: 'k8s',
        variant: '',
        address: `Deployment/shop/${service}`,
        path,
        kind: 'changed',
        before: '20',
        after: '2',
        isSecret: false,
        line: { file: 'k8s/shop.yaml', number: 7, before: 'a: 20', after: 'a: 2' },
      },
    ],
    more: 0,
    link: '',
  }
}

const seeds = [1, 2, 3, 4, 5, 6]
const deep: readonly Fault[] = [{ service: 'payments', from: 300, slower: 12 }]
const others = [
  change('before', 40, 'payments', 'spec.replicas'),
  change('search', 296, 'search', 'spec.replicas'),
  change('after', 305, 'payments', 'spec.template.spec.containers[0].env[0].value'),
]

describe('an investigation', () => {
  it.each(seeds)('finds a slow service behind the one where it shows, and its change (%i)', (seed) => {
    const right = change('right', 297, 'payments', 'spec.template.spec.containers[0].env[1].value')
    const found = investigated(seed, deep, { changes: [...others, right] })
    expect(found.outcome).toBe('change')
    expect(found.symptom?.node).toBe('front')
    expect(Math.abs((found.symptom?.since ?? 0) - at(300))).toBeLessThanOrEqual(2 * step)
    expect(found.suspects[0]?.node).toBe('payments')
    expect(found.way.map(({ node }) => node)).toEqual(['front', 'checkout', 'payments'])
    expect(found.changes[0]).toMatchObject({ change: { id: 'right' }, nodes: ['payments'] })
    expect(found.changes.map((one) => one.change.id)).not.toContain('after')
    expect(found.quiet).toEqual(expect.arrayContaining(['search', 'ledger', 'catalog']))
  })

  it.each(seeds)('finds a service that fails, also when it is over (%i)', (seed) => {
    const found = investigated(seed, [{ service: 'ledger', from: 200, to: 240, failing: 0.3 }])
    expect(found.outcome).toBe('no change explains this')
    expect(found.symptom).toMatchObject({ measure: 'error_ratio' })
    expect(Math.abs((found.symptom?.until ?? 0) - at(240))).toBeLessThanOrEqual(3 * step)
    expect(found.suspects[0]?.node).toBe('ledger')
  })

  it.each([...seeds, 11, 12, 13, 14, 15, 16])('says that nothing is wrong where nothing is (%i)', (seed) => {
    const found = investigated(seed, [], { changes: others })
    expect(found.outcome).toBe('nothing is wrong')
    expect(found.moved).toEqual([])
    expect(found.changes).toEqual([])
  })

  it('does not say that all is well before it knows what is usual', () => {
    const signals = shopSignals({ seed: 1 })
    const since = (first: number): Investigation =>
      investigate({
        signals: {
          ...signals,
          measures: signals.measures.map((one) => ({
            ...one,
            values: one.values.map((value, index) => (index < first ? Number.NaN : value)),
          })),
        },
        topology,
        changes: [],
        logs: [],
        alert: undefined,
      })
    const little = since(345)
    expect(little).toMatchObject({ outcome: 'too little is measured', quiet: [] })
    expect(saidTexts(little).join(' ')).toContain('14 min of the 6 h that were asked about')
    const enough = since(300)
    expect(enough).toMatchObject({ outcome: 'nothing is wrong', known: { since: at(300) } })
    expect(saidTexts(enough).join(' ')).toContain('59 min of the 6 h')
  })

  it('says of a long stretch that what has only begun does not show in its long steps', () => {
    const signals = shopSignals({ seed: 1 })
    const inSteps = (length: number): Investigation => {
      const times = signals.times.map((_, index) => opening + index * length)
      const stretch = { start: opening, end: times.at(-1) ?? 0, step: length }
      return investigate({
        signals: { ...signals, times, stretch },
        topology,
        changes: [],
        logs: [],
        alert: undefined,
      })
    }
    const coarse = inSteps(86_400)
    expect(coarse.outcome).toBe('nothing is wrong')
    expect(saidTexts(coarse).join(' ')).toContain('what began in the last 4 days does not show in them')
    expect(saidTexts(inSteps(300))).toEqual([])
  })

  it('sees what began four samples ago', () => {
    const found = investigated(7, [{ service: 'search', from: 356, slower: 20 }])
    expect(found.suspects[0]?.node).toBe('search')
  })

  it('names no change that came only afterwards', () => {
    const found = investigated(1, deep, { changes: [change('late', 310, 'payments', 'spec.replicas')] })
    expect(found.outcome).toBe('no change explains this')
    expect(found.looked).toEqual({ changes: 1, after: 1 })
  })

  it('starts from an alert whose labels name a service', () => {
    const signals = shopSignals({ seed: 1, faults: deep })
    const alert = {
      name: 'CheckoutSlow',
      state: 'firing' as const,
      labels: { service: 'checkout' },
      annotations: {},
      since: at(310),
      until: undefined,
      fingerprint: '',
      link: '',
      expression: undefined,
    }
    const known = { signals: { ...signals, alerts: [alert] }, topology, changes: [], logs: [] }
    expect(investigate({ ...known, alert: undefined }).symptom).toMatchObject({
      node: 'checkout',
      found: 'alert',
    })
    expect(investigate({ ...known, alert: 'CheckoutSlow' }).suspects[0]?.node).toBe('payments')
    expect(investigate({ ...known, alert: 'Other' })).toMatchObject({
      outcome: 'the symptom does not show',
      said: ['The alert Other is neither pending nor firing.'],
    })
  })

  it('starts from a query whatever its unit, and says where its labels name no service', () => {
    const signals = shopSignals({ seed: 1, faults: deep })
    const asked = (
      labels: Record<string, string>,
      valueOf: (sample: number) => number,
      expression = 'rate(http_requests_total{code="500"}[2m])',
    ): Investigation => {
      const values = Float64Array.from(
        { length: 360 },
        (_, sample) => valueOf(sample) * (1 + (sample % 7) / 100),
      )
      return investigate({
        signals: { ...signals, symptom: [{ expression, labels, values }] },
        topology,
        changes: [],
        logs: [],
        alert: undefined,
      })
    }
    // Some failures a second are few beside the requests of a service, and a hundred times what is usual.
    const few = asked({ service: 'checkout' }, (sample) => (sample < 300 ? 0.02 : 2))
    expect(few.symptom).toMatchObject({ node: 'checkout', found: 'query', measure: 'error_ratio' })
    expect(Math.abs((few.symptom?.since ?? 0) - at(300))).toBeLessThanOrEqual(2 * step)
    expect(few.suspects[0]?.node).toBe('payments')
    expect(symptomText(few.symptom as Symptom)).toBe('0.021 → 2.1')
    const more = asked(
      { service: 'checkout' },
      (sample) => (sample < 300 ? 3 : 9),
      'rate(http_requests_total[2m])',
    )
    expect(headline(more)).toContain('checkout gets more requests since')
    const nameless = asked({}, (sample) => (sample < 300 ? 0.02 : 2))
    expect(nameless.symptom).toMatchObject({ found: 'measures' })
    expect(nameless.said.join(' ')).toContain('its labels name no service that is known')
    const calm = asked({ service: 'checkout' }, () => 2)
    expect(calm).toMatchObject({
      outcome: 'the symptom does not show',
      said: ['The query of the symptom shows nothing that is not as always.'],
    })
  })

  it('passes over an alert that always fires, so that somebody notices when alerts do not come', () => {
    const signals = shopSignals({ seed: 1, faults: deep })
    const labels = { alertname: 'Watchdog', severity: 'none', service: 'checkout' }
    const watchdog = {
      name: 'Watchdog',
      state: 'firing' as const,
      labels,
      annotations: {},
      since: at(2),
      until: undefined,
      fingerprint: '',
      link: '',
      expression: undefined,
    }
    const known = {
      signals: { ...signals, alerts: [watchdog] },
      topology,
      changes: [],
      logs: [],
      alert: undefined,
    }
    const found = investigate(known)
    expect(found.symptom).toMatchObject({ found: 'measures' })
    expect(found.said).toEqual([])
  })

  it('tells of messages that are new, errors first, and not of those that always came', () => {
    const lines = Array.from({ length: 360 }, (_, sample): readonly LogRecord[] => [
      {
        time: at(sample),
        level: 'info',
        message: `served order ${sample * 31} in 12 ms`,
        fields: {},
        line: sample,
      },
      ...(sample < 300
        ? []
        : [
            {
              time: at(sample),
              level: 'error' as const,
              message: `pool exhausted after ${sample} ms`,
              fields: {},
              line: sample,
            },
          ]),
    ]).flat()
    const { logs } = investigated(1, deep, { logs: lines })
    expect(logs.map(({ template, isNew, level }) => ({ template, isNew, level }))).toEqual([
      { template: 'pool exhausted after <*>', isNew: true, level: 'error' },
    ])
  })

  it('says nothing of an alert that does not say since when, where no measure does', () => {
    const signals = shopSignals({ seed: 1 })
    const alert = {
      name: 'PaymentsSlow',
      state: 'firing',
      labels: { service: 'payments' },
      annotations: {},
      since: undefined,
      until: undefined,
      fingerprint: '',
      link: '',
      expression: undefined,
    } as const
    const about = { topology, changes: [], logs: [], alert: undefined }
    const found = investigate({ ...about, signals: { ...signals, alerts: [alert] } })
    expect(found.outcome).toBe('nothing is wrong')
    expect(found.said).toEqual([
      'The alert PaymentsSlow fires, but names no service that is known, or does not say since when.',
    ])
  })

  it('calls no service as always of which too little is known', () => {
    const signals = shopSignals({ seed: 1 })
    const few = (name: string, known: number): ServiceSignals['measures'][number] => ({
      of: 'service',
      node: { namespace: '', name },
      measure: 'cpu',
      values: signals.times.map((_, place) => (place < known ? 100 : Number.NaN)),
      source: '',
    })
    const found = investigate({
      signals: { ...signals, measures: [...signals.measures, few('mute', 0), few('young', 5)] },
      topology: joined([
        { nodes: [], calls: [] },
        ...['mute', 'young'].map((name) => ({
          nodes: [{ namespace: '', name, kind: 'service' as const, aliases: [], addresses: [] }],
          calls: [],
        })),
      ]),
      changes: [],
      logs: [],
      alert: undefined,
    })
    expect(found.quiet).toEqual(expect.arrayContaining(['payments']))
    expect(found.quiet).not.toEqual(expect.arrayContaining(['mute']))
    expect(found.unmeasured).toEqual(['mute', 'young'])
  })

  it('takes as many services as there are', () => {
    const signals = shopSignals({ seed: 1, count: 1 })
    const measures = Array.from({ length: 200_000 }, (_, place): ServiceSignals['measures'][number] => ({
      of: 'service',
      node: { namespace: '', name: `service-${place}` },
      measure: 'up',
      values: Float64Array.of(1),
      source: '',
    }))
    const found = investigate({
      signals: { ...signals, measures },
      topology: joined([]),
      changes: [],
      logs: [],
      alert: undefined,
    })
    expect(found.outcome).toBe('too little is measured')
  })
})
