import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { edit } from '../../src/engine/edit/edit.ts'
import { readState, type EditState } from '../../src/engine/edit/state.ts'
import { plainOptions } from '../../src/engine/testing.ts'
import { folderSnapshot } from '../../src/host/folder-snapshot.ts'
import { providerTable } from '../../src/host/tables.ts'
import { filePath } from '../../src/kernel/brand.ts'
import type { Data } from '../../src/kernel/edit.ts'
import type { EditAnswer } from '../../src/model/edit.ts'
import { overlaidSnapshot } from '../../src/model/overlaid-snapshot.ts'
import { leavesOf, pathText } from '../../src/model/path.ts'
import type { Reading } from '../../src/model/reading.ts'
import type { Resource } from '../../src/model/resource.ts'
import { differences, isNear, mannerProblem, type ValuePlace } from './edits/sound.ts'
import { measuredEdits } from './measured.ts'
import { random, type Random } from './random.ts'

/**
 * Other people's repositories, each a folder in the one that is named: values of resources picked at random are changed as if by hand
 * and written into the code. Nothing of them is kept.
 */

const folder = process.env['PLUMBLINE_CONFORMANCE_EDITS'] ?? ''
const each = Number(process.env['PLUMBLINE_CONFORMANCE_EDITS_EACH'] ?? 50)
const repositories = folder === '' || !existsSync(folder) ? [] : readdirSync(folder).toSorted()
const options = { ...plainOptions, loadProviderTable: providerTable }

/** Reading all of a large repository again takes long: of its edits as many are verified as that takes so many seconds. */
const verifying = 10

describe.runIf(repositories.length > 0)('values of other people’s repositories', () => {
  const all: Told[] = []

  it.each(repositories)('%s', { timeout: 7_200_000 }, (name) => {
    const start = Date.now()
    const state = readState({
      snapshot: folderSnapshot(join(folder, name)),
      folder: filePath(''),
      options,
    })
    const reading = Date.now() - start
    const every = Math.max(1, Math.ceil((reading * each) / (verifying * 1000)))
    const chance = random(11)
    const told = Array.from({ length: each }, (_, at) => tried(state, chance, at % every === 0)).filter(
      (one) => one !== undefined,
    )
    all.push(...told)
    process.stdout.write(`${rowOf(name, told)} read in ${reading} ms |\n`)
    const open = told.filter(({ code, wrong }) => code !== '' || wrong !== undefined)
    writeFileSync(
      join(tmpdir(), `plumbline-edits-${name}.txt`),
      open.map((one) => `${one.what}\n  ${one.code} ${one.detail}${one.wrong ?? ''}\n`).join('\n'),
    )
    expect(told.flatMap(({ wrong }) => wrong ?? [])).toEqual([])
    expect(told.every(({ code, detail }) => code === '' || detail.endsWith('.'))).toBe(true)
  })

  it('are refused in one of twenty at most', () => {
    const refused = all.filter(({ code }) => code !== '')
    process.stdout.write(`${rowOf('all', all)}\n`)
    const right = all.filter(({ code, wrong }) => code === '' && wrong === undefined)
    measuredEdits('public repositories', {
      among: `${repositories.length} repositories, ${each} values of each`,
      changes: all.length,
      right: right.length,
      wrong: all.filter(({ wrong }) => wrong !== undefined).length,
      refused: countsOf(refused),
      asked: `all of the repository read again for ${all.filter(({ isVerified }) => isVerified).length}`,
    })
    expect(refused.length).toBeLessThanOrEqual(all.length / 20)
  })
})

interface Told {
  readonly what: string
  /** Empty where it was written. */
  readonly code: string
  readonly detail: string
  readonly ms: number
  /** What reading from nothing found to be wrong. */
  readonly wrong?: string | undefined
  readonly isVerified?: boolean
}

function rowOf(name: string, told: readonly Told[]): string {
  const refused = told.filter(({ code }) => code !== '')
  const times = told.map(({ ms }) => ms).toSorted((a, b) => a - b)
  const codes = Object.entries(countsOf(refused)).map(([code, count]) => `${code} ${count}`)
  const verified = told.filter(({ isVerified }) => isVerified).length
  const wrong = told.filter((one) => one.wrong !== undefined).length
  return `| ${name} | ${told.length} | ${told.length - refused.length} | ${wrong} wrong of ${verified} | ${refused.length} | ${times.at(times.length >> 1) ?? 0} ms | ${codes.join(', ')} |`
}

function countsOf(refused: readonly Told[]): Readonly<Record<string, number>> {
  const codes = [...new Set(refused.map(({ code }) => code))].toSorted()
  return Object.fromEntries(codes.map((code) => [code, refused.filter((one) => one.code === code).length]))
}

function tried(state: EditState, chance: Random, isVerified: boolean): Told | undefined {
  for (let tries = 0; tries < 200; tries++) {
    const picked = pickedFrom(state, chance)
    if (picked === undefined) continue
    const { reading, resource, path, data } = picked
    const { root, variant } = reading
    const address = `${root === '' ? '.' : root}@${variant}::${resource.address}`
    const start = Date.now()
    const { answer } = edit(state, [{ address, path, data }], { allowOthers: false })
    const ms = Date.now() - start
    const what = `${address} ${path} = ${JSON.stringify(data)}`
    if (answer.kind === 'edited') {
      const target = { place: `${root}@${variant}::${resource.address}`, path }
      const wrong = isVerified ? problemIn(state, answer, target) : undefined
      return { what, code: '', detail: '', ms, wrong, isVerified }
    }
    if (answer.kind === 'refused') return { what, code: answer.code, detail: answer.detail, ms }
  }
  return undefined
}

/** Read from nothing: what is different is what was asked for or named, and the files are in the manner that they were. */
function problemIn(
  before: EditState,
  { files, verification: { wanted, follows } }: Extract<EditAnswer, { kind: 'edited' }>,
  target: ValuePlace,
): string | undefined {
  const texts = new Map(files.map(({ file, after }) => [file, after]))
  const snapshot = overlaidSnapshot(before.source.snapshot, texts)
  const after = readState({ ...before.source, snapshot })
  const named = [...wanted, ...follows].map(({ root, variant, change }) => ({
    place: `${root}@${variant}::${change.address}`,
    path: change.path,
  }))
  const other = differences(before, after).find(
    (one) => ![target, ...named].some((said) => said.place === one.place && isNear(one.path, said.path)),
  )
  if (other !== undefined) return `${other.place} ${other.path} is different too`
  return files.map((one) => mannerProblem(one.before, one.after)).find((problem) => problem !== undefined)
}

interface Picked {
  readonly reading: Reading
  readonly resource: Resource
  readonly path: string
  readonly data: Data
}

/** What names a thing cannot be changed by hand while it runs, and nobody changes what tools keep their books by. */
const identity =
  /^(?:apiVersion|kind|metadata\.(?:name|namespace|generateName)|instructions\b.*|id|arn|position|final|name|stage|spec\.selector\b.*|spec\.serviceName|.*\.labels\["(?:app\.kubernetes\.io\/(?:name|instance|managed-by|version)|helm\.sh\/chart)"\])$/u

function pickedFrom({ estate }: EditState, chance: Random): Picked | undefined {
  const reading = chance.pick(estate.readings)
  const live = (reading?.resources ?? []).filter(({ mode }) => mode === 'managed')
  if (reading === undefined || live.length === 0) return undefined
  const resource = chance.pick(live)
  const leaves = [...leavesOf(resource.values)].flatMap(({ steps, value }) => {
    if (value.kind !== 'scalar' || value.scalar === null || typeof value.scalar === 'object') return []
    const path = pathText(steps)
    // What nobody wrote is a default of the service, or filled in.
    const step = reading.origins.step(value.origin)
    if (value.origin === 0 || step === 'service' || identity.test(path)) return []
    return [{ path, scalar: value.scalar }]
  })
  if (leaves.length === 0) return undefined
  const { path, scalar } = chance.pick(leaves)
  return { reading, resource, path, data: otherThan(scalar) }
}

/** Another value of the same kind, as a person at a console would give. */
function otherThan(scalar: string | number | boolean): Data {
  if (typeof scalar === 'boolean') return !scalar
  if (typeof scalar === 'number') return scalar + 1
  const number = /^(.*?)(\d+)(\D*)$/su.exec(scalar)
  if (scalar === 'true' || scalar === 'false') return scalar === 'true' ? 'false' : 'true'
  // Nobody takes the end of the last line away.
  if (number === null) return scalar.replace(/\s*$/u, (end) => `-x${end}`)
  const [, head = '', digits = '', tail = ''] = number
  return `${head}${String(Number(digits.slice(-9)) + 1).padStart(digits.length, '0')}${tail}`
}
