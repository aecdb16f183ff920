import { describe, expect, it } from 'vitest'
import { investigate } from '../../src/learn/incident/investigate.ts'
import type { FeedChange } from '../../src/model/feed-change.ts'
import { investigationHtml } from '../../src/report/investigate/html.ts'
import { investigationJson } from '../../src/report/investigate/json.ts'
import { investigationMarkdown } from '../../src/report/investigate/markdown.ts'
import type { InvestigationReport } from '../../src/report/investigate/report.ts'
import { investigationText } from '../../src/report/investigate/text.ts'
import type { View } from '../../src/report/view.ts'
import { opening, shopSignals, shopTopology, step } from './signals.ts'

const nasty = '<script>alert(1)</script>\u001B[31m & | `x`'

/** A report whose words come from somebody who means no good. */
function reportOf(more: Partial<FeedChange> = {}): InvestigationReport {
  const signals = shopSignals({ seed: 1, faults: [{ service: 'payments', from: 300, slower: 12 }] })
  const topology = shopTopology()
  const change: FeedChange = {
    id: 'deploy-1',
    kind: 'deploy',
    time: opening + 297 * step,
    author: nasty,
    title: nasty,
    nodes: ['payments'],
    files: [],
    values: [],
    more: 0,
    link: '',
    ...more,
  }
  return {
    investigation: investigate({ signals, topology, changes: [change], logs: [], alert: undefined }),
    times: signals.times,
    series: (node, measure) =>
      signals.measures.find((one) => one.node.name === node && one.measure === measure)?.values,
    topology,
    changes: [change],
    asked: [],
    source: nasty,
    commands: [],
    diagnostics: [],
  }
}

const view: View = {
  width: 80,
  colour: false,
  showSensitive: false,
  path: String,
  text: () => undefined,
  secrets: () => new Map(),
}

describe('the report of an investigation', () => {
  it('fits a terminal, and hands no command to it', () => {
    const text = investigationText(view, reportOf())
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([])
    expect(text).not.toContain('\u001B')
    expect(text).toContain('It comes from payments')
  })

  it('is a page that runs nothing and asks nobody, with a plot for each service of the way', () => {
    const page = investigationHtml(view, reportOf())
    expect(page).not.toMatch(/<script|src=|@import|url\(|<link/u)
    expect(page).toContain("default-src 'none'")
    expect(page.match(/<figure class="plot">/gu)).toHaveLength(3)
  })

  it('names nobody where nobody is known, and says a change within the sample as such', () => {
    const report = reportOf({ author: '', kind: 'other', id: 'line 2', time: opening + 300 * step + 20 })
    for (const text of [investigationText(view, report), investigationMarkdown(view, report)]) {
      expect(text.replaceAll(/\s+/gu, ' ')).toContain('within the sample in which it shows')
      expect(text).toContain('the change line 2, at the same time')
      expect(text).not.toMatch(/\(, |  , /u)
    }
    expect(investigationHtml(view, report)).toContain(
      '<span class="soft">2025-11-12 03:27, within the sample',
    )
  })

  it('has links that end nowhere else', () => {
    const link = 'https://e.example/a)[b](javascript:alert(1)) "<b>'
    expect(investigationMarkdown(view, reportOf({ link }))).toContain(
      '</code>](https://e.example/a%29[b]%28javascript:alert%281%29%29%20%22%3Cb%3E)',
    )
  })

  it('says no time that no calendar holds', () => {
    const { investigation, ...rest } = reportOf()
    const { symptom } = investigation
    const report = {
      ...rest,
      investigation: { ...investigation, symptom: symptom && { ...symptom, since: 1e300 } },
    }
    expect(investigationText(view, report)).toContain('since – (')
    expect(investigationHtml(view, report)).toContain('since – (')
    expect(investigationJson(view, report)).toMatchObject({ symptom: { node: 'front' } })
  })

  it('is Markdown without tags of others', () => {
    const text = investigationMarkdown(view, reportOf())
    expect(text).not.toContain('<script>')
    expect(text).toContain('**payments**')
  })
})
