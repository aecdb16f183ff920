import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { realPrograms } from '../../programs.ts'
import { generatedKustomizations, type Case } from './generate.ts'
import { difference, ourBuild } from './ours.ts'
import { isFull as full } from '../../full.ts'
import { realBuild, write } from './real.ts'

const cases = generatedKustomizations(full ? 2000 : 40)
const programs = realPrograms()

if (programs === undefined)
  console.warn(`SKIPPED: ${cases.length} kustomizations are not compared, because kubectl doesn't run here.`)

describe.skipIf(programs === undefined)('compared with kubectl kustomize', () => {
  it(
    `gives the objects of ${cases.length} kustomizations, and refuses what it refuses`,
    async () => {
      const root = mkdtempSync(join(tmpdir(), 'plumbline-kustomize-'))
      const differences = await inParallel(cases, async (one) => compare(programs?.kubectl ?? '', root, one))
      const found = differences.flatMap((one) => (typeof one === 'string' ? [one] : []))
      writeFileSync(join(tmpdir(), 'plumbline-conformance-kustomize.txt'), found.join('\n'))
      if (process.env['PLUMBLINE_CONFORMANCE_KEEP'] === undefined) rmSync(root, { recursive: true })
      expect(found.slice(0, 10)).toEqual([])
      // What both refuse says little: enough must have been built.
      expect(differences.filter((one) => one === same).length).toBeGreaterThan(cases.length / 3)
    },
    full ? 1_800_000 : 180_000,
  )
})

const same = Symbol('the same objects')
const refused = Symbol('both refuse')

/** What is different, or which way it is not. */
async function compare(kubectl: string, root: string, one: Case): Promise<string | symbol> {
  const folder = join(root, one.name.replaceAll(' ', '-'))
  write(folder, one)
  const printed = await realBuild(kubectl, join(folder, one.folder))
  const { values, problem } = ourBuild(one)
  const say = (what: string): string => `${one.name}: ${what}`
  if (printed.objects === undefined) return problem === '' ? say(`not refused: ${printed.problem}`) : refused
  if (problem !== '') return say(`refused: ${problem}`)
  const found = difference(values, printed.objects)
  return found === undefined ? same : say(found)
}

async function inParallel<One, Made>(
  all: readonly One[],
  make: (one: One) => Promise<Made>,
): Promise<readonly Made[]> {
  const made: Made[] = []
  const open = [...all.entries()]
  const work = async (): Promise<void> => {
    for (let next = open.shift(); next !== undefined; next = open.shift()) made[next[0]] = await make(next[1])
  }
  await Promise.all([work(), work()])
  return made
}
