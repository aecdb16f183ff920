// Joins the facts of two bindings and a few corrections into one table's model.
//
// `computed` of a plain settable attribute, in this order:
//   1. the first binding's own comment, where it survived;
//   2. `corrections.mjs`;
//   3. `id` of a resource or data source, where it can be set: computed;
//   4. the second binding's declaration of the same attribute;
//   5. what at least four in five of three or more attributes of that name are in the same provider;
//   6. not computed.
// `sensitive`:
//   1. `corrections.mjs`;
//   2. for an attribute of a resource: whether the second binding lists it as secret;
//   3. for an attribute of a data source: whether the resource of the same name has it as secret;
//   4. elsewhere (nested, data sources, provider configuration, types that the second binding lacks): strings and maps
//      of strings whose name is secret in at least four in five of two or more attributes of resources of that name,
//      over all providers.
// A nested block is `computed` (the provider may fill it when it isn't written) when the second binding says so.
// `writeOnly`: the name ends in `_wo`, as the provider guidelines name every write-only argument.
import { closest, keyOf } from './second.mjs'
import { rebuilt } from './skipped.mjs'

/**
 * @typedef {import('./bindings.mjs').Bindings} Bindings
 * @typedef {import('./second.mjs').Second} Second
 * @typedef {{ name: string, single: 'attribute' | 'block', nested: boolean }} Provider
 */

/** Votes on names, gathered over all providers before any is assembled. */
export function newVotes() {
  return { secret: new Map() }
}

/** Pairs each type of the first binding with one of the second, and counts which names are secret. */
export function pair(bindings, second, votes) {
  const pairs = new Map()
  if (second === undefined) return pairs
  for (const entry of bindings.entries) {
    if (entry.kind === 'provider') continue
    const names = entry.members.map((one) => one.name)
    const found = closest(entry.type, names, entry.kind === 'resource' ? second.resources : second.data)
    if (found === undefined) continue
    pairs.set(entry, found)
    if (entry.kind !== 'resource') continue
    for (const member of entry.members) {
      if (found.properties.has(keyOf(member.name)) && textual(member))
        vote(votes.secret, member.name, secretIn(found, member))
    }
  }
  return pairs
}

function secretsOf(bindings, pairs) {
  const found = new Set()
  for (const entry of bindings.entries) {
    const second = entry.kind === 'resource' ? pairs.get(entry) : undefined
    for (const member of second === undefined ? [] : entry.members) {
      if (secretIn(second, member)) found.add(`${entry.type}.${member.name}`)
    }
  }
  return found
}

// The Google binding adds these to its secrets by itself.
const notSecret = new Set(['effective_labels', 'terraform_labels', 'pulumi_labels'])

function secretIn(found, member) {
  return found.secrets.has(keyOf(member.name)) && !notSecret.has(member.name)
}

function textual({ shape }) {
  if (shape.kind !== 'type') return false
  const type =
    shape.type.kind === 'map' || shape.type.kind === 'list' || shape.type.kind === 'set'
      ? shape.type.element
      : shape.type
  return type.kind === 'string'
}

function vote(votes, name, yes) {
  const one = votes.get(name) ?? { yes: 0, all: 0 }
  one.all++
  if (yes) one.yes++
  votes.set(name, one)
}

function mostly(votes, name, least) {
  const one = votes.get(name)
  return one !== undefined && one.all >= least && one.yes / one.all >= 0.8
}

/**
 * The table's model: entries of `{ kind, type, members }` whose members are final, and the structs they name.
 * @param {Bindings} bindings @param {Provider} provider
 */
export function assemble(bindings, second, pairs, votes, corrections, provider) {
  const computedVotes = new Map()
  const state = {
    bindings,
    second,
    votes,
    corrections,
    provider,
    computedVotes,
    structs: new Map(),
    filling: false,
    counts: {},
  }
  // Twice: the first pass only gathers the votes on `computed`.
  for (const filling of [false, true]) {
    state.filling = filling
    state.structs = new Map()
    state.secretAttributes ??= secretsOf(bindings, pairs)
    state.counts = { comment: 0, correction: 0, id: 0, second: 0, vote: 0, unsaid: 0 }
    state.entries = bindings.entries.map((entry) => {
      const found = pairs.get(entry)
      const context = {
        kind: entry.kind,
        type: entry.type,
        path: '',
        mode: 'block',
        found,
        properties: found?.properties,
      }
      return {
        kind: entry.kind,
        type: entry.kind === 'provider' ? '' : entry.type,
        members: entry.members.map((one) => finish(one, context, state)),
      }
    })
  }
  return {
    source: bindings.source,
    version: bindings.version,
    entries: state.entries,
    structs: state.structs,
    counts: state.counts,
  }
}

function finish(member, context, state) {
  const path = context.path === '' ? member.name : `${context.path}.${member.name}`
  const property = context.properties?.get(keyOf(member.name))
  const computed = computedOf(member, path, property, context, state)
  const flags = {
    name: member.name,
    required: member.required,
    optional: member.optional,
    computed,
    sensitive: sensitiveOf(member, path, property, context, state),
    writeOnly: member.name.endsWith('_wo') && !computed,
  }
  const { shape } = member
  if (shape.kind === 'skipped') return rebuiltBlock(flags, property, state)
  if (shape.kind === 'type') {
    eachStruct(shape.type, (name) =>
      finishStruct(name, { ...context, path, mode: 'object', properties: undefined }, state),
    )
    return { ...flags, block: undefined, type: shape.type }
  }
  const block = context.mode === 'block' && isBlock(member, computed, state.provider)
  const mode = block ? 'block' : isNested(member, computed, context, state) ? 'nested' : 'object'
  const properties = property?.ref === undefined ? undefined : state.second?.nested.get(property.ref)
  const inside = {
    ...context,
    path,
    mode,
    under: computed,
    properties: mode === 'object' ? undefined : properties,
  }
  finishStruct(shape.struct, inside, state)
  if (block) {
    const nesting = shape.mode === 'struct' ? 'single' : shape.mode
    const max = shape.single && nesting !== 'single' ? 1 : 0
    const filled = property !== undefined && !property.undefinable && !member.required
    return {
      ...flags,
      block: {
        nesting,
        min: member.required && nesting !== 'single' ? 1 : 0,
        max,
        computed: filled,
        struct: shape.struct,
      },
    }
  }
  const inner = { kind: mode, struct: shape.struct }
  return {
    ...flags,
    block: undefined,
    type: shape.mode === 'struct' ? inner : { kind: shape.mode, element: inner },
  }
}

/** A tree that the first binding leaves out: rebuilt, or of any type when the second one does not have it either. */
function rebuiltBlock(flags, property, state) {
  if (property?.ref === undefined) return { ...flags, block: undefined, type: { kind: 'dynamic' } }
  const struct = rebuilt(property.ref, state.second, state.structs)
  const max = property.list ? 0 : 1
  return {
    ...flags,
    block: { nesting: 'list', min: property.undefinable ? 0 : 1, max, computed: false, struct },
  }
}

function eachStruct(type, visit) {
  if (type.kind === 'object') visit(type.struct)
  else if ('element' in type) eachStruct(type.element, visit)
}

/** Each struct belongs to one place, or to a loop of one resource: it is finished once. */
function finishStruct(name, context, state) {
  if (state.structs.has(name)) return
  const members = state.bindings.structs.get(name)
  if (members === undefined) throw new Error(`${name} is not known`)
  state.structs.set(name, [])
  state.structs.set(
    name,
    members.map((one) => finish(one, context, state)),
  )
}

function isBlock(member, computed, provider) {
  if (member.shape.block !== undefined) return member.shape.block
  if (member.name === 'timeouts') return true
  return !computed && provider.single === 'block'
}

/** A nested attribute says flags for each of its members; an object type hands its own flags on to them. */
function isNested(member, computed, context, state) {
  if (context.mode === 'object') return false
  if (!member.required && !member.optional) return false
  if (state.provider.nested) return true
  return (state.bindings.structs.get(member.shape.struct) ?? []).some(
    (one) =>
      one.required !== member.required ||
      one.optional !== member.optional ||
      (one.computed !== undefined && one.computed !== computed && !member.required),
  )
}

function computedOf(member, path, property, context, state) {
  const { counts } = state
  if (member.required) return false
  const said = state.corrections.computed(context.kind, context.type, path)
  if (said !== undefined) return (counts.correction++, said)
  // The first binding says "computed" of everything inside a nested attribute that is computed itself.
  const inherited = context.mode === 'nested' && context.under && member.optional
  if (member.computed !== undefined && !(inherited && property !== undefined))
    return (counts.comment++, member.computed)
  if (member.name === 'id' && context.path === '' && context.kind !== 'provider') return (counts.id++, true)
  if (context.kind === 'provider' || context.mode === 'object') return false
  if (property !== undefined) {
    counts.second++
    if (!state.filling) vote(state.computedVotes, member.name, !property.undefinable)
    return !property.undefinable
  }
  if (mostly(state.computedVotes, member.name, 3)) return (counts.vote++, true)
  if (!/(?:^|\.)timeouts\./u.test(path)) counts.unsaid++
  return false
}

function sensitiveOf(member, path, property, context, state) {
  const said = state.corrections.sensitive(context.kind, context.type, path)
  if (said !== undefined) return said
  if (context.kind === 'resource' && context.path === '' && property !== undefined)
    return secretIn(context.found, member)
  if (!textual(member)) return false
  if (context.kind === 'data' && context.path === '' && state.secretAttributes.has(`${context.type}.${path}`))
    return true
  return mostly(state.votes.secret, member.name, 2)
}
