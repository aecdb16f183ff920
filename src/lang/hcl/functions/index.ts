import { problem, type Problem } from '../problem.ts'
import type { LanguageVersion } from '../version.ts'
import { collectionFunctions } from './collections/index.ts'
import { conversionFunctions } from './conversion/index.ts'
import { dateFunctions } from './dates/index.ts'
import { digestFunctions } from './digests/index.ts'
import { encodingFunctions } from './encoding/index.ts'
import { fileFunctions } from './files/index.ts'
import { formatFunctions } from './format/index.ts'
import { regexFunctions } from './regex/index.ts'
import { stringFunctions } from './strings/index.ts'
import type { HclFunction } from './function.ts'
import { networkFunctions } from './network/index.ts'
import { nearest } from '../../text/nearest.ts'
import { numericFunctions } from './numeric/index.ts'
import { builtinFunctions, providerFunction } from './provider/index.ts'

/** Every function of every version, theme by theme. */
export const functions: readonly HclFunction[] = [
  ...collectionFunctions,
  ...conversionFunctions,
  ...dateFunctions,
  ...digestFunctions,
  ...encodingFunctions,
  ...fileFunctions,
  ...formatFunctions,
  ...networkFunctions,
  ...numericFunctions,
  ...regexFunctions,
  ...stringFunctions,
]

/** Calls that the evaluator answers itself, because their arguments may fail or are not values. */
const ofEvaluator = ['can', 'try']
const ofOpenTofuEvaluator = ['convert']

/** Removed from the language: they are there only to say so. */
const removed = new Set(['list', 'map'])

const byName: ReadonlyMap<string, HclFunction> = new Map(functions.map((one) => [one.name, one]))
const ofProviders = new Map(builtinFunctions.map((one) => [one.name, one]))

/** The function of a name, as plain `f`, as `core::f`, or of a provider as `provider::name::f`; or why there is none. */
export function functionNamed(name: string, version: LanguageVersion): HclFunction | Problem {
  const plain = name.startsWith('core::') ? name.slice('core::'.length) : name
  const found = byName.get(plain)
  if (found !== undefined && isOf(found, version)) return found
  if (!name.includes('::')) return noFunction(name, version)
  return /^provider::[^:]+::[^:]+$/u.test(name) ? ofProvider(name) : noNamespace(name)
}

/** A function of the provider that is part of the tool itself, by its own name. */
export function builtinFunction(name: string): HclFunction | undefined {
  return builtinFunctions.find((one) => one.name === `provider::terraform::${name}`)
}

/** The names that can be called in a version, sorted. */
export function functionNames(version: LanguageVersion): readonly string[] {
  const names = functions
    .filter((one) => isOf(one, version) && !removed.has(one.name))
    .map(({ name }) => name)
  return [...names, ...ofEvaluator, ...(version.opentofu ? ofOpenTofuEvaluator : [])].toSorted()
}

function isOf({ only }: HclFunction, { opentofu }: LanguageVersion): boolean {
  return only === undefined || opentofu
}

function ofProvider(name: string): HclFunction {
  const known = ofProviders.get(name)
  if (known !== undefined) return known
  const made = providerFunction(name)
  ofProviders.set(name, made)
  return made
}

function noFunction(name: string, version: LanguageVersion): Problem {
  const near = nearest(name, functionNames(version), 2)
  const hint = near === undefined ? '' : ` Did you mean "${near}"?`
  return problem('Call to unknown function', `There is no function named "${name}".${hint}`)
}

function noNamespace(name: string): Problem {
  const summary = 'Unknown provider function'
  const namespace = name.slice(0, name.indexOf('::'))
  if (namespace === 'provider') {
    return problem(summary, 'The function call must include the provider name after the "provider::" prefix.')
  }
  return problem(
    summary,
    `The function namespace "${namespace}" is not valid. Provider function calls must use the "provider::" namespace prefix.`,
  )
}
