import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { typeJson } from '../json-type.ts'
import { opentofu, terraform111 } from '../version.ts'
import { asked } from './asking.ts'
import type { Parameter } from './function.ts'
import { functionNamed, functionNames, functions } from './index.ts'

it('has each name once', () => {
  const names = functions.map(({ name }) => name)
  expect(names).toEqual([...new Set(names)])
})

it.each([
  ['lenght([1])', 'There is no function named "lenght". Did you mean "length"?'],
  ['Length([1])', 'There is no function named "Length". Did you mean "length"?'],
  ['whatever(1)', 'There is no function named "whatever".'],
  ['cidrcontains("a", "b")', 'There is no function named "cidrcontains".'],
])('says of %s that there is none, and what may be meant', (call, detail) => {
  expect(asked(call)).toBe(`Call to unknown function: ${detail}`)
})

it.each([
  [
    'bar::length([1])',
    'The function namespace "bar" is not valid. Provider function calls must use the "provider::" namespace prefix.',
  ],
  [
    'core::lengthx([1])',
    'The function namespace "core" is not valid. Provider function calls must use the "provider::" namespace prefix.',
  ],
  ['provider::foo(1)', 'The function call must include the provider name after the "provider::" prefix.'],
])('says of %s what is wrong with its namespace', (call, detail) => {
  expect(asked(call)).toBe(`Unknown provider function: ${detail}`)
})

it('gives the functions that only OpenTofu has to it alone', () => {
  const more = functionNames(opentofu).filter((name) => !functionNames(terraform111).includes(name))
  for (const name of more) expect(functionNamed(name, terraform111)).toMatchObject({ kind: 'problem' })
  expect(more).toEqual([
    'assumeequal',
    'assumelistlength',
    'assumelistlengthmax',
    'assumelistlengthmin',
    'assumemaplength',
    'assumemaplengthmax',
    'assumemaplengthmin',
    'assumenotnull',
    'assumesetlength',
    'assumesetlengthmax',
    'assumesetlengthmin',
    'assumestringprefix',
    'base64gunzip',
    'cidrcontains',
    'convert',
    'urldecode',
  ])
})

interface Signature {
  readonly parameters?: readonly Described[]
  readonly variadic_parameter?: Described
}

interface Described {
  readonly name: string
  readonly type: unknown
  readonly is_nullable?: boolean
}

/** Its first argument is a reference to a text rather than a text, which the list of signatures cannot say. */
const bySyntax = new Set(['templatestring'])

const answer = spawnSync('terraform', ['metadata', 'functions', '-json'], { encoding: 'utf8' })
const isThere = answer.status === 0 && answer.stdout.includes('function_signatures')
const signatures: Readonly<Record<string, Signature>> = isThere
  ? (JSON.parse(answer.stdout) as { function_signatures: Record<string, Signature> }).function_signatures
  : {}

describe.skipIf(!isThere)('compared with the terraform on the PATH', () => {
  const shared = functions.filter(
    ({ name, only }) => only === undefined && name in signatures && !bySyntax.has(name),
  )

  it.each(shared.map((fn) => ({ name: fn.name, fn })))('$name has its parameters', ({ name, fn }) => {
    const { parameters = [], variadic_parameter: variadic } = signatures[name] ?? {}
    expect([...fn.parameters, ...(fn.variadic === undefined ? [] : [fn.variadic])].map(described)).toEqual(
      [...parameters, ...(variadic === undefined ? [] : [variadic])].map(
        ({ name: parameter, type, is_nullable: nullable = false }) => [parameter, type, nullable],
      ),
    )
    expect(fn.variadic === undefined).toBe(variadic === undefined)
  })

  it('has exactly its names', () => {
    const plain = Object.keys(signatures).filter((name) => !name.includes('::'))
    expect([...functionNames(terraform111)]).toEqual(plain.toSorted())
  })
})

function described({ name, type, allowNull = false }: Parameter): readonly unknown[] {
  return [name, typeJson(type), allowNull]
}
