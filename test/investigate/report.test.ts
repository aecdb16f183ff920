import { describe, expect, it } from 'vitest'
import { investigate } from '../../src/learn/incident/investigate.ts'
import type { FeedChange } from '../../src/model/feed-change.ts'
import { investigationHtml } from '../../src/report/investigate/html.ts'
import { investigationMarkdown } from '../../src/report/investigate/markdown.ts'
import type { InvestigationReport } from '../../src/report/investigate/report.ts'
import { investigationText } from '../../src/report/investigate/text.ts'
import type { View } from '../../src/report/view.ts'
import { opening, shopSignals, shopTopology, step } from './signals.ts'

const nasty = '<script>alert(1)</script>\u001B[31m & | `x`'

/** A report whose words come from somebody who means no good. */
function reportOf(): InvestigationReport {
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

  it('is Markdown without tags of others', () => {
    const text = investigationMarkdown(view, reportOf())
    expect(text).not.toContain('<script>')
    expect(text).toContain('**payments**')
  })
})
