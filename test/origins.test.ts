import { describe, expect, it } from 'vitest'
import { filePath } from '../src/kernel/brand.ts'
import type { Value } from '../src/kernel/value.ts'
import { readEstate } from '../src/engine/read.ts'
import { why } from '../src/engine/why.ts'
import { filesSnapshot } from '../src/model/files-snapshot.ts'
import type { ReadOptions } from '../src/model/options.ts'
import { leavesOf, pathText } from '../src/model/path.ts'
import type { Estate } from '../src/model/reading.ts'
import type { Site, WhyAnswer } from '../src/model/why.ts'
import { writtenConfigurations } from './conformance/configurations/configuration.ts'
import { generatedConfigurations } from './conformance/configurations/generate.ts'
import { isFull } from './full.ts'

const options: ReadOptions = {
  layers: [],
  environment: new Map(),
  workspace: 'default',
  language: 'terraform-1.11',
  state: undefined,
  providerSchemas: undefined,
  loadProviderTable: () => undefined,
  workingFolder: undefined,
}

type Files = Readonly<Record<string, string | Uint8Array>>

/** A third is tried by `npm test`. */
const configurations = [...writtenConfigurations(), ...generatedConfigurations(60, 7)].filter(
  (_, at) => isFull || at % 3 === 0,
)

describe('origins are true', () => {
  it('replacing the literal that why names replaces the value, in configurations of all kinds', () => {
    const wrong: string[] = []
    let tried = 0
    for (const { id, files } of configurations) {
      const estate = read(files)
      for (const { address, path, answer } of answersOf(estate)) {
        const [literal] = answer.literals
        if (!answer.exact || literal === undefined) continue
        const other = otherLiteral(files, literal)
        if (other === undefined) continue
        tried++
        const after = read({ ...files, [literal.span.file]: other.text })
        const value = valueOf(after, address, path)
        const moved = path.includes('[') && anywhere(after, other.means)
        if (value !== undefined && !says(value, other.means) && !moved)
          wrong.push(`${id}: ${address} ${path}`)
      }
    }
    expect(tried).toBeGreaterThan(200)
    expect(wrong).toEqual([])
  })
})

function read(files: Files): Estate {
  return readEstate(filesSnapshot(files), filePath(''), options)
}

interface Asked {
  readonly address: string
  readonly path: string
  readonly answer: WhyAnswer
}

function* answersOf(estate: Estate): Generator<Asked> {
  for (const reading of estate.readings) {
    const all = [
      ...reading.resources.map(({ address, values }) => ({ address, whole: values })),
      ...reading.named.map(({ address, value }) => ({ address, whole: value })),
    ]
    for (const { address, whole } of all) {
      for (const { steps, value } of leavesOf(whole)) {
        if (value.kind !== 'scalar' || value.scalar === null) continue
        const path = pathText(steps)
        const found = why(estate, address, path)
        if ('kind' in found) throw new TypeError(`why does not find ${address} ${path}`)
        const [answer] = found
        if (answer !== undefined) yield { address, path, answer }
      }
    }
  }
}

/** The file with another literal of the same kind in the place of one. */
function otherLiteral(
  files: Files,
  { span }: Site,
): { text: string; means: string | number | boolean } | undefined {
  const text = files[span.file]
  if (typeof text !== 'string' || /\.(?:tf|tfvars)\.json$/u.test(span.file)) return undefined
  const literal = text.slice(span.start, span.end)
  const put = (one: string): string => text.slice(0, span.start) + one + text.slice(span.end)
  if (/^"[^"\\$%]*"$/u.test(literal)) return { text: put('"plumb-line"'), means: 'plumb-line' }
  if (/\.ya?ml$/u.test(span.file) && /^[a-z][\w-]*$/u.test(literal) && !/^(?:true|false)$/u.test(literal))
    return { text: put('plumb-line'), means: 'plumb-line' }
  if (/^\d+$/u.test(literal)) return { text: put('73'), means: 73 }
  if (literal === 'true' || literal === 'false') {
    const flipped = literal === 'false'
    return { text: put(String(flipped)), means: flipped }
  }
  return undefined
}

/** The value after the change; undefined where the change has made the address go, as another key or count does. */
function valueOf(estate: Estate, address: string, path: string): Value | undefined {
  const [reading] = estate.readings
  const resource = reading?.resources.find((one) => one.address === address)
  const whole = resource?.values ?? reading?.named.find((one) => one.address === address)?.value
  const found = why(estate, address, path)
  if (whole === undefined || 'kind' in found) return undefined
  return found[0]?.value
}

/** Items of sets are in order of their values, and groups are named by them, so a new value may stand elsewhere. */
function anywhere({ readings }: Estate, means: string | number | boolean): boolean {
  return readings.some(({ resources, named }) =>
    [...resources.map(({ values }) => values), ...named.map(({ value }) => value)].some((whole) =>
      [...leavesOf(whole)].some(({ value }) => says(value, means)),
    ),
  )
}

function says(value: Value, means: string | number | boolean): boolean {
  if (value.kind !== 'scalar' || typeof value.scalar === 'object') return false
  return String(value.scalar) === String(means)
}
