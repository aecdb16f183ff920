import { addressOf, type Address } from '../../kernel/brand.ts'
import type { Span } from '../../kernel/span.ts'
import type { Value } from '../../kernel/value.ts'
import { pieceSpan, pieceText, trimmed, type Instruction, type Piece } from '../../lang/dockerfile/tree.ts'
import { blankWords, pairsOf } from '../../lang/dockerfile/words.ts'
import type { Named, Reference } from '../../model/resource.ts'
import { withOrigin, type Scope } from './expand.ts'
import { InheritedList, InheritedMap } from './inherited.ts'
import { imageParts, type ImageParts } from './image.ts'
import { argumentsSpan, meant, type Meant } from './instruction.ts'
import { textOf, type Made } from './made.ts'
import type { Arguments } from './variables.ts'

/** How a stage begins. */
export interface Start {
  readonly position: number
  /** As it is written after AS; empty for a stage without a name. */
  readonly alias: string
  readonly name: Value
  readonly address: Address
  /** The name of the image, also where it is the name of a stage. */
  readonly image: Value
  readonly platform: Value
  /** The earlier stage that it goes on from. */
  readonly base: Stage | undefined
  readonly span: Span
}

/** What an image is told with these is replaced by the next one of the same kind. */
type Setting = 'user' | 'workdir' | 'entrypoint' | 'cmd' | 'healthcheck' | 'shell' | 'stopsignal'

/** One build stage: what its instructions say, beginning with what its base says. */
export class Stage {
  readonly start: Start
  readonly references: Reference[] = []
  readonly named: Named[] = []
  readonly instructions: Value[] = []
  readonly #made: Made
  readonly #arguments: Arguments
  readonly #escape: string
  readonly settings: InheritedMap<Value>
  readonly environment: InheritedMap<Value>
  readonly variables: InheritedMap<Value>
  readonly labels: InheritedMap<Value>
  readonly ports: InheritedList<Value>
  readonly volumes: InheritedList<Value>
  readonly #root: Stage | undefined
  #end: number
  /** CMD stands in this very stage: an ENTRYPOINT takes away only an inherited one. */
  #ownCommand = false

  constructor(start: Start, made: Made, given: Arguments, escape: string) {
    const { base } = start
    this.start = start
    this.#made = made
    this.#arguments = given
    this.#escape = escape
    this.settings = new InheritedMap(base?.settings)
    this.environment = new InheritedMap(base?.environment)
    this.variables = new InheritedMap(base?.variables)
    this.labels = new InheritedMap(base?.labels)
    this.ports = new InheritedList(base?.ports)
    this.volumes = new InheritedList(base?.volumes)
    this.#root = base?.root()
    this.#end = start.span.end
    if (base !== undefined) this.references.push(this.#referenceTo(base, 'base'))
  }

  /** Takes one instruction in. `find` gives the stage that a name or number means. */
  add(instruction: Instruction, find: (name: string, site: Span) => Stage | undefined): void {
    const scope = this.scope()
    const pairs = instruction.keyword === 'ARG' ? this.#declare(instruction, scope) : undefined
    const one = meant(instruction, scope, pairs)
    this.instructions.push(one.value)
    this.#end = Math.max(this.#end, instruction.span.end)
    this.#refer(one, find)
    this.#apply(one)
  }

  /** The stage whose image is not one of this file's. */
  root(): Stage {
    return this.#root ?? this
  }

  /** From FROM to the last instruction. */
  extent(): Span {
    return { ...this.start.span, end: this.#end }
  }

  /** The parts of the image's name; absent where the stage goes on from another one. */
  image(): ImageParts & { readonly image: Value } {
    const { base, image, span } = this.start
    const { absent } = this.#made
    if (base !== undefined) return { image: absent, repository: absent, tag: absent, digest: absent }
    return { image, ...imageParts(image, span, this.#made) }
  }

  scope(): Scope {
    return { made: this.#made, escape: this.#escape, variable: (name, site) => this.#variable(name, site) }
  }

  /** ENV comes before ARG, whichever stands first. */
  #variable(name: string, site: Span): Value {
    const known = this.environment.all().get(name) ?? this.variables.all().get(name)
    if (known !== undefined) return known
    const { image } = this.root().start
    if (textOf(image) === 'scratch') return this.#made.absent
    const what = `the environment of ${textOf(image) || 'the base image'}`
    return this.#made.unknown({ kind: 'elsewhere', what, site }, site)
  }

  #declare({ rest }: Instruction, scope: Scope): ReadonlyMap<string, Value> {
    const found = new Map<string, Value>()
    for (const pair of pairsOf(rest, this.#escape, true)) {
      const name = pieceText(pair.name)
      const address = `${this.start.address}.arg.${name}`
      const value = this.#arguments.declared(pair, scope, address)
      found.set(name, value)
      this.named.push({
        address: addressOf(address),
        kind: 'variable',
        module: '',
        name,
        value,
        span: this.#made.origins.site(value.origin),
      })
    }
    this.variables.add(found)
    return found
  }

  #apply(one: Meant): void {
    const { instruction, pairs } = one
    const [first] = one.arguments
    switch (instruction.keyword) {
      case 'ENV':
        this.environment.add(asVariables(pairs, this.#made))
        break
      case 'LABEL':
        this.labels.add(pairs)
        break
      case 'EXPOSE':
        this.ports.add(one.arguments)
        break
      case 'VOLUME':
        this.volumes.add(one.arguments)
        break
      case 'USER':
      case 'STOPSIGNAL':
        if (first !== undefined) this.#set(instruction.keyword === 'USER' ? 'user' : 'stopsignal', first)
        break
      case 'WORKDIR':
        if (first !== undefined) this.#set('workdir', this.#folder(first, instruction))
        break
      default:
        this.#applyCommand(one)
    }
  }

  #set(setting: Setting, value: Value): void {
    this.settings.add([[setting, value]])
  }

  #applyCommand({ instruction, arguments: all, flags }: Meant): void {
    const span = argumentsSpan(instruction)
    const form = this.#made.derived(instruction.exec === undefined ? 'shell' : 'exec', span)
    const command = (items: readonly Value[]): [string, Value][] => [
      ['form', form],
      ['arguments', this.#made.list(items, span)],
    ]
    switch (instruction.keyword) {
      case 'CMD':
        this.#ownCommand = true
        this.#set('cmd', this.#made.map(command(all), span))
        break
      case 'ENTRYPOINT':
        if (!this.#ownCommand) this.settings.delete('cmd')
        this.#set('entrypoint', this.#made.map(command(all), span))
        break
      case 'SHELL':
        this.#set('shell', this.#made.list(all, span))
        break
      case 'HEALTHCHECK':
        this.#set('healthcheck', this.#healthcheck(instruction.rest, flags))
        break
      default:
    }
  }

  #healthcheck(rest: Piece, flags: Meant['flags']): Value {
    const [kind] = blankWords(rest)
    const command = trimmed({ ...rest, start: kind?.end ?? rest.end })
    const entries: [string, Value][] = []
    if (kind !== undefined) {
      entries.push(['kind', this.#made.scalar(pieceText(kind).toUpperCase(), pieceSpan(kind))])
    }
    if (command.start < command.end) {
      entries.push(['command', this.#made.scalar(pieceText(command), pieceSpan(command))])
    }
    return this.#made.map([...entries, ...flags], pieceSpan(rest))
  }

  /** A relative folder lies in the one before. */
  #folder(given: Value, instruction: Instruction): Value {
    const text = textOf(given)
    if (given.kind !== 'scalar' || text.startsWith('/') || /^[a-zA-Z]:/u.test(text)) return given
    const span = argumentsSpan(instruction)
    const before = this.settings.all().get('workdir')
    if (before !== undefined) {
      const path = textOf(before)
      return this.#made.joined(path.endsWith('/') ? [before, given] : [before, '/', given], span)
    }
    const { image } = this.root().start
    if (textOf(image) === 'scratch') return this.#made.joined(['/', given], span)
    const what = `the working folder of ${textOf(image) || 'the base image'}`
    return this.#made.joined(
      [this.#made.unknown({ kind: 'elsewhere', what, site: span }, span), '/', given],
      span,
    )
  }

  #refer({ instruction, flags }: Meant, find: (name: string, site: Span) => Stage | undefined): void {
    const at = this.instructions.length - 1
    const from = flags.get('from')
    const { flags: written } = instruction
    for (const { name, span } of written) {
      const stage = name === 'from' && from !== undefined ? find(textOf(from), span) : undefined
      if (stage !== undefined)
        this.references.push(this.#referenceTo(stage, `instructions[${at}].flags.from`))
    }
    const mounts = flags.get('mount')
    for (const [position, mount] of (mounts?.kind === 'list' ? mounts.items : []).entries()) {
      const source = /(?:^|,)from=([^,]+)/u.exec(textOf(mount))?.[1]
      const stage = source === undefined ? undefined : find(source, instruction.span)
      const path = `instructions[${at}].flags.mount[${position}]`
      if (stage !== undefined) this.references.push(this.#referenceTo(stage, path))
    }
  }

  #referenceTo(stage: Stage, path: string): Reference {
    return { from: this.start.address, to: stage.start.address, path }
  }
}

/** A variable is a hop of its own on the way from its literal. */
function asVariables(pairs: ReadonlyMap<string, Value>, made: Made): readonly (readonly [string, Value])[] {
  return [...pairs].map(([name, value]) => {
    if (value.origin === 0) return [name, value]
    return [
      name,
      withOrigin(
        value,
        made.origins.at('variable', made.origins.site(value.origin), { inputs: [value.origin] }),
      ),
    ]
  })
}
