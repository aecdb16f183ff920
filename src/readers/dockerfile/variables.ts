import type { Span } from '../../kernel/span.ts'
import type { Value } from '../../kernel/value.ts'
import { pieceSpan, pieceText, type Pair } from '../../lang/dockerfile/tree.ts'
import { expanded, withOrigin, type Scope } from './expand.ts'
import type { Made } from './made.ts'

/** Build arguments that a builder sets by itself. Source: docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope. */
const automatic: ReadonlySet<string> = new Set(
  'TARGETPLATFORM TARGETOS TARGETARCH TARGETVARIANT BUILDPLATFORM BUILDOS BUILDARCH BUILDVARIANT TARGETSTAGE'.split(
    ' ',
  ),
)

/** The arguments that were given to the build (`--var NAME=VALUE`), and those of ARG before the first FROM. */
export class Arguments {
  readonly #made: Made
  readonly #given: ReadonlyMap<string, readonly string[]>
  readonly global: Map<string, Value> = new Map()

  constructor(made: Made, given: ReadonlyMap<string, readonly string[]>) {
    this.#made = made
    this.#given = given
  }

  /** The value that an ARG instruction declares: what was given, else its default, else the global one of its name. */
  declared({ name, value }: Pair, scope: Scope, address: string): Value {
    const text = pieceText(name)
    const site = pieceSpan(name)
    const { origins } = this.#made
    const fallback = value === undefined ? undefined : this.#default(expanded(value, scope), pieceSpan(value))
    const global = this.global.get(text)
    const all = [...this.#options(text), ...[fallback, global].flatMap((one) => one ?? [])]
    const [winner, ...beaten] = all
    if (winner === undefined) return this.#waiting(text, address, site)
    const losers = beaten.map(({ origin }) => origin).filter((id) => id !== 0)
    return withOrigin(winner, origins.at('variable', site, { inputs: [winner.origin], losers }))
  }

  /** A variable in FROM: one that is declared before, or one that the builder sets. */
  inFrom(name: string, site: Span): Value | undefined {
    const declared = this.global.get(name)
    if (declared !== undefined) return declared
    if (!automatic.has(name)) return undefined
    return this.#options(name)[0] ?? this.#waiting(name, `arg.${name}`, site)
  }

  #waiting(name: string, address: string, site: Span): Value {
    return this.#made.unknown({ kind: 'variable', what: automatic.has(name) ? name : address, site }, site)
  }

  #default(value: Value, span: Span): Value {
    return withOrigin(value, this.#made.origins.at('default', span, { inputs: [value.origin] }))
  }

  /** What was given, the last and strongest first. */
  #options(name: string): readonly Value[] {
    const given = this.#given.get(name) ?? []
    return given.toReversed().map((scalar) => {
      const origin = this.#made.origins.at('option', this.#made.option(name, scalar))
      return { kind: 'scalar', scalar, origin, marks: 0 }
    })
  }
}
