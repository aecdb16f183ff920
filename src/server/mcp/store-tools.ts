import type {
  Author,
  OriginSite,
  ResourceDetail,
  ResourceSummary,
  Source,
  TracedValue,
} from '../../contract/nouns.ts'
import type { Queries } from '../../contract/queries.ts'
import type { Toolbox, ToolOutput, ToolRefusal } from '../../contract/tools.ts'

/** The tools over what a server has kept, for one project. */
// oxlint-disable-next-line max-lines-per-function -- one short entry for each tool
export function storeTools(project: string, queries: Queries): Toolbox {
  const { sources, resources, findings, commits, graph } = queries
  const sourceOf = async (name: string | undefined): Promise<Source | ToolRefusal> => {
    const all = await sources.list(project)
    const found = name === undefined ? all : all.filter((one) => one.id === name || one.name === name)
    const [only, ...more] = found
    if (only !== undefined && more.length === 0) return only
    return refusal(`Say which source: ${all.map((one) => one.name).join(', ') || 'there is none yet'}.`)
  }
  /** Of all sources where none is named; one that there is not is no answer with nothing in it. */
  const idNamed = async (name: string | undefined): Promise<string | ToolRefusal | undefined> => {
    if (name === undefined) return undefined
    const source = await sourceOf(name)
    return 'kind' in source ? source : source.id
  }
  const resourceAt = async (
    address: string,
    name: string | undefined,
  ): Promise<ResourceDetail | ToolRefusal> => {
    const source = await sourceOf(name)
    if ('kind' in source) return source
    const exact = await resources.get(project, { source: source.id, id: address })
    if (exact !== undefined) return exact
    const { items } = await resources.list(project, { source: source.id, text: address }, { limit: 11 })
    const same = items.filter((one) => one.address === address)
    const [only, ...more] = same.length > 0 ? same : items
    if (only === undefined) return refusal(`There is no resource ${address}.`)
    if (more.length > 0)
      return refusal(`Several are meant; say one of: ${items.slice(0, 10).map(idOf).join(', ')}.`)
    const found = await resources.get(project, { source: source.id, id: idOf(only) })
    return found ?? refusal(`There is no resource ${address}.`)
  }
  return {
    search_resources: async ({ text, type, source: name, after, limit }) => {
      const source = await idNamed(name)
      if (source !== undefined && typeof source !== 'string') return source
      const filter = { source, type, text }
      const [{ items, next }, total] = await Promise.all([
        resources.list(project, filter, { after, limit }),
        after === undefined ? resources.count(project, filter) : undefined,
      ])
      return { items: items.map(foundOf), next, total }
    },
    get_resource: async ({ address, source, after, limit }) => {
      const one = await resourceAt(address, source)
      if ('kind' in one) return one
      const from = Number(after ?? 0)
      if (!Number.isSafeInteger(from) || from < 0)
        return refusal('`after` is none that was given. Send the `next` of the page before, or nothing.')
      const values = one.values.slice(from, from + limit).map(valueOf)
      const next = one.values.length > from + limit ? String(from + limit) : undefined
      return { ...foundOf(one), values, uses: one.uses, usedBy: one.usedBy, next }
    },
    explain_value: async ({ address, path, source }) => {
      const one = await resourceAt(address, source)
      if ('kind' in one) return one
      const name = { source: one.source, id: idOf(one) }
      const found = await resources.explain(project, name, path)
      if (found === undefined) return refusal(pathsOf(one, path))
      const { value, commit } = found
      const who = commit && textOf(commit)
      return {
        answers: [
          {
            id: idOf(one),
            address: one.address,
            ...valueOf(value),
            exact: value.exact,
            because: value.because.map(({ kind, what }) => `${kind} ${what}`),
            setBy: value.literals.map(stepOf),
            through: value.hops.map(stepOf),
            overridden: value.losers.map(stepOf),
            under: value.under.map(stepOf),
            commit: who,
          },
        ],
      }
    },
    explain_line: async ({ file, line, source: name, limit }) => {
      const source = await sourceOf(name)
      if ('kind' in source) return source
      const found = await resources.line(project, { source: source.id, file, line }, limit)
      if (found === undefined) return refusal(`No resource of ${source.name} comes from a file ${file}.`)
      const { effects, isCut, commit } = found
      return { effects: effects.map((one) => ({ ...one })), isCut, commit: commit && textOf(commit) }
    },
    review: async ({ severity, rule, source: name, after, limit }) => {
      const source = await idNamed(name)
      if (source !== undefined && typeof source !== 'string') return source
      const page = await findings.list(project, { source, severity, rule, state: 'open' }, { after, limit })
      return {
        items: page.items.map(({ startLine: line, ...one }) => lineOf({ ...one, line })),
        next: page.next,
      }
    },
    explain_finding: async ({ id }) => {
      const one = await findings.get(project, id)
      if (one === undefined) return refusal(`There is no finding ${id}.`)
      const { title, path, why, fix, wanted, trace, places, compliance } = one
      const because = one.because.map(({ kind, what }) => `${kind} ${what}`)
      const said = { title, path, why, fix, wanted, because, places, compliance, trace: trace.map(stepOf) }
      return { ...lineOf({ ...one, line: one.startLine }), ...said }
    },
    diff: async ({ commit, source: name, limit }) => {
      const source = await sourceOf(name)
      if ('kind' in source) return source
      const found = await commits.get(project, source.id, commit ?? source.defaultBranch)
      if (found === undefined) return refusal('There is no such commit.')
      const groups = found.difference.flatMap((root) =>
        root.groups.map((group) => ({
          root: root.path,
          variant: root.variant,
          causes: group.causes.map(({ before, after }) => ({
            before: before && { file: before.file, line: before.startLine, source: before.source },
            after: after && { file: after.file, line: after.startLine, source: after.source },
          })),
          changes: group.changes.slice(0, limit).map(({ kind, address, path, before, after }) => ({
            kind,
            address,
            path,
            before: before?.value,
            after: after?.value,
          })),
        })),
      )
      return { groups: groups.slice(0, limit), isCut: found.isCut || groups.length > limit }
    },
    blast_radius: async ({ address, source, limit }) => {
      const one = await resourceAt(address, source)
      if ('kind' in one) return one
      const id = idOf(one)
      const { items, total } = await graph.dependents(project, { source: one.source, id }, limit)
      return { id, address: one.address, dependents: items, total }
    },
    list_changes: async ({ source: name, branch, after, limit }) => {
      const source = await idNamed(name)
      if (source !== undefined && typeof source !== 'string') return source
      const page = await commits.list(project, { source, branch }, { after, limit })
      const items = page.items.map((one) => {
        const { sha, author, date, subject, branch: on, gate, worse, fixed } = one
        return { sha, author, date, subject, branch: on, gate, worse, fixed }
      })
      return { items, next: page.next }
    },
    list_gates: async ({ source: name }) => {
      const named = await idNamed(name)
      if (named !== undefined && typeof named !== 'string') return named
      const all = (await sources.list(project)).filter((one) => named === undefined || one.id === named)
      const heads = await Promise.all(all.map((one) => commits.get(project, one.id, one.defaultBranch)))
      return {
        items: heads.flatMap((head, at) =>
          (head?.gates ?? []).map(({ gate, verdict, conditions }) => ({
            source: all[at]?.name,
            gate,
            verdict,
            conditions: conditions.map(({ name: what, verdict: how, detail }) => ({
              name: what,
              verdict: how,
              detail,
            })),
          })),
        ),
      }
    },
  }
}

function textOf({ sha, author, date, subject }: Author): string {
  return `${sha.slice(0, 12)} ${author} ${date}: ${subject}`
}

function refusal(detail: string): ToolRefusal {
  return { kind: 'refused', detail }
}

/** As it is written everywhere: `root@variant::address`. */
function idOf({ root, variant, address }: ResourceSummary): string {
  return `${root}${variant === '' ? '' : `@${variant}`}::${address}`
}

function foundOf(one: ResourceSummary): ToolOutput<'search_resources'>['items'][number] {
  const { address, type, root, variant, file, startLine: line } = one
  return { id: idOf(one), address, type, root, variant, file, line }
}

function valueOf({
  path,
  value,
  unknown,
  sensitive,
}: TracedValue): ToolOutput<'get_resource'>['values'][number] {
  return { path, value, unknown, sensitive }
}

function stepOf({
  file,
  startLine: line,
  step,
  source,
}: OriginSite): ToolOutput<'explain_finding'>['trace'][number] {
  return { file, line, step, source }
}

type FindingLine = ToolOutput<'review'>['items'][number]

function lineOf({ id, rule, severity, verdict, address, file, line, message }: FindingLine): FindingLine {
  return { id, rule, severity, verdict, address, file, line, message }
}

function pathsOf({ values }: ResourceDetail, path: string): string {
  const [word = ''] = path.split(/[.[]/u)
  const like = values.map((one) => one.path).filter((one) => one.includes(word))
  const some = (like.length > 0 ? like : values.map((one) => one.path)).slice(0, 10)
  return `It has no value at ${path}. It has: ${some.join(', ')}.`
}
