import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { viewOf } from '../src/app/view.ts'
import { filePath } from '../src/kernel/brand.ts'
import { readEstate } from '../src/engine/read.ts'
import { plainOptions } from '../src/engine/testing.ts'
import { filesSnapshot } from '../src/model/files-snapshot.ts'
import { printJson } from '../src/model/json-text.ts'
import type { ReadOptions, VariableLayer } from '../src/model/options.ts'
import type { Estate } from '../src/model/reading.ts'
import { diagnosticsOf, readJson } from '../src/report/read.ts'
import type { Configuration } from './conformance/configurations/configuration.ts'
import { writtenConfigurations } from './conformance/configurations/configuration.ts'
import { generatedConfigurations } from './conformance/configurations/generate.ts'
import { isFull } from './full.ts'

/** Configurations in which characters went missing, were put in or changed places: what an editor saves half-way. */

type Files = Readonly<Record<string, string | Uint8Array>>

const corpus = [...writtenConfigurations(), ...generatedConfigurations(80, 11)]

const tries = isFull ? 1500 : 400

/** Characters and pieces that mean something to the language, and some that mean nothing anywhere. */
const pieces: readonly string[] = [
  ...Array.from('{}[]()"=.,:?*!-+/%$#~@\n\r\t 09aé'),
  ...'${ %{ ${~ ~} ... => [*] .* && $${ /* null true each.value count.index self var. local. -1 0.0'.split(
    ' ',
  ),
  ...Array.from(['<<X\n', '<<-X\n', '"\\u12"', ' for ', ' in ', ' if ', '1e999999', '🇩🇪', 'e\u0301']),
  '\u0000',
  '\ufeff',
  '\ud800',
]

const change = fc.record({
  kind: fc.constantFrom('delete', 'insert', 'swap', 'double'),
  file: fc.nat(),
  at: fc.nat(),
  length: fc.integer({ min: 1, max: 30 }),
  piece: fc.constantFrom(...pieces),
})

const mutant = fc
  .record({
    position: fc.nat({ max: corpus.length - 1 }),
    changes: fc.array(change, { minLength: 1, maxLength: 4 }),
    language: fc.constantFrom<ReadOptions['language']>('auto', 'terraform-1.11', 'terraform', 'opentofu'),
  })
  .map(({ position, changes, language }) => mutated(corpus[position], changes, language))

interface Mutant {
  readonly id: string
  readonly files: Files
  readonly options: ReadOptions
}

describe('reading is total', () => {
  it('reads any mutant of a configuration without a throw, twice to the same document', () => {
    fc.assert(
      fc.property(mutant, (one) => documentOf(one, read(one)) === documentOf(one, read(one))),
      { numRuns: tries, seed: 5 },
    )
  })

  it('points with each diagnostic and each resource into a file that is there', () => {
    fc.assert(
      fc.property(mutant, (one) => outside(read(one)).length === 0),
      { numRuns: tries, seed: 6 },
    )
  })

  it('reads the configurations as they stand the same way', () => {
    for (const { id, files, given, env, workspace } of corpus.filter((_, at) => isFull || at % 3 === 0)) {
      const options = optionsOf({ given, env, ...(workspace === undefined ? {} : { workspace }) }, 'auto')
      const one = { id, files, options }
      const estate = read(one)
      expect(outside(estate).map((place) => `${id} ${place}`)).toEqual([])
      expect(documentOf(one, read(one))).toBe(documentOf(one, estate))
    }
  })
})

function read({ files, options }: Mutant): Estate {
  return readEstate(filesSnapshot(files), filePath(''), options)
}

function documentOf({ id }: Mutant, estate: Estate): string {
  return `${id}\n${printJson(readJson(viewOf({ estate, showSensitive: true }), estate))}`
}

/** The places that lie outside of their files; the command line and the environment are places too. */
function outside(estate: Estate): readonly string[] {
  const spans = [
    ...diagnosticsOf(estate).map(({ span }) => span),
    ...estate.readings.flatMap(({ resources, named }) => [...resources, ...named].map(({ span }) => span)),
  ]
  return spans
    .filter(({ file, start, end }) => {
      const text = estate.text(file)
      // A file that is asked for and missing, or isn't text, has no place inside.
      if (text === undefined) return start !== 0 || end !== 0
      return start < 0 || start > end || end > text.length
    })
    .map(({ file, start, end }) => `${file}:${start}-${end}`)
}

type Change = Parameters<typeof changed>[1]

function mutated(
  configuration: Configuration | undefined,
  changes: readonly (Change & { readonly file: number })[],
  language: ReadOptions['language'],
): Mutant {
  const { id = '', given = [], env = {}, workspace } = configuration ?? {}
  const files: Record<string, Files[string]> = { ...configuration?.files }
  const names = Object.keys(files).filter((name) => typeof files[name] === 'string')
  for (const one of changes) {
    const name = names[one.file % Math.max(1, names.length)]
    const text = name === undefined ? undefined : files[name]
    if (name !== undefined && typeof text === 'string') files[name] = changed(text, one)
  }
  const asked = { given, env, ...(workspace === undefined ? {} : { workspace }) }
  return { id, files, options: optionsOf(asked, language) }
}

function changed(
  text: string,
  {
    kind,
    at,
    length,
    piece,
  }: {
    readonly kind: 'delete' | 'insert' | 'swap' | 'double'
    readonly at: number
    readonly length: number
    readonly piece: string
  },
): string {
  const start = at % (text.length + 1)
  const part = text.slice(start, start + length)
  const before = text.slice(0, start)
  const after = text.slice(start + length)
  switch (kind) {
    case 'delete':
      return before + after
    case 'insert':
      return before + piece + part + after
    case 'swap':
      return before + after.slice(0, length) + part + after.slice(length)
    case 'double':
      return before + part + part + after
  }
}

function optionsOf(
  { given, env, workspace = 'default' }: Pick<Configuration, 'given' | 'env' | 'workspace'>,
  language: ReadOptions['language'],
): ReadOptions {
  const layers = given.map((one): VariableLayer =>
    one.kind === 'var'
      ? { kind: 'option', name: one.name, text: one.text }
      : { kind: 'file', file: filePath(one.path.replace(/^\.\//u, '')) },
  )
  const environment = new Map(
    Object.entries(env).map(([name, text]) => [name.replace(/^TF_VAR_/u, ''), text] as const),
  )
  return { ...plainOptions, layers, environment, workspace, language }
}
