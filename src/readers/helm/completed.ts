import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { readConstraints } from '../../lang/go-template/semver-constraint.ts'
import { satisfies } from '../../lang/go-template/semver-constraint.ts'
import { within } from '../../model/within.ts'
import { withoutCredentialsIn } from '../../model/without-credentials.ts'
import type { ReadingAnswer, ReadingRequest } from '../reader.ts'
import { loadChart, type Chart } from './chart.ts'
import { lockedVersions } from './lock.ts'
import type { Dependency } from './metadata.ts'
import { problem } from './problems.ts'

type Steps<Made> = Generator<ReadingRequest, Made, ReadingAnswer>

/** Where a chart was loaded from: a folder, or a packed file. */
export interface ChartPlace {
  readonly snapshot: Snapshot
  readonly origins: Origins
  readonly path: FilePath
  readonly isFolder: boolean
}

/**
 * The chart with the dependencies that it names and that don't lie in it, as `helm dependency build` would put them there: charts
 * of the same repository by themselves, others if somebody gets them. Helm refuses to render without them, used or not.
 *
 * See https://helm.sh/docs/helm/helm_dependency/
 */
export function* completed(chart: Chart, place: ChartPlace): Steps<Outcome<Chart>> {
  const completing = new Completing(place)
  const value = yield* completing.chart(chart, place.isFolder ? place.path : undefined, [])
  return { value, diagnostics: completing.diagnostics }
}

/** How far charts may be from each other in the repository. */
const deepest = 20

class Completing {
  readonly diagnostics: Diagnostic[] = []
  readonly #snapshot: Snapshot
  readonly #origins: Origins

  constructor({ snapshot, origins }: ChartPlace) {
    this.#snapshot = snapshot
    this.#origins = origins
  }

  *chart(chart: Chart, folder: FilePath | undefined, above: readonly FilePath[]): Steps<Chart> {
    const { dependencies } = chart.metadata
    const missing = dependencies.filter(
      ({ name }) => !chart.dependencies.some((one) => one.metadata.name === name),
    )
    if (missing.length === 0) return chart
    const versions = lockedVersions(chart, this.#origins)
    const found: Chart[] = []
    for (const one of missing) {
      const version = versions.kind === 'locked' ? versions.of(dependencies.indexOf(one)) : one.version
      const got =
        versions.kind === 'stale' ? versions.why : yield* this.#dependency(one, version, folder, above)
      if (typeof got === 'string') this.#missing(one, got, above.length === 0)
      else found.push(got)
    }
    return { ...chart, dependencies: [...chart.dependencies, ...found] }
  }

  #missing({ name, version, repository, value }: Dependency, why: string, isTop: boolean): void {
    const from = repository === '' ? '' : ` from ${withoutCredentialsIn(repository)}`
    const what = `${name} ${version}${from} isn't there${why === '' ? '' : `: ${why}`}.`
    const code = isTop ? 'helm/missing-dependency' : 'helm/nested-dependency'
    this.diagnostics.push(problem(code, what, this.#origins.site(value.origin)))
  }

  /** The chart, or why there is none. */
  *#dependency(
    { name, repository, value }: Dependency,
    version: string,
    folder: FilePath | undefined,
    above: readonly FilePath[],
  ): Steps<Chart | string> {
    if (repository === '') return 'it has no repository, so it is to lie in charts/'
    if (readConstraints(version).kind === 'bad') return `"${version}" is no constraint on versions`
    if (repository.startsWith('file://'))
      return yield* this.#local(repository.slice('file://'.length), version, folder, above)
    const span = this.#origins.site(value.origin)
    const answer = yield { kind: 'chart', repository, name, version, span }
    if (answer === undefined) return ''
    if (typeof answer !== 'string') return 'why' in answer ? answer.why : ''
    const loaded = loadChart(this.#snapshot, answer, this.#origins)
    this.diagnostics.push(...loaded.diagnostics)
    const called = loaded.value?.metadata.name
    return called === name ? (loaded.value ?? '') : `what was got is called ${called ?? 'nothing'}`
  }

  /** A chart in the same repository, with what it depends on in turn. */
  *#local(
    path: string,
    version: string,
    folder: FilePath | undefined,
    above: readonly FilePath[],
  ): Steps<Chart | string> {
    if (folder === undefined) return 'a packed chart has no folders beside it'
    const place = path.startsWith('/') ? undefined : within(folder, path)
    if (place === undefined) return 'its folder lies outside of the repository'
    if (this.#snapshot.list(place) === undefined) return 'there is no such folder'
    const open = [...above, folder]
    if (open.includes(place) || open.length > deepest) return 'it depends on the chart that depends on it'
    const { value: chart, diagnostics } = loadChart(this.#snapshot, place, this.#origins)
    this.diagnostics.push(...diagnostics)
    if (chart === undefined) return 'there is no chart in its folder'
    const { version: own } = chart.metadata
    if (!satisfies(version, own)) return `it is ${own} there`
    return yield* this.chart(chart, place, open)
  }
}
