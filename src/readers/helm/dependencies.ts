import type { OriginId } from '../../kernel/origin.ts'
import type { Origins } from '../../kernel/origins.ts'
import { satisfies } from '../../lang/go-template/semver-constraint.ts'
import type { GoBool, GoMap, GoValue } from '../../lang/go-template/value.ts'
import type { Chart } from './chart.ts'
import { Coalescing, emptyTable } from './coalesce.ts'
import type { Dependency } from './metadata.ts'
import { tableAt, Tables, valueAt } from './tables.ts'

/** The chart with those of its dependencies that conditions and tags let in, under their aliases, and what it imports of them. */
export function withDependencies(chart: Chart, given: GoMap, origins: Origins): Chart {
  return withImports(enabled(chart, given, tableAt(given, 'tags'), origins), origins)
}

/** Tags count for all charts in a chart, conditions are said in the values of the chart that has them. */
function enabled(chart: Chart, given: GoMap, tags: GoMap | undefined, origins: Origins): Chart {
  if (chart.dependencies.length === 0) return chart
  const chosen = named(chart)
  const whole = { ...chart, dependencies: chosen.map(({ part }) => part) }
  const values = new Coalescing(origins).values(whole, given, 'delete')
  const own = tableAt(values, 'tags') ?? emptyTable()
  const all = tags === undefined ? own : new Tables(origins).joined(tags, own, 'keep')
  const parts = chosen
    .map(({ part, by }) => ({ part, decided: by === undefined ? always : decision(by, values, all) }))
    .filter(({ decided }) => decided.isEnabled)
    .map(({ part, decided }) => {
      const letIn = conditionOf(decided.by, origins, chart.under ?? 0)
      return enabled({ ...part, under: letIn }, tableAt(values, part.name) ?? emptyTable(), all, origins)
    })
  return { ...chart, dependencies: parts }
}

interface Named {
  readonly part: Chart
  readonly by: Dependency | undefined
}

/** The charts in a chart that it names, by the names it gives them, and those that it doesn't name. */
function named({ metadata, dependencies }: Chart): readonly Named[] {
  const unnamed = dependencies.filter(
    ({ metadata: { name, version } }) =>
      !metadata.dependencies.some((one) => one.name === name && satisfies(one.version, version)),
  )
  const found: Named[] = unnamed.map((part) => ({ part, by: undefined }))
  for (const by of metadata.dependencies) {
    const part = dependencies.find(
      (one) => one.metadata.name === by.name && satisfies(by.version, one.metadata.version),
    )
    if (part !== undefined) found.push({ part: by.alias === '' ? part : { ...part, name: by.alias }, by })
  }
  return found
}

interface Decision {
  readonly isEnabled: boolean
  /** What it hangs on. */
  readonly by: readonly GoBool[]
}

const always: Decision = { isEnabled: true, by: [] }

/** Tags first; then the first condition that is a boolean decides. */
function decision({ tags, condition }: Dependency, values: GoMap, allTags: GoMap): Decision {
  const tagged = tags.flatMap((tag) => booleanAt(allTags, tag) ?? [])
  const [first] = condition.split(',').flatMap((one) => booleanAt(values, one) ?? [])
  if (first !== undefined) return { isEnabled: first.value, by: [first] }
  return { isEnabled: tagged.length === 0 || tagged.some(({ value }) => value), by: tagged }
}

function booleanAt(values: GoMap, path: string): GoBool | undefined {
  const found = valueAt(values, path)
  return found?.kind === 'bool' ? found : undefined
}

function conditionOf(by: readonly GoBool[], origins: Origins, outer: OriginId): OriginId {
  const inputs = by.map(({ origin }) => origin).filter((origin) => origin !== 0)
  const [first] = inputs
  return first === undefined
    ? outer
    : origins.at('conditional', origins.site(first), { inputs, under: outer })
}

/** What a chart imports of its dependencies' values lies below its own. */
function withImports(chart: Chart, origins: Origins): Chart {
  const dependencies = chart.dependencies.map((one) => withImports(one, origins))
  const whole = { ...chart, dependencies }
  if (!chart.metadata.hasDependencies) return whole
  const tables = new Tables(origins)
  const values = new Coalescing(origins).values(whole, emptyTable(), 'keep')
  let imported = emptyTable()
  for (const { name, alias, importValues } of chart.metadata.dependencies) {
    const called = alias === '' ? name : alias
    for (const one of importValues) {
      const child = typeof one === 'string' ? `exports.${one}` : one.child
      const table = tableAt(values, `${called}.${child}`)
      if (table === undefined) continue
      imported = tables.joined(imported, typeof one === 'string' ? table : below(one.parent, table), 'keep')
    }
  }
  return { ...whole, values: tables.joined(values, imported, 'keep') }
}

/** A table under the keys of a path of dots; `.` is the table itself. */
function below(path: string, table: GoMap): GoMap {
  if (path === '.') return table
  return path
    .split('.')
    .reduceRight<GoMap>(
      (inner, key) => ({ ...emptyTable(), entries: new Map<string, GoValue>([[key, inner]]) }),
      table,
    )
}
