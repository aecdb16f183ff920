import type { Diagnostic } from '../kernel/diagnostic.ts'
import { Fault } from '../kernel/fault.ts'
import type { Snapshot } from '../kernel/ports.ts'
import { readers } from '../readers/index.ts'
import type {
  ChartRequest,
  FetchAnswer,
  FetchRequest,
  ReadingAnswer,
  ReadingRequest,
  RenderedObjects,
  RenderingRequest,
} from '../readers/reader.ts'

/** Answers what readers ask to be fetched; without it everything that isn't in the snapshot is missing. */
export type Fetch = (request: FetchRequest | ChartRequest) => FetchAnswer

export const nothing: Fetch = () => undefined

/**
 * Runs a reader to its end, answering its requests: what is to be fetched, and what another reader is to render. The same request
 * is answered once, and a rendering that asks for itself ends with a diagnostic.
 */
export function answered<Result>(
  reading: Generator<ReadingRequest, Result, ReadingAnswer>,
  snapshot: Snapshot,
  fetch: Fetch,
): Result {
  return new Answering(snapshot, fetch).run(reading)
}

/** As many renderings may ask for each other, one within the other. */
const mostNested = 30

class Answering {
  readonly #snapshot: Snapshot
  readonly #fetch: Fetch
  readonly #fetched = new Map<string, FetchAnswer>()
  readonly #rendered = new Map<string, RenderedObjects>()
  readonly #open: string[] = []

  constructor(snapshot: Snapshot, fetch: Fetch) {
    this.#snapshot = snapshot
    this.#fetch = fetch
  }

  run<Result>(reading: Generator<ReadingRequest, Result, ReadingAnswer>): Result {
    let step = reading.next()
    while (step.done !== true) {
      const request = step.value
      step = reading.next(request.kind === 'rendering' ? this.#objects(request) : this.#file(request))
    }
    return step.value
  }

  #file(request: FetchRequest | ChartRequest): FetchAnswer {
    const key = fetchKey(request)
    if (!this.#fetched.has(key)) this.#fetched.set(key, this.#fetch(request))
    return this.#fetched.get(key)
  }

  #objects(request: RenderingRequest): RenderedObjects {
    // What is the same in other words, because a rendering made it again, would never end.
    const content = keyOf(request, 'content')
    if (this.#open.includes(content) || this.#open.length === mostNested)
      return { values: [], diagnostics: [cycle(request)], texts: new Map() }
    const key = keyOf(request, 'places')
    const known = this.#rendered.get(key)
    if (known !== undefined) return known
    this.#open.push(content)
    const made = this.#made(request)
    this.#open.pop()
    this.#rendered.set(key, made)
    return made
  }

  #made(request: RenderingRequest): RenderedObjects {
    const reader = readers.find(({ format }) => format === request.format)
    if (reader?.objects === undefined) throw new Fault('internal/unreachable', { format: request.format })
    return this.run(reader.objects(request, this.#snapshot))
  }
}

/** What tells apart what is to be fetched. */
export function fetchKey(request: FetchRequest | ChartRequest): string {
  const { kind, version = '' } = request
  const what = kind === 'chart' ? [request.repository, request.name] : [request.source]
  return [kind, ...what, version].join('\u0000')
}

/** What tells requests apart: what they say, and, if that matters too, where it is said. */
function keyOf({ format, path, inputs }: RenderingRequest, by: 'content' | 'places'): string {
  return JSON.stringify([format, path, inputs], (key, value: unknown) => {
    if (value instanceof Map) return [...value]
    return (key === 'origin' || key === 'origins') && by === 'content' ? undefined : value
  })
}

function cycle({ path, span }: RenderingRequest): Diagnostic {
  const where = path === '' ? 'the topmost folder' : path
  return {
    code: 'read/cycle',
    severity: 'error',
    summary: 'Rendering asks for itself',
    detail: `What is asked for here, at ${where}, is being rendered already, so it has no end. Take one of the two out of the other.`,
    span,
  }
}
