import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { commitFeed } from '../../src/engine/changes/feed.ts'
import { estateOf, plainOptions } from '../../src/engine/testing.ts'
import { estateTopology } from '../../src/engine/topology/estate.ts'
import { gitHistory } from '../../src/host/git-history.ts'
import { filePath } from '../../src/kernel/brand.ts'
import { joined } from '../../src/model/topology/join.ts'
import { randomOf } from '../learn/random.ts'
import { historyOf } from './history.ts'
import { kindNames, kinds } from './kinds.ts'
import { deployed, edited, fileOf, filesOf, firstConfiguration, valueAt } from './manifests.ts'
import { repositoryOf } from './repository.ts'

const onset = 1_750_000_000

function places(edits: readonly { readonly file: string; readonly path: string }[]): readonly string[] {
  return edits.map(({ file, path }) => `${file} ${path}`)
}

describe('the configuration of the lab', () => {
  it('reaches the programs as the manifests say', () => {
    const now = edited(firstConfiguration(), [
      { file: 'deploy/checkout.yaml', path: 'env.DB_POOL', before: '8', after: '1' },
      { file: 'deploy/checkout.yaml', path: 'memory', before: '160', after: '48' },
      { file: 'deploy/checkout.yaml', path: 'image', before: '', after: 'registry.example/checkout:7.1.0' },
    ])
    const checkout = deployed(filesOf(now).get(fileOf('checkout')) ?? '')
    expect(checkout).toMatchObject({
      tag: '7.1.0',
      memory: 48,
      settings: { DB_POOL: '1', DB_USER: 'checkout' },
    })
  })

  it('has commits that say what was there before, the guilty one a minute to a day before the symptom', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kindNames), fc.integer({ min: 1, max: 10_000 }), (kind, seed) => {
        const random = randomOf(seed)
        const plan = kinds[kind](random)
        const { commits, guilty } = historyOf(plan, onset, random)
        let now = firstConfiguration()
        for (const { edits } of commits) {
          for (const { file, path, before } of edits)
            if (
              path !== 'notes' &&
              valueAt(now, file.slice('deploy/'.length, -'.yaml'.length), path) !== before
            )
              return false
          now = edited(now, edits)
        }
        const age = onset - (commits.find(({ id }) => id === guilty)?.time ?? 0)
        return (
          (guilty === undefined) === (plan.change === undefined) &&
          (guilty === undefined || (age >= 60 && age <= 86_400)) &&
          commits.length > 10
        )
      }),
    )
  })

  it('does nothing to what a plan changes but by the plan', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kindNames), fc.integer({ min: 1, max: 10_000 }), (kind, seed) => {
        const random = randomOf(seed)
        const plan = kinds[kind](random)
        const { commits, guilty } = historyOf(plan, onset, random)
        const changed = new Set(places(plan.change?.edits ?? []))
        return commits.every(
          ({ id, edits }) => id === guilty || places(edits).every((one) => !changed.has(one)),
        )
      }),
    )
  })
})

describe('the repository of the lab', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-lab-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('is a history in which the feed of changes finds what each commit changed', () => {
    const random = randomOf(5)
    const { commits } = historyOf(kinds['pool exhausted'](random), onset, random)
    const hashes = repositoryOf(folder, commits)
    const history = gitHistory(folder, { start: onset - 10 * 86_400, end: onset + 86_400 })
    if (history === undefined) throw new TypeError('git is missing')
    const feed = commitFeed({ history, folder: filePath(''), options: plainOptions, cache: undefined })
    for (const { id, time, message, edits } of commits) {
      const found = feed.find((one) => one.id === hashes.get(id))
      expect(found).toMatchObject({ time, title: message, files: edits.map(({ file }) => file) })
      const values = found?.values.map(({ after }) => after ?? '') ?? []
      const wanted = edits.filter(({ path }) => path !== 'notes').map(({ after }) => after)
      expect(wanted.filter((one) => !values.some((value) => value.includes(one)))).toEqual([])
    }
  })

  it('says in its manifests who calls whom', () => {
    const estate = estateOf(Object.fromEntries(filesOf(firstConfiguration())))
    const calls = joined([estateTopology(estate)]).edges.map(({ from, to }) => `${from} ${to}`)
    expect(calls).toEqual(
      expect.arrayContaining(['gateway checkout', 'recommend feature-store', 'checkout accounts']),
    )
  })
})
