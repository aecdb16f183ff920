import { filePath } from '../../kernel/brand.ts'
import { Origins } from '../../kernel/origins.ts'
import type { Value } from '../../kernel/value.ts'
import { lowerYaml } from '../../lang/yaml/lower.ts'
import { parseYaml } from '../../lang/yaml/parse.ts'
import { failureOf, type Ask } from '../asking.ts'
import type { PackedChart, WantedChart } from './charts.ts'
import { digestMistake } from './digest.ts'
import { newestOf } from './newest.ts'

/** What a repository has: versions of charts by their names; or why that isn't known. */
export type Index =
  | { readonly url: string; readonly charts: ReadonlyMap<string, readonly Entry[]> }
  | { readonly why: string }

/** A version of a chart. */
interface Entry {
  readonly version: string
  /** Where it is, from the repository. */
  readonly url: string
  readonly digest: string
}

/** The largest index and the largest packed chart that are taken. */
const mostBytes = { index: 64_000_000, chart: 50_000_000 }

/** The newest version of a chart that fits. See https://helm.sh/docs/topics/chart_repository/ */
export async function repositoryChart(
  { repository, name, version }: WantedChart,
  ask: Ask,
  indexes: Map<string, Promise<Index>>,
): Promise<PackedChart> {
  const known = indexes.get(repository) ?? indexOf(repository, ask)
  indexes.set(repository, known)
  const index = await known
  if ('why' in index) return index
  const entries = index.charts.get(name)
  if (entries === undefined) return { why: `${repository} has no chart ${name}` }
  const entry = newestOf(entries, version)
  if (entry === undefined)
    return { why: `no version of ${name} in ${repository} fits "${version}"; there are ${entries.length}` }
  const url = URL.canParse(entry.url, index.url) ? new URL(entry.url, index.url).href : ''
  const answer = await ask(url, { most: mostBytes.chart })
  if (answer.status !== 200) return { why: `${url} could not be got (${failureOf(answer)})` }
  const wrong = entry.digest === '' ? undefined : digestMistake(answer.bytes, entry.digest)
  return wrong === undefined ? { version: entry.version, bytes: answer.bytes } : { why: `${url}: ${wrong}` }
}

async function indexOf(repository: string, ask: Ask): Promise<Index> {
  const base = new URL(repository)
  base.pathname = `${base.pathname.replace(/\/+$/u, '')}/`
  const asked = new URL(base)
  asked.pathname += 'index.yaml'
  const answer = await ask(asked.href, { most: mostBytes.index })
  if (answer.status !== 200) return { why: `${repository} is no repository of charts (${failureOf(answer)})` }
  const text = answer.body
  const file = filePath('index.yaml')
  const tree = parseYaml(file, text.endsWith('\n') ? text : `${text}\n`)
  const [root] = tree.documents
  if (root === undefined || tree.diagnostics.some(({ severity }) => severity === 'error'))
    return { why: `the index of ${repository} cannot be read` }
  const { value } = lowerYaml(tree, root, { dialect: 'go-yaml-v2', origins: new Origins() })
  const charts = new Map<string, readonly Entry[]>()
  const entries = memberOf(value, 'entries')
  if (entries?.kind === 'map')
    for (const [name, list] of entries.entries) charts.set(name, list.kind === 'list' ? entriesIn(list) : [])
  return { url: base.href, charts }
}

/** Those that can be got. */
function entriesIn({ items }: Extract<Value, { kind: 'list' }>): readonly Entry[] {
  return items.flatMap((one) => {
    const urls = memberOf(one, 'urls')
    const url = urls?.kind === 'list' ? textOf(urls.items[0]) : ''
    const version = textOf(memberOf(one, 'version'))
    return url === '' || version === '' ? [] : [{ version, url, digest: textOf(memberOf(one, 'digest')) }]
  })
}

function memberOf(value: Value, key: string): Value | undefined {
  return value.kind === 'map' ? value.entries.get(key) : undefined
}

function textOf(value: Value | undefined): string {
  return value?.kind === 'scalar' && typeof value.scalar === 'string' ? value.scalar : ''
}
