import { addressOf } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { marks, type Value } from '../../kernel/value.ts'
import type { Reading } from '../../model/reading.ts'
import type { Named, Resource } from '../../model/resource.ts'
import type { Reader, Unit } from '../reader.ts'
import { discover, unitAt } from './discover.ts'
import { givenBy, undeclared } from './parameters.ts'
import { meant, problem, shown } from './problems.ts'
import { Mentions, referencesOf } from './references.ts'
import { addressIn, type Declared, type Scope, type Session } from './scope.ts'
import { TemplateStack } from './stack.ts'
import { templatesOf } from './templates.ts'

/** CloudFormation and SAM: every resource of a template, with its nested stacks, as a deployment would ask for it. */
export const cloudformation: Reader = {
  format: 'cloudformation',
  reference: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-reference.html',
  discover,
  unitAt,

  // oxlint-disable-next-line require-yield -- everything that a template needs is in the snapshot
  *read(unit, snapshot) {
    return readingOf(unit, snapshot)
  },
}

/** What loops, texts and nested stacks may cost altogether. */
const budget = 25_000_000

function readingOf({ root, variant, options }: Unit, snapshot: Snapshot): Reading {
  const session: Session = {
    snapshot,
    options,
    origins: new Origins(),
    texts: new Map(),
    diagnostics: [],
    references: [],
    nesting: 0,
    budget,
  }
  const resources: Resource[] = []
  const named: Named[] = []
  const template = templatesOf(snapshot)(root)
  if (template !== undefined) {
    session.diagnostics.push(...template.diagnostics)
    const stack = new TemplateStack({ session, template, given: givenBy(session) })
    undeclared(stack)
    const mentions = new Mentions()
    const open = [stack]
    for (let one = open.pop(); one !== undefined; one = open.pop())
      open.push(...readStack(one, mentions, { resources, named }))
  }
  const there = new Set<string>(resources.map(({ address }) => address))
  return {
    format: 'cloudformation',
    root,
    variant,
    resources: sortedByAddress(resources),
    named: sortedByAddress(named),
    references: session.references.filter(({ to }) => there.has(to)),
    diagnostics: eachOnce(template?.isWhole === false ? doubted(session.diagnostics) : session.diagnostics),
    origins: session.origins,
    texts: session.texts,
  }
}

interface Found {
  readonly resources: Resource[]
  readonly named: Named[]
}

/** Reads the parts of one stack, and gives the stacks nested in it. */
function readStack(
  stack: TemplateStack,
  mentions: Mentions,
  { resources, named }: Found,
): readonly TemplateStack[] {
  const nested: TemplateStack[] = []
  named.push(...parametersOf(stack), ...conditionsOf(stack))
  for (const declared of stack.declared.values()) {
    const scope = stack.scopeOf(declared)
    if (scope === undefined) continue
    resources.push(resourceOf(declared, scope))
    stack.session.references.push(...referencesOf(declared, scope, mentions))
    const inner = stack.nested(declared.id)
    if (inner !== undefined) nested.push(inner)
  }
  named.push(...outputsOf(stack))
  return nested
}

/** What may be said of a resource beside its properties: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-product-attribute-reference.html */
const attributes = [
  'DeletionPolicy',
  'UpdateReplacePolicy',
  'DependsOn',
  'Condition',
  'Metadata',
  'CreationPolicy',
  'UpdatePolicy',
]
const known: ReadonlySet<string> = new Set(['Type', 'Properties', ...attributes])

function resourceOf(declared: Declared, scope: Scope): Resource {
  const { id, idSpan, type, node } = declared
  const { stack } = scope
  for (const { key, keySpan } of node.entries.values()) {
    if (known.has(key) || key.startsWith('Fn::') || hasMore(type, key)) continue
    const detail = `A resource has no attribute "${shown(key)}", so it is left out.${meant(key, known)} What describes the thing itself belongs into Properties.`
    stack.session.diagnostics.push(problem('cloudformation/invalid-resource', detail, keySpan))
  }
  return {
    address: addressOf(addressIn(stack, id)),
    mode: 'managed',
    type,
    name: id,
    index: undefined,
    module: stack.module,
    provider: 'aws',
    values: valuesOf(declared, scope),
    settings: settingsOf(declared, scope),
    span: idSpan,
    extent: { file: idSpan.file, start: idSpan.start, end: Math.max(idSpan.end, node.span.end) },
  }
}

/** SAM has attributes of its own, such as Connectors; what a person makes may have a version. */
function hasMore(type: string, key: string): boolean {
  if (type.startsWith('AWS::Serverless::')) return true
  return key === 'Version' && (type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource')
}

function valuesOf({ node, idSpan }: Declared, scope: Scope): Value {
  const { session } = scope.stack
  const written = node.entries.get('Properties')?.value
  const value = written === undefined ? undefined : scope.stack.evaluate(written, scope)
  if (value?.kind === 'map' || value?.kind === 'unknown') {
    return value
  }
  if (
    written !== undefined &&
    value?.kind !== 'absent' &&
    !(value?.kind === 'scalar' && value.scalar === null)
  ) {
    const detail =
      'Properties is a map from the names of properties to their values, but something else is written. Write one entry for each property.'
    session.diagnostics.push(problem('cloudformation/invalid-resource', detail, written.span))
  }
  const origin = session.origins.at('construct', idSpan, { under: scope.under })
  return { kind: 'map', entries: new Map(), origin, marks: marks.none }
}

function settingsOf({ node, idSpan }: Declared, scope: Scope): Value {
  const entries = new Map<string, Value>()
  for (const name of attributes) {
    const written = node.entries.get(name)?.value
    if (written !== undefined) entries.set(name, scope.stack.evaluate(written, scope))
  }
  const inputs = Array.from(entries.values(), ({ origin }) => origin)
  const origin = scope.stack.session.origins.at('construct', idSpan, { inputs, under: scope.under })
  return { kind: 'map', entries, origin, marks: marks.none }
}

function parametersOf(stack: TemplateStack): readonly Named[] {
  return [...stack.template.parameters.values()].flatMap(({ name, nameSpan }) => {
    const value = stack.parameter(name)
    if (value === undefined) return []
    const address = addressOf(addressIn(stack, `Parameters.${name}`))
    return { address, kind: 'variable', module: stack.module, name, value, span: nameSpan }
  })
}

function conditionsOf(stack: TemplateStack): readonly Named[] {
  return [...stack.conditions.values()].flatMap(({ key, keySpan }) => {
    const value = stack.condition(key)
    if (value === undefined) return []
    const address = addressOf(addressIn(stack, `Conditions.${key}`))
    return { address, kind: 'local', module: stack.module, name: key, value, span: keySpan }
  })
}

function outputsOf(stack: TemplateStack): readonly Named[] {
  return [...stack.outputs.values()].flatMap(({ key, keySpan }) => {
    const value = stack.output(key)
    if (value === undefined) return []
    const address = addressOf(addressIn(stack, `Outputs.${key}`))
    return { address, kind: 'output', module: stack.module, name: key, value, span: keySpan }
  })
}

function sortedByAddress<One extends { readonly address: string }>(some: readonly One[]): readonly One[] {
  return some.toSorted((left, right) =>
    left.address < right.address ? -1 : left.address > right.address ? 1 : 0,
  )
}

/** Before its macros have run a template may well be no good: what is wrong with it then isn't sure. */
function doubted(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const sure = /^(?:json|yaml)\/|not-a-template$|too-/u
  return diagnostics.map((one) => (sure.test(one.code) ? one : { ...one, severity: 'warning' }))
}

/** What is worked out twice is said once. */
function eachOnce(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Map<string, Diagnostic>()
  for (const one of diagnostics) {
    const key = `${one.span.file}\u0000${one.span.start}\u0000${one.code}\u0000${one.detail}`
    if (!seen.has(key)) seen.set(key, one)
  }
  return [...seen.values()]
}
