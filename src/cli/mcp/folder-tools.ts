import type { z } from 'zod'
import type { ToolInput, Toolbox, ToolOutput, ToolRefusal } from '../../contract/tools.ts'
import { dependentsOf } from '../../model/dependents.ts'
import type { Context } from '../context.ts'
import { placeOf } from './place.ts'
import { changes } from './changes.ts'
import type {
  DiffDocument,
  GraphDocument,
  LineDocument,
  ReadDocument,
  ReviewDocument,
  WhyDocument,
} from '../documents.ts'

/** Runs a command of ours and gives what it printed. */
export type Ask = (
  args: readonly string[],
) => Promise<{ readonly code: number; readonly output: string; readonly errors: string }>

/** Commands as they are run for agents: nothing of them reaches the screen. */
export function runner(context: Context): Ask {
  return async (args) => {
    let output = ''
    let errors = ''
    const { run } = await import('../run.ts')
    const code = await run(args, {
      ...context,
      output: { ...context.output, colour: false, width: 100 },
      errors: { ...context.errors, colour: false, width: 100 },
      print: (text) => void (output += text),
      complain: (text) => void (errors += text),
      progress: () => undefined,
    })
    return { code, output, errors }
  }
}

type Read = z.infer<typeof ReadDocument>
type Review = z.infer<typeof ReviewDocument>

// oxlint-disable max-lines-per-function -- one short entry for each tool
/** The tools over a folder as it is now: each asks the command that answers a person, and hands on what matters. */
export function folderTools(folder: string, ask: Ask, context: Pick<Context, 'program'>): Toolbox {
  const json = async <Document>(...args: readonly string[]): Promise<Document | ToolRefusal> => {
    const { output, errors } = await ask([...args, '--format', 'json'])
    try {
      return JSON.parse(output) as Document
    } catch {
      return refusal(errors.trim() || 'There is nothing to say.')
    }
  }
  return {
    search_resources: async (input) => {
      const read = await json<Read>('read', folder)
      return isRefusal(read) ? read : searched(read, input)
    },
    get_resource: async ({ address, after, limit }) => {
      const read = await json<Read>('read', folder)
      if (isRefusal(read)) return read
      const one = oneOf(resourcesOf(read), address)
      if (isRefusal(one)) return one
      const edges = await edgesIn(json)
      if (isRefusal(edges)) return edges
      return resourceJson(one, edges, placeOf(after), limit)
    },
    explain_value: async ({ address, path }) => {
      const found = await json<z.infer<typeof WhyDocument>>('why', folder, plain(address), path)
      if (isRefusal(found)) return found
      if (found.notFound !== undefined) return refusal(missing(found.notFound))
      return { answers: found.answers.filter((one) => isAsked(address, one)).map(answerJson) }
    },
    explain_line: async ({ file, line, limit }) => {
      const found = await json<z.infer<typeof LineDocument>>('why', folder, `${file}:${line}`)
      if (isRefusal(found)) return found
      const effects = found.effects.slice(0, limit).map(({ how, root, variant, address, ...one }) => ({
        how,
        root,
        variant,
        address,
        ...valueJson(one.path, one),
      }))
      return { effects, isCut: found.effects.length > limit, commit: commitText(found.commit) }
    },
    review: async ({ severity, rule, since, after, limit }) => {
      const found = await reviewed(json, folder, since, rule)
      if (isRefusal(found)) return found
      const all = found.findings.filter((one) => severity === undefined || severity.includes(one.severity))
      const from = placeOf(after)
      return {
        items: all.slice(from, from + limit).map(findingJson),
        total: all.length,
        next: nextOf(all, from, limit),
      }
    },
    explain_finding: async ({ id }) => {
      const found = await reviewed(json, folder, undefined, undefined)
      if (isRefusal(found)) return found
      const one = found.findings.find(({ key }) => key === id)
      return one === undefined ? refusal(`There is no finding ${id} now.`) : explained(one)
    },
    diff: async ({ since, limit }) => {
      const found = await json<z.infer<typeof DiffDocument>>('diff', folder, '--since', since)
      return isRefusal(found) ? found : differenceJson(found, limit)
    },
    blast_radius: async ({ address, limit }) => {
      const edges = await edgesIn(json)
      if (isRefusal(edges)) return edges
      const one = oneOf(edges.nodes, address)
      if (isRefusal(one)) return one
      const all = dependentsOf(one.id, edges.edges).map(([id, steps]) => ({ address: plain(id), steps }))
      return { id: one.id, address: one.address, dependents: all.slice(0, limit), total: all.length }
    },
    list_changes: async ({ branch, after, limit }) => changes(folder, context, { branch, after, limit }),
    list_gates: async () => {
      const found = await reviewed(json, folder, undefined, undefined)
      return isRefusal(found) ? found : { items: [gateOf(found)] }
    },
  }

  async function edgesIn(from: typeof json): Promise<Edges | ToolRefusal> {
    const found = await from<z.infer<typeof GraphDocument>>('graph', folder)
    if (isRefusal(found)) return found
    const named = found.roots.flatMap(({ path, variant, nodes, edges }) => {
      const id = (address: string): string => idOf(path, variant, address)
      return [
        {
          nodes: nodes.map((one) => ({ id: id(one.address), address: one.address })),
          edges: edges.map((one) => ({ from: id(one.from), to: id(one.to) })),
        },
      ]
    })
    return { nodes: named.flatMap((one) => one.nodes), edges: named.flatMap((one) => one.edges) }
  }
}

// oxlint-enable max-lines-per-function

type Asking = <Document>(...args: readonly string[]) => Promise<Document | ToolRefusal>

function reviewed(
  json: Asking,
  folder: string,
  since: string | undefined,
  rule: string | undefined,
): Promise<Review | ToolRefusal> {
  const narrowed = [
    ...(since === undefined ? [] : ['--since', since]),
    ...(rule === undefined ? [] : ['--rule', rule]),
  ]
  return json<Review>('review', folder, '--fail-on', 'never', ...narrowed)
}

function refusal(detail: string): ToolRefusal {
  return { kind: 'refused', detail }
}

function isRefusal(answer: object): answer is ToolRefusal {
  return 'kind' in answer && answer.kind === 'refused'
}

function idOf(root: string, variant: string, address: string): string {
  return `${root}${variant === '' ? '' : `@${variant}`}::${address}`
}

/** The address of an id; the rest of it picks among answers. */
function plain(address: string): string {
  const at = address.indexOf('::')
  return at === -1 ? address : address.slice(at + 2)
}

function isAsked(
  asked: string,
  { root, variant, address }: { root: string; variant: string; address: string },
): boolean {
  return !asked.includes('::') || asked === idOf(root, variant, address)
}

type Held = Read['roots'][number]['resources'][number] & {
  readonly id: string
  readonly root: string
  readonly variant: string
}

function resourcesOf(read: Read): readonly Held[] {
  return read.roots.flatMap(({ path, variant, resources }) =>
    resources.map((one) => ({ ...one, id: idOf(path, variant, one.address), root: path, variant })),
  )
}

function searched(
  read: Read,
  { text = '', type, after, limit }: ToolInput<'search_resources'>,
): ToolOutput<'search_resources'> {
  const wanted = text.toLowerCase()
  const all = resourcesOf(read).filter(
    (one) =>
      (type === undefined || one.type === type) &&
      [one.address, one.type, one.span.file].some((place) => place.toLowerCase().includes(wanted)),
  )
  const from = placeOf(after)
  return {
    items: all.slice(from, from + limit).map(foundJson),
    total: all.length,
    next: nextOf(all, from, limit),
  }
}

function nextOf(all: readonly unknown[], from: number, limit: number): string | undefined {
  return all.length > from + limit ? String(from + limit) : undefined
}

function foundJson({
  id,
  address,
  type,
  root,
  variant,
  span,
}: Held): ToolOutput<'search_resources'>['items'][number] {
  return { id, address, type, root, variant, file: span.file, line: span.startLine }
}

/** The one thing that is meant: by its id, its address, or an ending of it. */
function oneOf<Named extends { readonly id: string; readonly address: string }>(
  all: readonly Named[],
  asked: string,
): Named | ToolRefusal {
  const lower = asked.toLowerCase()
  const found = [
    (one: Named) => one.id === asked,
    (one: Named) => one.address.toLowerCase() === lower,
    (one: Named) =>
      one.address.toLowerCase().endsWith(`.${lower}`) || one.address.toLowerCase().endsWith(`/${lower}`),
  ]
    .map((test) => all.filter(test))
    .find((some) => some.length > 0)
  const [only, ...more] = found ?? []
  if (only === undefined)
    return refusal(`There is no resource ${asked}; search_resources finds what there is.`)
  if (more.length === 0) return only
  return refusal(
    `Several are meant; say one of: ${(found ?? [])
      .slice(0, 10)
      .map(({ id }) => id)
      .join(', ')}.`,
  )
}

interface Edges {
  readonly nodes: readonly { readonly id: string; readonly address: string }[]
  readonly edges: readonly { readonly from: string; readonly to: string }[]
}

function resourceJson(
  one: Held,
  { nodes, edges }: Edges,
  from: number,
  limit: number,
): ToolOutput<'get_resource'> {
  const names = new Map(nodes.map(({ id, address }) => [id, address]))
  const name = (id: string): string => names.get(id) ?? id
  const values = [...leaves('', one.values, one.unknown, one.sensitive)]
  return {
    ...foundJson(one),
    values: values.slice(from, from + limit),
    uses: edges.filter((edge) => edge.from === one.id).map((edge) => name(edge.to)),
    usedBy: edges.filter((edge) => edge.to === one.id).map((edge) => name(edge.from)),
    next: nextOf(values, from, limit),
  }
}

type Leaf = ToolOutput<'get_resource'>['values'][number]

/** Every value by its path. What was unset, and nobody wrote, is left out. */
function* leaves(path: string, value: unknown, unknown: unknown, sensitive: unknown): Generator<Leaf> {
  if (unknown === true || sensitive === true) {
    yield { path, unknown: unknown === true, sensitive: sensitive === true }
    return
  }
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries())
      yield* leaves(`${path}[${at}]`, item, part(unknown, at), part(sensitive, at))
    return
  }
  if (typeof value === 'object' && value !== null) {
    const names = new Set([
      ...Object.keys(value),
      ...(typeof unknown === 'object' && unknown !== null ? Object.keys(unknown) : []),
    ])
    for (const name of names)
      yield* leaves(joined(path, name), part(value, name), part(unknown, name), part(sensitive, name))
    return
  }
  if (value !== null && value !== undefined)
    yield { path, value: value as Leaf['value'] & {}, unknown: false, sensitive: false }
}

function part(of: unknown, name: string | number): unknown {
  return typeof of === 'object' && of !== null
    ? (of as Readonly<Record<string | number, unknown>>)[name]
    : undefined
}

function joined(path: string, name: string): string {
  const step = /^[\w-]+$/u.test(name) ? name : `[${JSON.stringify(name)}]`
  return path === '' || step.startsWith('[') ? `${path}${step}` : `${path}.${step}`
}

function missing({
  kind,
  asked,
  suggestions,
}: {
  kind: string
  asked: string
  suggestions: readonly string[]
}): string {
  const what = kind === 'ambiguous' ? `Several are meant by ${asked}` : `There is no ${asked}`
  return suggestions.length === 0 ? `${what}.` : `${what}; perhaps: ${suggestions.join(', ')}.`
}

function valueJson(
  path: string,
  one: { readonly value?: unknown; readonly unknown: unknown; readonly sensitive: unknown },
): Leaf {
  const value = one.value as Leaf['value']
  const said = { path, unknown: one.unknown === true, sensitive: one.sensitive === true }
  return value === undefined ? said : { ...said, value }
}

type Answer = z.infer<typeof WhyDocument>['answers'][number]
type SiteJson = Answer['losers'][number]

function answerJson(one: Answer): ToolOutput<'explain_value'>['answers'][number] {
  return {
    id: idOf(one.root, one.variant, one.address),
    address: one.address,
    ...valueJson(one.path, one),
    exact: one.origin.exact,
    because: becauseText(Object.values(one.because).flat()),
    setBy: one.origin.literals.map(stepJson),
    through: one.origin.hops.map(stepJson),
    overridden: one.losers.map(stepJson),
    under: one.origin.under.map(stepJson),
    commit: commitText(one.commit),
  }
}

function stepJson({
  file,
  startLine: line,
  step,
  source,
}: SiteJson): ToolOutput<'explain_finding'>['trace'][number] {
  return source === undefined ? { file, line, step } : { file, line, step, source }
}

function becauseText(all: readonly { readonly kind: string; readonly what: string }[]): readonly string[] {
  return all.map(({ kind, what }) => `${kind} ${what}`)
}

function commitText(commit: Answer['commit']): string | undefined {
  if (commit === undefined) return undefined
  if (!commit.committed) return 'not committed yet'
  return `${(commit.sha ?? '').slice(0, 12)} ${commit.author ?? ''} ${commit.date ?? ''}: ${commit.subject ?? ''}`
}

type FindingJson = Review['findings'][number]

function findingJson(one: FindingJson): ToolOutput<'review'>['items'][number] {
  const { key: id, rule, severity, verdict, address, file, startLine: line, message } = one
  return { id, rule, severity, verdict, address, file, line, message }
}

function explained(one: FindingJson): ToolOutput<'explain_finding'> {
  const { title, path, why, fix, wanted, compliance } = one
  return {
    ...findingJson(one),
    title,
    path,
    why,
    fix,
    ...(wanted === undefined ? {} : { wanted }),
    because: becauseText(one.because),
    trace: one.trace.map(stepJson),
    places: one.places.length,
    compliance,
  }
}

function differenceJson({ roots }: z.infer<typeof DiffDocument>, limit: number): ToolOutput<'diff'> {
  const groups = roots.flatMap(({ path: root, variant, groups: all }) =>
    all.map((group) => ({ root, variant, group })),
  )
  return {
    groups: groups.slice(0, limit).map(({ root, variant, group }) => ({
      root,
      variant,
      causes: group.causes.map(({ before, after }) => ({
        ...(before && { before: lineJson(before) }),
        ...(after && { after: lineJson(after) }),
      })),
      // A value's JSON is what the tool's schema calls anything, which is checked against it before it is sent.
      changes: group.changes.slice(0, limit).map(({ kind, address, path, before, after }) => ({
        kind,
        address,
        path,
        ...(before?.value === undefined ? {} : { before: before.value as never }),
        ...(after?.value === undefined ? {} : { after: after.value as never }),
      })),
    })),
    isCut: groups.length > limit || groups.some(({ group }) => group.changes.length > limit),
  }
}

function lineJson({
  file,
  startLine: line,
  source,
}: {
  file: string
  startLine: number
  source?: string | undefined
}): { file: string; line: number; source?: string } {
  return source === undefined ? { file, line } : { file, line, source }
}

/** What stands in for gates where no server keeps any: nothing may be violated. */
function gateOf({ summary }: Review): ToolOutput<'list_gates'>['items'][number] {
  const violated = summary['violated'] ?? 0
  const verdict = violated === 0 ? 'passed' : 'failed'
  const detail = `${violated} findings are violated; at most 0 may be.`
  return { gate: 'review', verdict, conditions: [{ name: 'violated', verdict, detail }] }
}
