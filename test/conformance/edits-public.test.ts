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
import { leavesOf, pathText } from '../../src/model/path.ts'
import type { Reading } from '../../src/model/reading.ts'
import type { Resource } from '../../src/model/resource.ts'
import { random, type Random } from './random.ts'

/**
 * Other people's repositories, each a folder in the one that is named: values of resources picked at random are changed as if by hand
 * and written into the code. Nothing of them is kept.
 */

const folder = process.env['PLUMBLINE_CONFORMANCE_EDITS'] ?? ''
const each = Number(process.env['PLUMBLINE_CONFORMANCE_EDITS_EACH'] ?? 50)
const repositories = folder === '' || !existsSync(folder) ? [] : readdirSync(folder).toSorted()
const options = { ...plainOptions, loadProviderTable: providerTable }

describe.runIf(repositories.length > 0)('values of other people’s repositories', () => {
  const all: Told[] = []

  it.each(repositories)('%s', { timeout: 3_600_000 }, (name) => {
    const state = readState({
      snapshot: folderSnapshot(join(folder, name)),
      folder: filePath(''),
      options,
    })
    const chance = random(11)
    const told = Array.from({ length: each }, () => tried(state, chance)).filter((one) => one !== undefined)
    all.push(...told)
    const refused = told.filter(({ code }) => code !== '')
    const times = told.map(({ ms }) => ms).toSorted((a, b) => a - b)
    process.stdout.write(
      `| ${name} | ${told.length} | ${told.length - refused.length} | ${refused.length} | ${times.at(times.length >> 1) ?? 0} ms | ${counts(refused)} |\n`,
    )
    writeFileSync(
      join(tmpdir(), `plumbline-edits-${name}.txt`),
      refused.map((one) => `${one.what}\n  ${one.code} ${one.detail}\n`).join('\n'),
    )
    expect(refused.every(({ detail }) => detail.endsWith('.'))).toBe(true)
  })

  it('are refused in one of twenty at most', () => {
    const refused = all.filter(({ code }) => code !== '')
    process.stdout.write(
      `| all | ${all.length} | ${all.length - refused.length} | ${refused.length} | | ${counts(refused)} |\n`,
    )
    expect(refused.length).toBeLessThanOrEqual(all.length / 20)
  })
})

interface Told {
  readonly what: string
  /** Empty where it was written. */
  readonly code: string
  readonly detail: string
  readonly ms: number
}

function counts(refused: readonly Told[]): string {
  const codes = [...new Set(refused.map(({ code }) => code))].toSorted()
  return codes.map((code) => `${code} ${refused.filter((one) => one.code === code).length}`).join(', ')
}

function tried(state: EditState, chance: Random): Told | undefined {
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
    if (answer.kind === 'edited') return { what, code: '', detail: '', ms }
    if (answer.kind === 'refused') return { what, code: answer.code, detail: answer.detail, ms }
  }
  return undefined
}

interface Picked {
  readonly reading: Reading
  readonly resource: Resource
  readonly path: string
  readonly data: Data
}

/** What names a thing cannot be changed by hand while it runs, and nobody changes what tools keep their books by. */
const identity =
  /^(?:apiVersion|kind|metadata\.(?:name|namespace)|instructions\b.*|id|arn|position|final|name|stage|spec\.selector\b.*|spec\.serviceName|.*\.labels\["(?:app\.kubernetes\.io\/(?:name|instance|managed-by|version)|helm\.sh\/chart)"\])$/u

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
  if (number === null) return `${scalar}-x`
  const [, head = '', digits = '', tail = ''] = number
  return `${head}${String(Number(digits.slice(-9)) + 1).padStart(digits.length, '0')}${tail}`
}
