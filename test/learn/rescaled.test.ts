import { describe, expect, it } from 'vitest'
import { answerTo, type CauseAnswered } from './cause.ts'
import { randomOf, type Random } from './random.ts'
import type { RequestIncident } from './requests.ts'
import { tracedIncident } from './traced.ts'

type Values = readonly (number | null)[]
type Metrics = Readonly<Record<string, Readonly<Record<string, Values>>>>
type Series = Readonly<Record<string, Metrics>>
interface Window {
  readonly timestamps: readonly unknown[]
  readonly series: Series
}
/** The parts of an incident that are bent. */
interface Bent {
  readonly edges: readonly (readonly string[])[]
  readonly nodes: readonly string[]
  readonly normal: Window
  readonly abnormal: Window
  readonly target: Readonly<Record<string, unknown>> & { readonly node: string; readonly metric: string }
  readonly changes: readonly (Readonly<Record<string, unknown>> & { readonly node: string })[]
}

const incidents = [
  tracedIncident(102, 'latency'),
  tracedIncident(104, 'processor'),
  tracedIncident(106, 'leak'),
  tracedIncident(102, 'misconfigured'),
  tracedIncident(104, 'outage'),
]
const answers = incidents.map((one) => answerTo(one, true))
const cases = incidents.map((one, at) => ({ one, was: answers[at] as CauseAnswered }))

function answered({ scenario, incident }: RequestIncident, bend: (bent: Bent) => Bent): CauseAnswered {
  const { edges, nodes, normal } = scenario as unknown as Bent
  const { abnormal, target, changes } = incident as unknown as Bent
  const bent = bend({ edges, nodes, normal, abnormal, target, changes })
  return answerTo(
    {
      scenario: { ...scenario, edges: bent.edges, nodes: bent.nodes, normal: bent.normal },
      incident: { ...incident, abnormal: bent.abnormal, target: bent.target, changes: bent.changes },
    },
    true,
  )
}

/** Every series of both windows as a function says. */
function eachSeries(
  bent: Bent,
  change: (values: Values, node: string, metric: string, statistic: string) => Values,
): Bent {
  const inWindow = (window: Window): Window => ({
    ...window,
    series: mapped(window.series, (metrics, node) =>
      mapped(metrics, (statistics, metric) =>
        mapped(statistics, (values, statistic) => change(values, node, metric, statistic)),
      ),
    ),
  })
  return { ...bent, normal: inWindow(bent.normal), abnormal: inWindow(bent.abnormal) }
}

function mapped<From, To>(
  all: Readonly<Record<string, From>>,
  change: (one: From, name: string) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(all).map(([name, one]) => [name, change(one, name)]))
}

function renamed(all: Series, nodeOf: (node: string) => string): Series {
  return Object.fromEntries(Object.entries(all).map(([node, metrics]) => [nodeOf(node), metrics]))
}

function withNodes(bent: Bent, nodeOf: (node: string) => string): Bent {
  return {
    edges: bent.edges.map((edge) => edge.map(nodeOf)),
    nodes: bent.nodes.map(nodeOf),
    normal: { ...bent.normal, series: renamed(bent.normal.series, nodeOf) },
    abnormal: { ...bent.abnormal, series: renamed(bent.abnormal.series, nodeOf) },
    target: { ...bent.target, node: nodeOf(bent.target.node) },
    changes: bent.changes.map((change) => ({ ...change, node: nodeOf(change.node) })),
  }
}

function shuffled<Item>(all: readonly Item[], random: Random): readonly Item[] {
  return all
    .map((one) => ({ one, at: random.next() }))
    .toSorted((left, right) => left.at - right.at)
    .map(({ one }) => one)
}

/** The same number for the same words. */
function factors(random: Random, smallest: number, largest: number): (...words: readonly string[]) => number {
  const known = new Map<string, number>()
  return (...words) => {
    const key = words.join(' ')
    const factor = known.get(key) ?? smallest * (largest / smallest) ** random.next()
    known.set(key, factor)
    return factor
  }
}

function times(factor: number): (one: number | null) => number | null {
  return (one) => (one === null ? null : one * factor)
}

describe('the same cause is found', () => {
  it('whatever nodes are called, numbers included', () => {
    for (const { one, was } of cases) {
      const names = [...new Set((one.scenario as unknown as Bent).nodes)]
      const nodeOf = (node: string): string => String(names.indexOf(node))
      const now = answered(one, (bent) => withNodes(bent, nodeOf))
      expect(now.ranking[0]?.node).toBe(nodeOf(was.ranking[0]?.node ?? ''))
      expect(now.changes.map(({ id }) => id)).toEqual(was.changes.map(({ id }) => id))
    }
  })

  it('in whatever order edges, nodes, series and changes stand', () => {
    const random = randomOf(5)
    for (const { one, was } of cases) {
      const inAnyOrder = (window: Window): Window => ({
        ...window,
        series: Object.fromEntries(shuffled(Object.entries(window.series), random)),
      })
      const now = answered(one, (bent) => ({
        ...bent,
        edges: shuffled(bent.edges, random),
        nodes: shuffled(bent.nodes, random),
        changes: shuffled(bent.changes, random),
        normal: inAnyOrder(bent.normal),
        abnormal: inAnyOrder(bent.abnormal),
      }))
      expect(now.ranking[0]?.node).toBe(was.ranking[0]?.node)
      expect(now.changes[0]?.id).toBe(was.changes[0]?.id)
    }
  })

  it.each([1e-6, 1e-3, 1e3])('with times in another unit, of %d', (factor) => {
    for (const { one, was } of cases) {
      const now = answered(one, (bent) =>
        eachSeries(bent, (values, _, metric) => (metric === 'latency' ? values.map(times(factor)) : values)),
      )
      expect(now.ranking.map(({ node }) => node)).toEqual(was.ranking.map(({ node }) => node))
    }
  })

  it('with availability as a share at some nodes and as a percentage at others', () => {
    const random = randomOf(6)
    for (const { one, was } of cases) {
      const factor = factors(random, 0, 1)
      const now = answered(one, (bent) =>
        eachSeries(bent, (values, node, metric) =>
          metric === 'availability' && factor(node) < 0.5 ? values.map(times(0.01)) : values,
        ),
      )
      expect(now.ranking[0]?.node).toBe(was.ranking[0]?.node)
    }
  })

  it('with every series of times and of requests multiplied by a factor of its own', () => {
    const random = randomOf(7)
    const right = [1, 2, 3, 4].flatMap(() =>
      cases.map(({ one, was }) => {
        const factor = factors(random, 0.1, 10)
        const now = answered(one, (bent) =>
          eachSeries(bent, (values, node, metric) =>
            metric === 'availability' ? values : values.map(times(factor(node, metric))),
          ),
        )
        return now.ranking[0]?.node === was.ranking[0]?.node
      }),
    )
    expect(right.filter(Boolean).length).toBeGreaterThanOrEqual(18)
  })

  it('with nodes of which nothing is known, and where the alarm is at somebody who calls what was the target', () => {
    for (const { one, was } of cases) {
      const now = answered(one, (bent) => ({
        ...bent,
        nodes: [...bent.nodes, 'nobody', 'nothing'],
        edges: [...bent.edges, ['front', bent.target.node], ['nobody', 'nothing']],
        target: { ...bent.target, node: 'front' },
      }))
      expect(now.ranking[0]?.node).toBe(was.ranking[0]?.node)
    }
  })
})
