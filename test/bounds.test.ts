import { describe, expect, it } from 'vitest'
import { filePath } from '../src/kernel/brand.ts'
import { evaluate } from '../src/engine/read.ts'
import { estateOf, plainOptions } from '../src/engine/testing.ts'
import { filesSnapshot } from '../src/model/files-snapshot.ts'
import { printJson } from '../src/model/json-text.ts'
import { readJson } from '../src/report/read.ts'
import type { Estate } from '../src/model/reading.ts'

/** Whatever the input, reading ends, within a bound, with a diagnostic where it gave up. */

const levels = 10_000

function summariesOf({ readings }: Estate): readonly string[] {
  return [...new Set(readings.flatMap(({ diagnostics }) => diagnostics.map(({ summary }) => summary)))]
}

describe('ten thousand levels', () => {
  const nested: Readonly<Record<string, string>> = {
    brackets: `${'['.repeat(levels)}${']'.repeat(levels)}`,
    parentheses: `${'('.repeat(levels)}1${')'.repeat(levels)}`,
    objects: `${'{ a = '.repeat(levels)}1${' }'.repeat(levels)}`,
    templates: `${'"${'.repeat(levels)}1${'}"'.repeat(levels)}`,
    conditions: `${'true ? '.repeat(levels)}1${' : 2'.repeat(levels)}`,
    minuses: `${'-'.repeat(levels)}1`,
    calls: `${'tolist('.repeat(levels)}[]${')'.repeat(levels)}`,
    loops: `${'[for x in '.repeat(levels)}[]${' : x]'.repeat(levels)}`,
    indexes: `${'local.b['.repeat(levels)}0${']'.repeat(levels)}`,
  }

  it.each(Object.entries(nested))('of %s are a diagnostic', (_, text) => {
    const files = { 'main.tf': `locals {\n  b = [0]\n  a = ${text}\n}\noutput "ok" { value = 1 }` }
    const estate = estateOf(files)
    expect(summariesOf(estate)).toContain('Expression nested too deeply')
    expect(estate.readings[0]?.named.map(({ address }) => address)).toContain('output.ok')
  })

  it('of operators in a row are worked out', () => {
    const [result] = evaluate(filesSnapshot({}), filePath(''), plainOptions, [
      Array.from({ length: levels }, () => '1').join(' + '),
    ])
    expect(result).toMatchObject({ kind: 'value', value: String(levels) })
  })

  it('of blocks, JSON and variable files are read without a fall', () => {
    const estate = estateOf({
      'main.tf': `variable "v" { default = null }\nresource "acme_x" "x" {\n${'a {\n'.repeat(levels)}${'}\n'.repeat(levels)}}`,
      'deep.tf.json': `{"locals": {"j": ${'['.repeat(levels)}${']'.repeat(levels)}}}`,
      'terraform.tfvars.json': `{"v": ${'['.repeat(levels)}${']'.repeat(levels)}}`,
    })
    expect(estate.readings).toHaveLength(1)
  })

  it('of decoded documents are refused', () => {
    const expressions = ['jsondecode(local.t)', 'yamldecode(local.t)']
    const files = { 'main.tf': `locals { t = "${'['.repeat(levels)}${']'.repeat(levels)}" }` }
    const results = evaluate(filesSnapshot(files), filePath(''), plainOptions, expressions)
    expect(results.map(({ kind }) => kind)).toEqual(['error', 'error'])
  })
})

describe('large things', () => {
  it('a hundred thousand instances', () => {
    const keys = Array.from({ length: 100_000 }, (_, at) => `k${at} = ${at}`).join('\n')
    const files = {
      'main.tf':
        'variable "all" {}\nresource "terraform_data" "x" {\n  for_each = var.all\n  input    = each.value\n}\noutput "n" { value = length(terraform_data.x) }',
      'terraform.tfvars': `all = {\n${keys}\n}`,
    }
    const estate = estateOf(files)
    expect(estate.readings[0]?.resources).toHaveLength(100_000)
    expect(summariesOf(estate)).toEqual([])
  })

  it('a list of a hundred thousand objects with defaults', () => {
    const items = Array.from({ length: 100_000 }, (_, at) => `{ a = ${at} },`).join('\n')
    const files = {
      'main.tf':
        'variable "all" { type = list(object({ a = string, b = optional(number, 1) })) }\noutput "n" { value = [length(var.all), var.all[99999], sum(var.all[*].b)] }',
      'terraform.tfvars': `all = [\n${items}\n]`,
    }
    expect(summariesOf(estateOf(files))).toEqual([])
  })

  it('two thousand modules, one calling the next', () => {
    const files: Record<string, string> = { 'main.tf': 'module "m" {\n  source = "./m0"\n}' }
    for (let at = 0; at < 2000; at++)
      files[`m${at}/main.tf`] = `module "m" {\n  source = "../m${at + 1}"\n}\noutput "o" { value = ${at} }`
    expect(summariesOf(estateOf(files))).toContain('Module cycle')
  })

  it('twenty thousand locals, each of the one before', () => {
    const lines = Array.from({ length: 20_000 }, (_, at) => `l${at + 1} = local.l${at} + 1`)
    const estate = estateOf({
      'main.tf': `locals {\nl0 = 0\n${lines.join('\n')}\n}\noutput "o" { value = local.l20000 }`,
    })
    expect(summariesOf(estate)).toEqual([])
    expect(estate.readings[0]?.named.find(({ address }) => address === 'output.o')?.value).toMatchObject({
      scalar: 20_000,
    })
  })
})

/** Sixty locals, each made of the one before it twice. */
function doubling(make: (last: string) => string): Record<string, string> {
  const lines = Array.from({ length: 60 }, (_, at) => `x${at + 1} = ${make(`local.x${at}`)}`)
  return {
    'main.tf': `locals {\nx0 = "0123456789"\n${lines.join('\n')}\n}\noutput "o" { value = local.x60 }`,
  }
}

describe('texts and lists that double', () => {
  it('end in a diagnostic instead of all the memory', () => {
    expect(summariesOf(estateOf(doubling((last) => `"\${${last}}\${${last}}"`)))).toContain('Text too long')
    expect(summariesOf(estateOf(doubling((last) => `join("", [${last}, ${last}])`))).length).toBeGreaterThan(
      0,
    )
  })

  it('are not printed leaf by leaf', () => {
    const estate = estateOf(doubling((last) => `[${last}, ${last}]`))
    expect(summariesOf(estate)).toContain('Value too large')
    const view = {
      width: 80,
      colour: false,
      showSensitive: false,
      path: String,
      text: () => undefined,
      secrets: () => new Map(),
    }
    expect(printJson(readJson(view, estate)).length).toBeLessThan(100_000_000)
  })
})
