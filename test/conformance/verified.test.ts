import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { contextOf } from '../../src/app/context.ts'
import type { Context } from '../../src/cli/context.ts'
import { VerifyDocument } from '../../src/cli/documents.ts'
import { run } from '../../src/cli/run.ts'
import { runProgram } from '../../src/host/programs.ts'
import { realPrograms } from '../programs.ts'
import { generatedKustomizations } from './kustomize/generate.ts'
import { isFull } from '../full.ts'
import { measured } from './measured.ts'
import { writeFiles } from './terraform.ts'
import { generatedCharts } from './truth/generate.ts'

const programs = realPrograms()
const folder = process.env['PLUMBLINE_CONFORMANCE_CHARTS']
const count = isFull ? 200 : 10
if (programs === undefined)
  console.warn('SKIPPED: nothing is verified with helm and kubectl, because they do not run here.')

type Verified = z.infer<typeof VerifyDocument>

const program: Context['program'] = (name, args, where, environment) =>
  runProgram((name === 'helm' ? programs?.helm : programs?.kubectl) ?? name, args, where, environment)

// skipped: without helm and kubectl there is nothing to compare with, which the line above says.
describe.skipIf(programs === undefined)('verified as users do it', () => {
  it(`generated charts have the same values`, { timeout: 1_800_000 }, async () => {
    const files = generatedCharts(count, 3001).map(({ name, files: own }) => [name, own] as const)
    expect(differences(await verifiedFiles('generated charts', 'helm 4.1.4', files))).toEqual([])
  })

  it(`generated kustomizations have the same values`, { timeout: 1_800_000 }, async () => {
    const files = generatedKustomizations(count, 9001).map(({ name, files: own }) => [name, own] as const)
    const verified = await verifiedFiles('generated kustomizations', 'kubectl kustomize 5.7.1', files)
    expect(differences(verified)).toEqual([])
  })

  it.each(folder === undefined ? [] : [folder])(
    'and the charts of %s',
    { timeout: 7_200_000 },
    async (place) => {
      expect(differences(await verifiedFolder('public charts', 'helm 4.1.4', place))).toEqual([])
    },
  )
})

/** Roots that differ, and why that is left so for now. */
const knownDifferences: ReadonlyMap<string, string> = new Map()

function differences({ roots }: Verified): readonly unknown[] {
  return roots.filter(
    (one) =>
      !knownDifferences.has(one.path) &&
      (one.verdict === 'disagree' || (one.verdict === 'compared' && one.different !== 0)),
  )
}

async function verifiedFiles(
  subject: string,
  against: string,
  all: readonly (readonly [name: string, files: Readonly<Record<string, string>>])[],
): Promise<Verified> {
  const root = mkdtempSync(join(tmpdir(), 'plumbline-verified-'))
  try {
    for (const [name, files] of all) writeFiles(join(root, name.replaceAll(' ', '-')), files)
    return await verifiedFolder(subject, against, root)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

/** What `plumbline verify` says of a folder. */
async function verifiedFolder(subject: string, against: string, root: string): Promise<Verified> {
  let output = ''
  const screen = { width: 90, colour: false, interactive: false }
  const context = {
    ...contextOf(root),
    output: screen,
    program,
    print: (text: string) => void (output += text),
  }
  await run(['verify', '.', '--format', 'json'], context)
  const verified = VerifyDocument.parse(JSON.parse(output))
  const { equal, different } = verified.summary
  const known = [...knownDifferences]
    .filter(([path]) => verified.roots.some((one) => one.path === path))
    .map(([what, why]) => ({ what, why }))
  measured(subject, { against, unit: 'values', all: equal + different, equal, known })
  expect(equal).toBeGreaterThan(count)
  return verified
}
