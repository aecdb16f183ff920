import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Span } from '../../../src/kernel/span.ts'
import { realPrograms } from '../../programs.ts'
import { random } from '../random.ts'
import { claimsOf, literalsOf, type Claim } from './claims.ts'
import { generatedKustomizations, type Case } from './generate.ts'
import { ourBuild } from './ours.ts'
import { realBuild, write } from './real.ts'

const full =
  process.env['PLUMBLINE_CONFORMANCE'] === 'full' || process.env['npm_lifecycle_event'] === 'conformance'
const cases = generatedKustomizations(full ? 400 : 16, 5001)
const perCase = full ? 20 : 14
const programs = realPrograms()

if (programs === undefined)
  console.warn(
    `SKIPPED: origins of ${cases.length} kustomizations are not tried, because kubectl doesn't run here.`,
  )

/** What came of changing literals: how often what we had said was so. */
interface Score {
  changes: number
  said: number
  saidTruly: number
  changed: number
  changedAsSaid: number
  readonly wrong: string[]
  readonly missed: string[]
}

describe.skipIf(programs === undefined)('origins, tried with kubectl kustomize', () => {
  it(
    'name the literals whose change changes a value, and no others',
    async () => {
      const score: Score = {
        changes: 0,
        said: 0,
        saidTruly: 0,
        changed: 0,
        changedAsSaid: 0,
        wrong: [],
        missed: [],
      }
      const root = mkdtempSync(join(tmpdir(), 'plumbline-origins-'))
      for (const one of cases)
        await tryCase(programs?.kubectl ?? '', join(root, one.name.replaceAll(' ', '-')), one, score)
      rmSync(root, { recursive: true })
      const precision = score.saidTruly / score.said
      const recall = score.changedAsSaid / score.changed
      console.warn(
        `kustomize origins: ${score.changes} literals changed, precision ${precision.toFixed(4)} of ${score.said}, recall ${recall.toFixed(4)} of ${score.changed}`,
      )
      expect(score.changes).toBeGreaterThan(cases.length)
      expect([precision >= 0.999, score.wrong.slice(0, 10)]).toEqual([
        true,
        precision >= 0.999 ? score.wrong.slice(0, 10) : [],
      ])
      expect([recall >= 0.95, recall >= 0.95 ? [] : score.missed.slice(0, 10)]).toEqual([true, []])
    },
    full ? 3_600_000 : 240_000,
  )
})

async function tryCase(kubectl: string, folder: string, one: Case, score: Score): Promise<void> {
  const built = ourBuild(one)
  if (built.problem !== '') return
  write(folder, one)
  const { objects } = await realBuild(kubectl, join(folder, one.folder))
  if (objects === undefined) return
  const before = leaves(objects)
  const claims = claimsOf(built)
  const literals = [...literalsOf(built)]
  const choose = random(literals.length)
  for (let count = 0; count < perCase && literals.length > 0; count++) {
    const [[literal, site] = ['', undefined]] = literals.splice(choose.below(literals.length), 1)
    const edited = site && changed(one, site)
    if (site === undefined || edited === undefined) continue
    write(folder, edited)
    const after = leaves((await realBuild(kubectl, join(folder, one.folder))).objects ?? [])
    write(folder, one)
    // Where there are others than before, nothing can be said of which was which.
    if (!isSameShape(before, after)) continue
    counted(score, claims, { literal, before, after, name: one.name })
  }
}

function counted(
  score: Score,
  claims: readonly Claim[],
  {
    literal,
    before,
    after,
    name,
  }: { readonly literal: string; readonly before: Leaves; readonly after: Leaves; readonly name: string },
): void {
  score.changes++
  for (const { path, roots, all } of claims) {
    const isChanged = before.get(path) !== after.get(path)
    const say = `${name}: ${literal} and ${path}: ${before.get(path) ?? ''} to ${after.get(path) ?? ''}`
    if (roots.has(literal)) {
      score.said++
      if (isChanged) score.saidTruly++
      else score.wrong.push(say)
    }
    if (!isChanged) continue
    score.changed++
    if (all.has(literal)) score.changedAsSaid++
    else score.missed.push(say)
  }
}

/** A case in which one literal is another. */
function changed(one: Case, { file, start, end }: Span): Case | undefined {
  const text = one.files[file] ?? ''
  const old = text.slice(start, end)
  const next = replaced(old)
  if (next === undefined) return undefined
  return { ...one, files: { ...one.files, [file]: text.slice(0, start) + next + text.slice(end) } }
}

function replaced(old: string): string | undefined {
  if (/^[|>]|^(?:null|~)$/u.test(old)) return undefined
  if (old === 'true' || old === 'false') return old === 'true' ? 'false' : 'true'
  if (/^\d+(?:\.\d+)?$/u.test(old)) return `${old}7`
  return /^["']/u.test(old) ? `${old.slice(0, 1)}x${old.slice(1)}` : `x${old}`
}

type Leaves = ReadonlyMap<string, string>

function leaves(objects: readonly unknown[]): Leaves {
  const found = new Map<string, string>()
  objects.forEach((one, at) => {
    collect(one, `[${at}].`, found)
  })
  return found
}

function collect(value: unknown, path: string, found: Map<string, string>): void {
  if (value instanceof Map) {
    for (const [key, one] of value) collect(one, stepped(path, String(key)), found)
  } else if (Array.isArray(value)) {
    value.forEach((one, at) => {
      collect(one, `${path}[${at}]`, found)
    })
  } else found.set(path, typeof value === 'bigint' ? value.toString() : JSON.stringify(value))
}

function stepped(path: string, key: string): string {
  if (!/^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(key)) return `${path}[${JSON.stringify(key)}]`
  return path.endsWith('].') && path.indexOf(']') === path.length - 2 ? `${path}${key}` : `${path}.${key}`
}

function isSameShape(before: Leaves, after: Leaves): boolean {
  return before.size === after.size && [...before.keys()].every((path) => after.has(path))
}
