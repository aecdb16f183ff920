import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { marks, type Value } from '../../kernel/value.ts'
import { yamlDocuments } from '../../lang/yaml/documents.ts'
import { scalarText } from '../../model/scalar.ts'
import { fieldOf, isTrue, itemsIn } from '../../model/fields.ts'
import { paramsOf, type Generation } from './generators.ts'
import { problem } from './problems.ts'
import { repositoryOf } from './repository.ts'
import { templating } from './template.ts'

/** The applications that a set makes. See https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/ */
export function applicationsOfSet(
  set: Value,
  snapshot: Snapshot,
  origins: Origins,
): Outcome<readonly Value[]> {
  const isGo = isTrue(set, 'spec', 'goTemplate')
  const diagnostics: Diagnostic[] = []
  const options = itemsIn(set, 'spec', 'goTemplateOptions').map(scalarText)
  const kind = options.includes('missingkey=error') ? 'strict go' : 'go'
  const filling = templating(isGo ? kind : 'plain', origins)
  const generation: Generation = {
    snapshot,
    origins,
    repository: repositoryOf(snapshot),
    templating: filling,
    isGo,
    diagnostics,
  }
  const template = fieldOf(set, 'spec', 'template')
  const applications = itemsIn(set, 'spec', 'generators').flatMap((generator) => {
    const own = overOf(generator)
    const whole = own === undefined ? template : laidOver(own, template, origins)
    return paramsOf(generator, generation).map((params) => {
      const filled = filling.fill(applicationOf(set, whole), params)
      return patched(filled, set, params, generation)
    })
  })
  // One whose name can't be made is none that can be told from others.
  const known = applications.filter((one) => {
    const name = fieldOf(one, 'metadata', 'name')
    if (name === undefined || scalarText(name)?.includes('<no value>') !== true)
      return name?.kind !== 'unknown'
    const what = 'The name of an application asks for a parameter that is missing.'
    diagnostics.push(problem('argocd/template', what, origins.site(name.origin)))
    return false
  })
  return { value: known, diagnostics: onceEach([...diagnostics, ...filling.diagnostics]) }
}

/** What is wrong with a template is wrong with each application that it makes. */
function onceEach(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const keyed = diagnostics.map((one) => [JSON.stringify([one.code, one.detail, one.span]), one] as const)
  return [...new Map(keyed).values()]
}

/** The template that a generator has of its own. */
function overOf(generator: Value): Value | undefined {
  if (generator.kind !== 'map') return undefined
  for (const one of generator.entries.values()) {
    const template = fieldOf(one, 'template')
    if (template !== undefined) return template
  }
  return undefined
}

function applicationOf(set: Value, template: Value | undefined): Value {
  const namespace = fieldOf(set, 'metadata', 'namespace')
  const metadata = fieldOf(template, 'metadata')
  const written = metadata?.kind === 'map' ? metadata.entries : new Map<string, Value>()
  const entries = new Map<string, Value>(namespace === undefined ? [] : [['namespace', namespace]])
  for (const [key, value] of written) entries.set(key, value)
  const { origin } = template ?? set
  const kind: Value = { kind: 'scalar', scalar: 'Application', origin, marks: marks.none }
  const version: Value = { kind: 'scalar', scalar: 'argoproj.io/v1alpha1', origin, marks: marks.none }
  const spec = fieldOf(template, 'spec')
  const all = new Map<string, Value>([
    ['apiVersion', version],
    ['kind', kind],
    ['metadata', { kind: 'map', entries, origin: metadata?.origin ?? origin, marks: marks.none }],
  ])
  if (spec !== undefined) all.set('spec', spec)
  return { kind: 'map', entries: all, origin, marks: marks.none }
}

/** A template of a patch, which is laid over the application. */
function patched(application: Value, set: Value, params: Value, generation: Generation): Value {
  const written = fieldOf(set, 'spec', 'templatePatch')
  if (written === undefined) return application
  const { origins, templating: filling, diagnostics } = generation
  const filled = filling.fill(written, params)
  const text = scalarText(filled)
  if (text === undefined) return application
  const { file } = origins.site(written.origin)
  const found = yamlDocuments(file, text, 'go-yaml-v2', origins)
  const site = origins.site(written.origin)
  diagnostics.push(...found.diagnostics.map((one) => ({ ...one, span: site })))
  const [patch] = found.value
  if (patch?.kind !== 'map') return application
  return laidOver(madeBy(patch, filled, origins), application, origins)
}

/** All of a patch comes from the text that it is made of. */
function madeBy(value: Value, from: Value, origins: Origins): Value {
  const origin = origins.at('patch', origins.site(from.origin), { inputs: [from.origin] })
  if (value.kind === 'list')
    return { ...value, origin, items: value.items.map((one) => madeBy(one, from, origins)) }
  if (value.kind !== 'map') return { ...value, origin }
  const entries = [...value.entries].map(([key, one]) => [key, madeBy(one, from, origins)] as const)
  return { ...value, origin, entries: new Map(entries) }
}

/** Maps are joined; of anything else the upper one holds, and what it overrode is its loser. */
function laidOver(above: Value, below: Value | undefined, origins: Origins): Value {
  if (below === undefined) return above
  if (above.kind === 'map' && below.kind === 'map') {
    const entries = new Map(below.entries)
    for (const [key, value] of above.entries) entries.set(key, laidOver(value, entries.get(key), origins))
    return { ...below, entries }
  }
  if (above.kind === 'scalar' && scalarText(above) === '') return below
  const losers = below.origin === 0 ? [] : [below.origin]
  const origin = origins.at('merge', origins.site(above.origin), { inputs: [above.origin], losers })
  return { ...above, origin }
}
