/** A metric that was read elsewhere. */
export interface Reading {
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge'
  readonly values: readonly (readonly [Labels, number])[]
}

/** Counters, gauges and histograms in the text format: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export class Metrics {
  readonly #counters = new Map<string, Series>()
  readonly #read: (() => Reading)[] = []
  readonly #histograms = new Map<string, Histogram>()

  /** Adds one to the counter of these labels. */
  count(name: string, help: string, labels: Labels): void {
    const series = this.#counters.get(name) ?? { help, values: new Map<string, number>() }
    const key = labelsText(labels)
    series.values.set(key, (series.values.get(key) ?? 0) + 1)
    this.#counters.set(name, series)
  }

  /** A number that is read when someone looks. */
  gauge(name: string, help: string, read: () => number, labels: Labels = {}): void {
    this.#read.push(() => ({ name, help, type: 'gauge', values: [[labels, read()]] }))
  }

  /** A number that only grows, read when someone looks. */
  total(name: string, help: string, read: () => number): void {
    this.#read.push(() => ({ name, help, type: 'counter', values: [[{}, read()]] }))
  }

  /** Takes in a duration. */
  observe(name: string, help: string, labels: Labels, seconds: number): void {
    const histogram = this.#histograms.get(name) ?? { help, values: new Map<string, Buckets>() }
    const key = labelsText(labels)
    const buckets = histogram.values.get(key) ?? { counts: bounds.map(() => 0), sum: 0, count: 0 }
    histogram.values.set(key, {
      counts: buckets.counts.map((one, at) => (seconds <= (bounds[at] ?? 0) ? one + 1 : one)),
      sum: buckets.sum + seconds,
      count: buckets.count + 1,
    })
    this.#histograms.set(name, histogram)
  }

  text(more: readonly Reading[] = []): string {
    return [
      ...[...this.#counters].flatMap(([name, { help, values }]) => [
        ...head(name, help, 'counter'),
        ...[...values].map(([labels, value]) => `${name}${braced(labels)} ${value}`),
      ]),
      ...[...this.#read.map((read) => read()), ...more].flatMap(({ name, help, type, values }) => [
        ...head(name, help, type),
        ...values.map(([labels, value]) => `${name}${braced(labelsText(labels))} ${value}`),
      ]),
      ...[...this.#histograms].flatMap(([name, { help, values }]) => [
        ...head(name, help, 'histogram'),
        ...[...values].flatMap(([labels, buckets]) => bucketLines(name, labels, buckets)),
      ]),
      '',
    ].join('\n')
  }
}

type Labels = Readonly<Record<string, string>>
interface Series {
  readonly help: string
  readonly values: Map<string, number>
}
interface Buckets {
  readonly counts: readonly number[]
  readonly sum: number
  readonly count: number
}
interface Histogram {
  readonly help: string
  readonly values: Map<string, Buckets>
}

const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

function head(name: string, help: string, type: string): readonly string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`]
}

function bucketLines(name: string, labels: string, { counts, sum, count }: Buckets): readonly string[] {
  const more = labels === '' ? '' : `${labels},`
  return [
    ...counts.map((one, at) => `${name}_bucket{${more}le="${bounds[at] ?? ''}"} ${one}`),
    `${name}_bucket{${more}le="+Inf"} ${count}`,
    `${name}_sum${braced(labels)} ${sum}`,
    `${name}_count${braced(labels)} ${count}`,
  ]
}

function braced(labels: string): string {
  return labels === '' ? '' : `{${labels}}`
}

function labelsText(labels: Labels): string {
  return Object.entries(labels)
    .map(
      ([name, value]) =>
        `${name}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`,
    )
    .join(',')
}
