import { addressOf } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { Val } from '../../lang/hcl/value.ts'
import type { Reading } from '../../model/reading.ts'
import type { Named, Resource } from '../../model/resource.ts'
import type { Reader, ReadingAnswer, ReadingRequest, Unit } from '../reader.ts'
import { bareSession } from './bare-session.ts'
import { moduleFiles } from './config/files.ts'
import { loadTree, type ModuleNode } from './config/tree.ts'
import { evaluateExpressions } from './console.ts'
import { discover } from './discover.ts'
import { declarationsOf, type Declaration } from './evaluate/declarations.ts'
import { earlyEvaluation } from './evaluate/early.ts'
import { idOf } from './evaluate/graph.ts'
import { run, runParts, type Evaluated } from './evaluate/run.ts'
import type { ModuleInstance, ResourceInstance, Session } from './evaluate/session.ts'
import { isOpenTofu, languageOf, readsTofu } from './language.ts'
import { lowered } from './lower.ts'
import { LoweredNamed, LoweredResource } from './lowered-resource.ts'
import { parsedFilesOf } from './config/parsed.ts'
import { referencesBetween } from './references.ts'
import { readState } from './state.ts'

/** Terraform and OpenTofu: every resource instance of a root module as a plan from nothing would have it. */
export const terraform: Reader = {
  format: 'terraform',
  reference: 'https://developer.hashicorp.com/terraform/language',
  discover,

  unitAt(snapshot, root, options) {
    const found = moduleFiles(snapshot, root, readsTofu(options))
    return found && { format: 'terraform', root, variant: '', options }
  },

  *read(unit, snapshot) {
    const { session, tree } = yield* loaded(unit, snapshot)
    return readingOf(unit, session, run(session, tree))
  },

  *readParts(unit, snapshot, choose) {
    const { session, tree } = yield* loaded(unit, snapshot)
    const { evaluated, made, parts, partOf } = runParts(session, tree, choose)
    const reading = readingOf(unit, session, evaluated)
    const named = made === undefined ? [] : evaluated.modules.flatMap(partsOfNamed)
    return { reading, made, parts, partOf: new Map([...partOf, ...named]) }
  },

  *evaluate(unit, snapshot, expressions) {
    const { session, tree } = yield* loaded(unit, snapshot)
    return evaluateExpressions(session, run(session, tree).root, expressions)
  },
}

function* loaded(
  { root, options }: Unit,
  snapshot: Snapshot,
): Generator<ReadingRequest, { readonly session: Session; readonly tree: ModuleNode }, ReadingAnswer> {
  const bare = bareSession(root, snapshot, options)
  const early = isOpenTofu(options, snapshot, root) ? earlyEvaluation(bare) : undefined
  const source = { snapshot, parsed: parsedFilesOf(snapshot), opentofu: readsTofu(options), early }
  const { tree, diagnostics: loading } = yield* loadTree(root, source)
  const diagnostics: Diagnostic[] = [...loading]
  const session: Session = {
    ...bare,
    version: languageOf(options, snapshot, tree),
    origins: new Origins(),
    texts: new Map(),
    diagnostics,
    state: options.state === undefined ? undefined : readState(snapshot, options.state, diagnostics),
  }
  return { session, tree }
}

function readingOf({ root, variant }: Unit, session: Session, { modules, resources }: Evaluated): Reading {
  let edges: Reading['references'] | undefined
  const declarations = declarationsOf(session, modules)
  return {
    format: 'terraform',
    root,
    variant,
    resources: sortedByAddress(resources.map(resourceOf)),
    declarations: sortedByAddress(declarations.map(declarationOf)),
    named: sortedByAddress(modules.flatMap(namedOf)),
    get references() {
      edges ??= referencesBetween(session, resources)
      return edges
    },
    diagnostics: eachOnce(session.diagnostics),
    origins: session.origins,
    texts: session.texts,
  }
}

function resourceOf(instance: ResourceInstance): Resource {
  const { config, module, address, repetition, provider, value, settings } = instance
  const said = {
    address: addressOf(address),
    mode: config.mode,
    type: config.type,
    name: config.name,
    index: repetition.key,
    module: module.address,
    provider,
    span: config.headSpan,
    extent: config.span,
  }
  return new LoweredResource(said, value, settings && lowered(settings))
}

function declarationOf({ value, address, ...declared }: Declaration): Resource {
  return new LoweredResource(
    { ...declared, address: addressOf(address), mode: 'declaration' },
    value,
    undefined,
  )
}

function namedOf(module: ModuleInstance): readonly Named[] {
  const { node, address } = module
  const base = address === '' ? '' : `${address}.`
  const found: Named[] = []
  const add = (
    kind: Named['kind'],
    prefix: string,
    values: ReadonlyMap<string, Val>,
    spanOf: (name: string) => Named['span'] | undefined,
  ): void => {
    for (const [name, value] of values) {
      const span = spanOf(name)
      if (span === undefined) continue
      const said = { address: addressOf(`${base}${prefix}.${name}`), kind, module: address, name, span }
      found.push(new LoweredNamed(said, value))
    }
  }
  const { config } = node
  add('variable', 'var', module.variables, (name) => config.variables.get(name)?.nameSpan)
  add('local', 'local', module.locals, (name) => config.locals.get(name)?.nameSpan)
  add('output', 'output', module.outputs, (name) => config.outputs.get(name)?.nameSpan)
  return found
}

/** The parts of the named values of a module instance, by their addresses. */
function partsOfNamed({ node, address, ...values }: ModuleInstance): readonly (readonly [string, string])[] {
  const base = address === '' ? '' : `${address}.`
  const of = (prefix: string, some: ReadonlyMap<string, Val>): (readonly [string, string])[] =>
    Array.from(some.keys(), (name) => [`${base}${prefix}.${name}`, idOf(node, `${prefix}.${name}`)])
  return [...of('var', values.variables), ...of('local', values.locals), ...of('output', values.outputs)]
}

function sortedByAddress<One extends { readonly address: string }>(some: readonly One[]): readonly One[] {
  return some.toSorted((left, right) =>
    left.address < right.address ? -1 : left.address > right.address ? 1 : 0,
  )
}

/** A module that is called ten times says the same thing ten times. */
function eachOnce(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Map<string, Diagnostic>()
  for (const one of diagnostics) {
    const key = `${one.span.file}\u0000${one.span.start}\u0000${one.code}\u0000${one.detail}`
    if (!seen.has(key)) seen.set(key, one)
  }
  return [...seen.values()]
}
