import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { realPrograms } from '../../programs.ts'
import { inference } from '../charts/inference.ts'
import { isFull } from '../../full.ts'
import { measuredOrigins } from '../measured.ts'
import { writeFiles } from '../terraform.ts'
import { tryChart } from './charts.ts'
import { generatedCharts, type GeneratedChart } from './generate.ts'
import { eachOf } from './run.ts'
import { emptyScore, figuresOf, scoreLine, shortfalls, type Score } from './score.ts'

const programs = realPrograms()
const charts = process.env['PLUMBLINE_CONFORMANCE_CHARTS']
const [count, each] = isFull ? [220, 10] : [8, 8]
if (programs === undefined)
  console.warn('SKIPPED: origins of charts are not tried with helm, because it does not run here.')

// skipped: without helm there is nothing to compare with, which the line above says.
describe.skipIf(programs === undefined)('origins of charts, tried with helm', () => {
  it(
    `name the literals whose change changes a value, and no others, in ${count} generated charts`,
    { timeout: 3_600_000 },
    async () => {
      const all = [
        ...generatedCharts(count, isFull ? 1 : 1001),
        { name: 'inference', files: inference, args: [] },
      ]
      const score = emptyScore()
      await eachOf(all, 2, (one) => tryGenerated(programs?.helm ?? '', one, each, score))
      expect(judged('generated charts', score)).toEqual([])
      expect(score.changes).toBeGreaterThan(count * each * 0.9)
    },
  )

  it.each(charts === undefined ? [] : [charts])(
    'and in the charts of %s',
    { timeout: 7_200_000 },
    async (folder) => {
      const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'Chart.yaml')))
      const most = Math.ceil(2000 / names.length)
      const score = emptyScore()
      await eachOf(names, 2, (name) =>
        tryChart(programs?.helm ?? '', { name, folder: join(folder, name), args: [] }, most, 7, score),
      )
      expect(judged('public charts', score)).toEqual([])
    },
  )
})

function judged(subject: string, score: Score): readonly string[] {
  console.warn(`origins of ${subject}: ${scoreLine(score)}`)
  measuredOrigins(subject, { against: 'helm 4.1.4', ...figuresOf(score) })
  return shortfalls(score)
}

async function tryGenerated(helm: string, one: GeneratedChart, most: number, score: Score): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-generated-'))
  try {
    writeFiles(folder, one.files)
    await tryChart(helm, { name: one.name, folder, args: one.args }, most, 7, score)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
