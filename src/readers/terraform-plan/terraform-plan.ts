import { addressOf } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import { Origins } from '../../kernel/origins.ts'
import { marks, type Value } from '../../kernel/value.ts'
import { parseJson } from '../../lang/json/parse.ts'
import type { JsonNode } from '../../lang/json/tree.ts'
import { documentAt, JsonDocument } from '../../lang/terraform-json/document.ts'
import { instanceNames, instancesBelow } from '../../lang/terraform-json/resource.ts'
import { maskedValue } from '../../lang/terraform-json/value.ts'
import type { Change, Check, OutputChange, PlanReading } from '../../model/change.ts'
import type { Reading } from '../../model/reading.ts'
import type { Named, Resource } from '../../model/resource.ts'
import type { Reader, Unit } from '../reader.ts'
import { changesIn, deferredIn, outputChangesIn } from './changes.ts'
import type { Plan } from './plan.ts'
import { refuse } from './problems.ts'
import { referencesIn } from './references.ts'

/**
 * What `terraform show -json` (or `tofu show -json`) prints of a plan: the planned resources, and what is done to get
 * there. Read only when it is named: plans that lie in a folder are leftovers or fixtures.
 */
export const terraformPlan: Reader = {
  format: 'terraform-plan',
  reference: 'https://developer.hashicorp.com/terraform/internals/json-format#plan-representation',

  discover: () => ({ value: [], diagnostics: [] }),

  unitAt(snapshot, root, options) {
    const document = documentAt(snapshot, root)
    if (document === undefined || !isPlanDocument(document)) return undefined
    return { format: 'terraform-plan', root, variant: '', options }
  },

  // oxlint-disable-next-line require-yield -- a plan needs nothing from elsewhere
  *read(unit, snapshot) {
    return readingOf(unit, documentAt(snapshot, unit.root))
  },
}

function isPlanDocument(document: JsonDocument): boolean {
  const { root } = document
  if (document.textAt(root, 'format_version') === undefined) return false
  return ['planned_values', 'resource_changes'].some((name) => document.member(root, name) !== undefined)
}

function readingOf({ root, variant }: Unit, found: JsonDocument | undefined): Reading | PlanReading {
  const document = found ?? new JsonDocument(parseJson(root, ''))
  if (document.tree.diagnostics.length > 0) return unreadable({ root, variant })
  const plan: Plan = { document, origins: new Origins(), diagnostics: [...diagnosticsOf(document)] }
  const part = (name: string): JsonNode | undefined => document.member(document.root, name)
  const changes = changesIn(plan, part('resource_changes'))
  const outputChanges = outputChangesIn(plan, part('output_changes'))
  const prior = [...instancesOf(plan, document.member(part('prior_state'), 'values'))]
  const resources = resourcesOf(plan, changes, prior)
  const variables = variablesOf(plan)
  let references: PlanReading['references'] | undefined
  return {
    format: 'terraform-plan',
    root,
    variant,
    resources,
    named: namedOf(plan, variables, outputChanges),
    get references() {
      references ??= referencesIn(plan, [
        ...new Map([...prior, ...changes, ...resources].map((one) => [one.address, one])).values(),
      ])
      return references
    },
    diagnostics: plan.diagnostics,
    origins: plan.origins,
    texts: new Map(),
    changes,
    drift: changesIn(plan, part('resource_drift')),
    deferred: deferredIn(plan, part('deferred_changes')),
    outputChanges,
    checks: checksOf(document, part('checks')),
    variables: new Map([...variables].map(([name, { value }]) => [name, value])),
    prior: sorted(prior),
    relevantAttributes: document.items(part('relevant_attributes')).map((node) => ({
      resource: document.textAt(node, 'resource') ?? '',
      path: document
        .items(document.member(node, 'attribute'))
        .map((step) => String(document.key(step) ?? ''))
        .join('.'),
    })),
    terraformVersion: document.text(part('terraform_version')) ?? '',
    errored: document.isTrue(part('errored')),
    complete: part('complete') === undefined ? undefined : document.isTrue(part('complete')),
  }
}

/**
 * One problem of the text is enough: the document is a program's, so it is broken as a whole, and nothing is said of what it would do.
 * No part of it is shown, because what is a secret is not known either.
 */
function unreadable({ root, variant }: Pick<Unit, 'root' | 'variant'>): Reading {
  return {
    format: 'terraform-plan',
    root,
    variant,
    resources: [],
    named: [],
    references: [],
    diagnostics: [refuse('terraform-plan/unreadable', { file: root, start: 0, end: 0 })],
    origins: new Origins(),
    texts: new Map(),
  }
}

/** What will be there after apply, and the data that was read for it. */
function resourcesOf(
  plan: Plan,
  changes: readonly Change[],
  prior: readonly Resource[],
): readonly Resource[] {
  const { document } = plan
  const found = new Map<string, Resource>()
  const planned = document.member(document.root, 'planned_values')
  for (const change of changes) {
    if (change.deposed === undefined && isKept(change)) found.set(change.address, resourceOf(change))
  }
  const changed = new Set<string>(changes.flatMap((one) => (one.deposed === undefined ? [one.address] : [])))
  for (const one of [...instancesOf(plan, planned), ...prior.filter(({ mode }) => mode === 'data')]) {
    if (!found.has(one.address) && !changed.has(one.address)) found.set(one.address, one)
  }
  return sorted([...found.values()])
}

function isKept({ actions }: Change): boolean {
  return actions.includes('create') || !(actions.includes('destroy') || actions.includes('forget'))
}

function resourceOf(change: Change): Resource {
  const { address, mode, type, name, index, module, provider, span, extent } = change
  return {
    address,
    mode,
    type,
    name,
    index,
    module,
    provider,
    get values() {
      return change.after
    },
    span,
    extent,
  }
}

function* instancesOf(plan: Plan, values: JsonNode | undefined): Generator<Resource> {
  const { document, origins } = plan
  for (const { node, module } of instancesBelow(document, document.member(values, 'root_module'))) {
    const names = instanceNames(document, node, module)
    if (names === undefined) continue
    let made: Value | undefined
    yield {
      ...names,
      address: addressOf(names.address),
      get values() {
        made ??= maskedValue(
          {
            value: document.member(node, 'values') ?? node,
            sensitive: document.member(node, 'sensitive_values'),
          },
          { document, origins, step: 'plan', address: names.address },
        )
        return made
      },
      span: document.span(document.member(node, 'address') ?? node),
      extent: document.span(node),
    }
  }
}

interface Variable {
  readonly value: Value
  readonly node: JsonNode
}

/** The document marks a variable as sensitive at its declaration only. */
function variablesOf({ document, origins }: Plan): ReadonlyMap<string, Variable> {
  const configuration = document.member(document.member(document.root, 'configuration'), 'root_module')
  const declared = document.members(document.member(configuration, 'variables'))
  const found = new Map<string, Variable>()
  for (const [name, node] of document.members(document.member(document.root, 'variables'))) {
    const making = { document, origins, step: 'plan' as const, address: `var.${name}` }
    const value = maskedValue({ value: document.member(node, 'value') }, making)
    const isSecret = document.isTrue(document.member(declared.get(name), 'sensitive'))
    found.set(name, { node, value: isSecret ? { ...value, marks: value.marks | marks.sensitive } : value })
  }
  return found
}

function namedOf(
  { document }: Plan,
  variables: ReadonlyMap<string, Variable>,
  outputs: readonly OutputChange[],
): readonly Named[] {
  const inputs = [...variables].map(([name, { value, node }]): Named => ({
    address: addressOf(`var.${name}`),
    kind: 'variable',
    module: '',
    name,
    value,
    span: document.span(node),
  }))
  const kept = outputs.filter(({ actions }) => !actions.includes('destroy'))
  const results = kept.map((output): Named => ({
    address: addressOf(`output.${output.name}`),
    kind: 'output',
    module: '',
    name: output.name,
    get value() {
      return output.after
    },
    span: output.span,
  }))
  return sorted([...inputs, ...results])
}

function checksOf(document: JsonDocument, list: JsonNode | undefined): readonly Check[] {
  return document.items(list).map((node) => {
    const address = document.member(node, 'address')
    const problems = document
      .items(document.member(node, 'instances'))
      .flatMap((instance) =>
        document
          .items(document.member(instance, 'problems'))
          .flatMap((problem) => document.textAt(problem, 'message') ?? []),
      )
    return {
      address: document.textAt(address, 'to_display') ?? '',
      kind: document.textAt(address, 'kind') ?? '',
      status: document.textAt(node, 'status') ?? '',
      problems,
      span: document.span(node),
    }
  })
}

function diagnosticsOf(document: JsonDocument): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const format = document.member(document.root, 'format_version')
  if (format !== undefined && !/^[01](?:\.|$)/u.test(document.text(format) ?? '')) {
    found.push(refuse('terraform-plan/format', document.span(format)))
  }
  const errored = document.member(document.root, 'errored')
  if (errored !== undefined && document.isTrue(errored)) {
    found.push(refuse('terraform-plan/errored', document.span(errored)))
  }
  return found
}

function sorted<One extends { readonly address: string }>(some: readonly One[]): readonly One[] {
  return some.toSorted((one, other) =>
    one.address < other.address ? -1 : Number(one.address > other.address),
  )
}
