import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { GoMap, GoValue } from '../../lang/go-template/value.ts'
import type { Chart } from './chart.ts'
import { problem } from './problems.ts'
import { copied, Tables } from './tables.ts'

/** Whether nulls take away what they override, as when a chart is rendered, or stay for a chart further down. */
export type Nulls = 'delete' | 'keep'

/**
 * The values of a chart and of those in it: what was given for the chart over its own, what its own say of a chart in it over
 * that one's own, and globals handed down.
 *
 * See https://helm.sh/docs/chart_template_guide/subcharts_and_globals/.
 */
export class Coalescing {
  readonly diagnostics: Diagnostic[] = []
  readonly #tables: Tables

  constructor(origins: Origins) {
    this.#tables = new Tables(origins)
  }

  values(chart: Chart, given: GoMap, nulls: Nulls): GoMap {
    // A null for a chart further down takes away what that one says.
    const parts = new Set(chart.dependencies.map(({ name }) => name))
    const own = this.#tables.joined(given, chart.values, nulls, parts)
    const entries = new Map(own.entries)
    for (const part of chart.dependencies) {
      const section = entries.get(part.name)
      if (section !== undefined && section.kind !== 'map') {
        this.#mismatch(part)
        continue
      }
      const globals = this.#withGlobals(section ?? emptyTable(), own)
      entries.set(part.name, this.values(part, globals, nulls))
    }
    return { ...own, entries }
  }

  /** A chart's section with the globals of the chart around it; those win over its own. */
  #withGlobals(section: GoMap, outer: GoMap): GoMap {
    const above = outer.entries.get('global')
    const below = section.entries.get('global')
    if (!mayBeTable(above) || !mayBeTable(below)) return section
    const own = below?.kind === 'map' ? below : emptyTable()
    const entries = new Map(own.entries)
    if (above?.kind === 'map') {
      for (const [key, value] of above.entries) entries.set(key, this.#global(value, own.entries.get(key)))
    }
    const global: GoMap = { ...own, entries, origin: own.origin || (above?.origin ?? 0) }
    return { ...section, entries: new Map([...section.entries, ['global', global]]) }
  }

  #global(above: GoValue, below: GoValue | undefined): GoValue {
    if (above.kind !== 'map') return below?.kind === 'map' ? below : above
    if (below === undefined) return copied(above)
    return below.kind === 'map' ? this.#tables.joined(above, below, 'delete') : below
  }

  #mismatch({ name, file }: Chart): void {
    const what = `The values of the chart ${name} are no table.`
    this.diagnostics.push({
      ...problem('helm/values', what, { file, start: 0, end: 0 }),
      severity: 'error',
    })
  }
}

function mayBeTable(
  value: GoValue | undefined,
): value is GoMap | (GoValue & { readonly kind: 'nil' }) | undefined {
  return value === undefined || value.kind === 'map' || value.kind === 'nil'
}

export function emptyTable(): GoMap {
  return { kind: 'map', entries: new Map(), origin: 0 }
}
