import { describe, expect, it } from 'vitest'
import { filePath } from '../src/kernel/brand.ts'
import { steps as stepKinds, type OriginId } from '../src/kernel/origin.ts'
import type { Origins } from '../src/kernel/origins.ts'
import type { Span } from '../src/kernel/span.ts'
import type { Value } from '../src/kernel/value.ts'
import { readEstate } from '../src/engine/read.ts'
import { parseHcl } from '../src/lang/hcl/syntax/index.ts'
import { childrenOf, nodeKind, type Node, type Tree } from '../src/lang/hcl/tree.ts'
import { filesSnapshot } from '../src/model/files-snapshot.ts'
import type { ReadOptions, VariableLayer } from '../src/model/options.ts'
import { leavesOf, pathText, type PathStep } from '../src/model/path.ts'
import type { Reading } from '../src/model/reading.ts'
import { writtenConfigurations, type Configuration } from './conformance/configurations/configuration.ts'
import { corpus, scopeFiles } from './conformance/expressions/corpus.ts'
import { generatedConfigurations } from './conformance/configurations/generate.ts'
import { isFull } from './full.ts'

/** An eighth of the expressions and configurations is tried by `npm test`. */
const share = isFull ? 1 : 8

describe('origins are whole', () => {
  it('a value that changes with a literal names it: in what it was made of, or what let it exist', () => {
    const missed: string[] = []
    let changed = 0
    const configurations = [
      ...writtenConfigurations(),
      ...generatedConfigurations(120, 11),
      ...expressions(),
    ].filter((_, position) => position % share === 0)
    for (const configuration of configurations) {
      for (const { path, was, edit, named } of changesIn(configuration)) {
        changed++
        if (!named) missed.push(`${configuration.id}: ${path} (${was}) ${edit}`)
      }
    }
    process.stdout.write(`recall of origins: ${changed - missed.length} of ${changed} values\n`)
    expect(missed).toEqual([])
    expect(changed).toBeGreaterThan(300)
  }, 1_200_000)
})

/** Every expression of the corpus as an output beside the scope that it is asked in. */
function expressions(): readonly Configuration[] {
  const scope = scopeFiles()
  return corpus().map(({ id, expression, declarations = '' }) => ({
    id,
    files: {
      ...scope,
      'declarations.tf': declarations,
      [asked]: `output "recall" {\n  sensitive = true\n  value = (\n${expression}\n)\n}\n`,
    },
    given: [],
    env: {},
    intends: 'either',
  }))
}

/** The file whose literals are changed, where there is one; otherwise those of all files are. */
const asked = 'recall.tf'

/** A value that another literal in one place of the source has changed. */
interface Change {
  readonly path: string
  readonly was: string
  readonly edit: string
  /** Whether its origins, before the change, lead to that place. */
  readonly named: boolean
}

function* changesIn(configuration: Configuration): Generator<Change> {
  const before = read(configuration)
  if (before === undefined || isRefused(before)) return
  const was = partsOf(before)
  for (const [file, text] of Object.entries(configuration.files)) {
    if (asked in configuration.files && file !== asked) continue
    if (typeof text !== 'string' || !/\.(?:tf|tfvars)$/u.test(file)) continue
    for (const literal of literalsOf(file, text)) {
      const after = firstAccepted(configuration, text, literal)
      if (after === undefined) continue
      const differing = differences(was, partsOf(after.reading))
      const naming = differing.length === 0 ? undefined : namingOf(before.origins, literal)
      for (const { path, text: value, origins, around } of differing) {
        const named =
          origins.some((origin) => naming?.[origin] === 1) ||
          around.some((origin) => guards(before.origins, origin).some((one) => naming?.[one] === 1))
        const edit = `${file}:${literal.span.start} ${literal.text} -> ${after.other}`
        yield { path, was: value, edit, named }
      }
    }
  }
}

/** What has made a collection what it is, apart from the parts that it was built from. */
function guards(origins: Origins, start: OriginId): readonly OriginId[] {
  const found: OriginId[] = []
  for (let node = origins.get(start); node !== undefined; node = origins.get(node.inputs[0] ?? 0)) {
    found.push(node.under)
    if (node.step === 'construct') break
    if (stepKinds[node.step].identity && node.inputs.length === 1) continue
    found.push(node.id)
    break
  }
  return found
}

/** For each origin whether it, or anything it was made of or exists because of, stands at a literal. */
function namingOf(origins: Origins, literal: Literal): Uint8Array {
  const { span, around } = literal
  const naming = new Uint8Array(origins.size + 1)
  for (let id = 1; id <= origins.size; id++) {
    const { site, step, inputs, under } = origins.get(id) ?? none
    const within = literal.isKey ? step === 'construct' : site.start >= around.start && site.end <= around.end
    const here = within && site.file === span.file && touches(site, span)
    if (here || naming[under] === 1 || inputs.some((input) => naming[input] === 1)) naming[id] = 1
  }
  return naming
}

const none = {
  step: 'literal',
  site: { file: filePath(''), start: 0, end: 0 },
  inputs: [],
  under: 0,
} as const

/** Whether a site holds a literal. */
function touches(site: Span, { start, end }: Span): boolean {
  return site.start <= start && site.end >= end
}

function read({ files, given, env, workspace = 'default' }: Configuration): Reading | undefined {
  const options: ReadOptions = {
    layers: given.map((one): VariableLayer =>
      one.kind === 'var'
        ? { kind: 'option', name: one.name, text: one.text }
        : { kind: 'file', file: filePath(one.path) },
    ),
    environment: new Map(Object.entries(env).map(([name, text]) => [name.replace(/^TF_VAR_/u, ''), text])),
    workspace,
    language: 'terraform-1.11',
    state: undefined,
    providerSchemas: undefined,
    loadProviderTable: () => undefined,
    workingFolder: undefined,
  }
  const { readings } = readEstate(filesSnapshot(files), filePath(''), options)
  return readings.find(({ root }) => root === '')
}

function isRefused({ diagnostics }: Reading): boolean {
  return diagnostics.some(({ severity }) => severity === 'error')
}

interface Literal {
  readonly span: Span
  /** The quotes or heredoc around it, where it is a piece of text. */
  readonly around: Span
  readonly text: string
  /** A key is named by the collection that it stands in: an object has no origin for its keys alone. */
  readonly isKey: boolean
}

const kinds: ReadonlySet<number> = new Set([nodeKind.number, nodeKind.true, nodeKind.false, nodeKind.text])
const templates: ReadonlySet<number> = new Set([nodeKind.template, nodeKind.heredoc])

/** Every number, truth value and piece of text of a file, where it is more than white space. */
function literalsOf(file: string, text: string): readonly Literal[] {
  const { value: tree } = parseHcl(filePath(file), text)
  const spanOf = (node: Node): Span => ({
    file: filePath(file),
    start: tree.starts[node] ?? 0,
    end: tree.ends[node] ?? 0,
  })
  const found: Literal[] = []
  const open: { readonly node: Node; readonly template: Node; readonly isKey: boolean }[] = [
    { node: tree.root, template: -1, isKey: false },
  ]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const { node } = one
    const kind = tree.kinds[node] ?? -1
    const template = templates.has(kind) ? node : one.template
    const inside = kind === nodeKind.block ? childrenOf(tree, node).slice(-1) : childrenOf(tree, node)
    if (isNever(tree, node)) continue
    open.push(
      ...inside.map((child, position) => ({
        node: child,
        template,
        isKey: one.isKey || (kind === nodeKind.objectItem && position === 0),
      })),
    )
    const span = spanOf(node)
    const written = text.slice(span.start, span.end)
    if (!kinds.has(kind) || written.trim() === '') continue
    found.push({
      span,
      around: kind === nodeKind.text ? spanOf(template) : span,
      text: written,
      isKey: one.isKey,
    })
  }
  return found
}

/**
 * What is no value: blocks that are about the tool, and which module a call is for; labels are names. Exceptions: a
 * mark has no origin, so what `issensitive` and `ephemeralasnull` answer does not name the flag that has set it.
 */
function isNever(tree: Tree, node: Node): boolean {
  const [name = -1] = childrenOf(tree, node)
  const text = tree.text.slice(tree.starts[name], tree.ends[name])
  if (tree.kinds[node] === nodeKind.block) return text === 'terraform'
  return tree.kinds[node] === nodeKind.attribute && notValues.has(text)
}

const notValues: ReadonlySet<string> = new Set(['source', 'version', 'sensitive', 'ephemeral'])

/** The reading with another literal in the place: the first that is accepted. */
function firstAccepted(
  configuration: Configuration,
  text: string,
  { span, text: literal }: Literal,
): { readonly other: string; readonly reading: Reading } | undefined {
  for (const other of othersThan(literal)) {
    const edited = text.slice(0, span.start) + other + text.slice(span.end)
    const files = { ...configuration.files, [span.file]: edited }
    const reading = read({ ...configuration, files })
    if (reading !== undefined && !isRefused(reading)) return { other, reading }
  }
  return undefined
}

function othersThan(literal: string): readonly string[] {
  if (literal === 'true' || literal === 'false') return [literal === 'true' ? 'false' : 'true']
  if (/^\d+$/u.test(literal)) return [String(Number(literal) + 1), literal === '0' ? '7' : '0']
  if (/^[\d.]+$/u.test(literal)) return ['3.5', '10.9.0.0']
  return [`${literal.trimEnd()}x${/\s*$/u.exec(literal)?.[0] ?? ''}`, '7', 'b']
}

interface Parts {
  /** Every scalar, unknown and empty collection of resources and outputs, by address and path. */
  readonly leaves: ReadonlyMap<string, Leaf>
  /** The collections that they stand in, by address and path; each with the texts of the leaves right in it. */
  readonly containers: ReadonlyMap<string, ReadonlySet<string>>
}

interface Leaf {
  readonly text: string
  readonly origin: OriginId
  /** From the innermost out. */
  readonly within: readonly { readonly path: string; readonly origin: OriginId }[]
}

function partsOf({ resources, named }: Reading): Parts {
  const leaves = new Map<string, Leaf>()
  const containers = new Map<string, Set<string>>()
  const outputs = named.filter(({ kind, module }) => kind === 'output' && module === '')
  const all = [
    ...resources.map(({ address, values }) => ({ address, whole: values })),
    ...outputs.map(({ address, value }) => ({ address, whole: value })),
  ]
  for (const { address, whole } of all) {
    for (const { steps, value } of leavesOf(whole)) {
      const text = leafText(value)
      const within = steps
        .map((_, length) => steps.slice(0, length))
        .toReversed()
        .map((some) => ({ path: `${address} ${pathText(some)}`, origin: at(whole, some)?.origin ?? 0 }))
      leaves.set(`${address} ${pathText(steps)}`, { text, origin: value.origin, within })
      for (const { path } of within) {
        const beside = containers.get(path) ?? new Set()
        containers.set(path, beside.add(text))
      }
    }
  }
  return { leaves, containers }
}

function at(outer: Value, steps: readonly PathStep[]): Value | undefined {
  let here: Value | undefined = outer
  for (const step of steps) {
    if (here?.kind === 'list') here = here.items[Number(step)]
    else here = here?.kind === 'map' ? here.entries.get(String(step)) : undefined
  }
  return here
}

function leafText(value: Value): string {
  if (value.kind === 'scalar') return JSON.stringify(value.scalar)
  return value.kind === 'unknown' ? '(unknown)' : `(empty ${value.kind})`
}

interface Difference {
  readonly path: string
  readonly text: string
  /** Any of these may name what has changed it. */
  readonly origins: readonly OriginId[]
  /** The collections around it, which may say why it is there. */
  readonly around: readonly OriginId[]
}

function differences(before: Parts, after: Parts): readonly Difference[] {
  const found: Difference[] = []
  for (const [path, { text, origin, within }] of before.leaves) {
    const now = after.leaves.get(path)
    if (now?.text === text) continue
    const [nearest] = within
    // Items of sets stand in the order of their values, so another item may have moved this one.
    if (nearest !== undefined && after.containers.get(nearest.path)?.has(text) === true) continue
    // Where the value is gone, the collection that it has gone from may say why.
    const gone =
      now === undefined ? within.slice(0, 1 + within.findIndex((one) => after.containers.has(one.path))) : []
    const all = now === undefined && gone.length === 0 ? within : gone
    found.push({
      path,
      text,
      origins: [origin, ...all.map((one) => one.origin)],
      around: within.map((one) => one.origin),
    })
  }
  return found
}
