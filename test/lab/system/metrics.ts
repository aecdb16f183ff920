/** Numbers of one process, printed as Prometheus reads them: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export class Metrics {
  readonly #counters = new Map<string, number>()
  readonly #histograms = new Map<string, Histogram>()
  readonly #gauges = new Map<string, () => number>()

  /** Adds to the counter of a name with its labels, such as `calls_total{to="db"}`. */
  add(name: string, by = 1): void {
    this.#counters.set(name, (this.#counters.get(name) ?? 0) + by)
  }

  /** Takes seconds into the histogram of a name. */
  observe(name: string, seconds: number): void {
    const known = this.#histograms.get(name) ?? new Histogram()
    this.#histograms.set(name, known)
    known.add(seconds)
  }

  /** A number that is asked for at each scrape. */
  gauge(name: string, read: () => number): void {
    this.#gauges.set(name, read)
  }

  text(): string {
    const lines = [
      ...[...this.#counters].map(([name, value]) => `${name} ${value}`),
      ...[...this.#gauges].map(([name, read]) => `${name} ${read()}`),
      ...[...this.#histograms].flatMap(([name, histogram]) => histogram.lines(name)),
    ]
    return `${lines.join('\n')}\n`
  }
}

const edges = [1, 2, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 1024, 2048, 4096].map(
  (one) => one / 1000,
)

class Histogram {
  readonly #counts = edges.map(() => 0)
  #sum = 0
  #count = 0

  add(seconds: number): void {
    this.#sum += seconds
    this.#count++
    for (const [at, edge] of edges.entries())
      if (seconds <= edge) this.#counts[at] = (this.#counts[at] ?? 0) + 1
  }

  lines(name: string): readonly string[] {
    return [
      ...edges.map((edge, at) => `${name}_bucket{le="${edge}"} ${this.#counts[at]}`),
      `${name}_bucket{le="+Inf"} ${this.#count}`,
      `${name}_sum ${this.#sum}`,
      `${name}_count ${this.#count}`,
    ]
  }
}
