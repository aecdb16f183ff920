import { addressOf, type FilePath } from '../../kernel/brand.ts'
import type { Span } from '../../kernel/span.ts'
import { parseDockerfile } from '../../lang/dockerfile/parse.ts'
import {
  pieceSpan,
  pieceText,
  type Dockerfile,
  type Instruction,
  type Piece,
} from '../../lang/dockerfile/tree.ts'
import { blankWords, pairsOf } from '../../lang/dockerfile/words.ts'
import type { ReadOptions } from '../../model/options.ts'
import type { Reading } from '../../model/reading.ts'
import type { Named, Resource } from '../../model/resource.ts'
import { filesBelow } from '../../model/walk.ts'
import type { Reader } from '../reader.ts'
import { expanded, type Scope } from './expand.ts'
import { sizeOf } from './instruction.ts'
import { Made, textOf } from './made.ts'
import { beginsLikeDockerfile, isDockerfileName } from './names.ts'
import { refuse } from './problems.ts'
import { imageResource, stageResource } from './resources.ts'
import { Stage } from './stage.ts'
import { Arguments } from './variables.ts'

/**
 * Dockerfiles and Containerfiles: a `docker_stage` for each FROM and one `docker_image` for what the file builds.
 * Options of the form `--var NAME=VALUE` are the build's arguments.
 */
export const dockerfile: Reader = {
  format: 'dockerfile',
  reference: 'https://docs.docker.com/reference/dockerfile/',

  discover(snapshot, folder, options) {
    const files = [...filesBelow(snapshot, folder)].filter((path) => isDockerfileName(nameOf(path)))
    return {
      value: files.map((root) => ({ format: 'dockerfile', root, variant: '', options })),
      diagnostics: [],
    }
  },

  unitAt(snapshot, path, options) {
    // A file that is named may have any name; a folder has no bytes.
    if (snapshot.list(path) !== undefined || snapshot.bytes(path) === undefined) return undefined
    const isOne = isDockerfileName(nameOf(path)) || beginsLikeDockerfile(snapshot.text(path) ?? '')
    if (!isOne) return undefined
    return { format: 'dockerfile', root: path, variant: '', options }
  },

  // It needs nothing from elsewhere, so it has nothing to yield.
  // oxlint-disable-next-line eslint/require-yield -- the contract is a generator
  *read({ root, options }, snapshot) {
    const text = snapshot.text(root)
    const made = new Made()
    if (text === undefined) {
      made.say(refuse('dockerfile/unreadable', { file: root, start: 0, end: 0 }))
      return readingOf(root, made, new Build(made, new Arguments(made, new Map()), '\\'))
    }
    const tree = parseDockerfile(root, text)
    made.diagnostics.push(...tree.diagnostics)
    const build = new Build(made, new Arguments(made, givenBy(options)), tree.escape)
    build.run(tree)
    return readingOf(root, made, build)
  },
}

const mostWork = 50_000
const mostStages = 300

/** Goes through the instructions of a file, from FROM to FROM. */
class Build {
  readonly stages: Stage[] = []
  readonly named: Named[] = []
  readonly #made: Made
  readonly #arguments: Arguments
  readonly #escape: string
  readonly #byName = new Map<string, Stage>()

  constructor(made: Made, given: Arguments, escape: string) {
    this.#made = made
    this.#arguments = given
    this.#escape = escape
  }

  run({ file, instructions }: Dockerfile): void {
    let work = 0
    for (const one of instructions) {
      work += sizeOf(one)
      if (work > mostWork || (one.keyword === 'FROM' && this.stages.length === mostStages)) {
        this.#made.say(refuse('dockerfile/too-much', one.keywordSpan))
        break
      }
      this.#instruction(one)
    }
    if (this.stages.length === 0 && instructions.every(({ keyword }) => keyword === 'ARG')) {
      this.#made.say(refuse('dockerfile/no-stage', { file, start: 0, end: 0 }))
    }
  }

  #instruction(one: Instruction): void {
    const stage = this.stages.at(-1)
    if (one.keyword === 'FROM') this.#from(one)
    else if (stage !== undefined) stage.add(one, (name, site) => this.#stageFor(name, site))
    else if (one.keyword === 'ARG') this.#global(one)
    else this.#made.say(refuse('dockerfile/no-stage', one.keywordSpan))
  }

  /** ARG before the first FROM: for FROM only, and for the stages that declare it again. */
  #global({ rest }: Instruction): void {
    for (const pair of pairsOf(rest, this.#escape, true)) {
      const name = pieceText(pair.name)
      const address = addressOf(`arg.${name}`)
      const value = this.#arguments.declared(pair, this.#globalScope(), address)
      this.#arguments.global.set(name, value)
      this.named.push({ address, kind: 'variable', module: '', name, value, span: pieceSpan(pair.name) })
    }
  }

  #from(instruction: Instruction): void {
    const words = blankWords(instruction.rest)
    const [image, as, name] = words
    const isNamed = words.length === 3 && as !== undefined && pieceText(as).toUpperCase() === 'AS'
    if (words.length !== 1 && !isNamed && image !== undefined) {
      this.#made.say(refuse('dockerfile/invalid-from', pieceSpan(instruction.rest)))
    }
    const alias = isNamed && name !== undefined ? pieceText(name) : ''
    const stage = this.#begun(instruction, image, isNamed ? name : undefined)
    this.stages.push(stage)
    if (alias !== '') this.#byName.set(alias.toLowerCase(), stage)
  }

  #begun(instruction: Instruction, image: Piece | undefined, name: Piece | undefined): Stage {
    const { absent } = this.#made
    const alias = name === undefined ? '' : pieceText(name)
    const scope = this.#globalScope()
    const position = this.stages.length
    const value = image === undefined ? absent : expanded(image, scope)
    const platform = instruction.flags.find((flag) => flag.name === 'platform')?.value
    const taken = alias !== '' && this.#byName.has(alias.toLowerCase())
    if (taken) this.#made.say(refuse('dockerfile/duplicate-stage', instruction.span))
    const start = {
      position,
      alias,
      name: name === undefined ? absent : this.#made.scalar(alias, pieceSpan(name)),
      address: addressOf(`stage/${alias === '' || taken ? String(position) : alias}`),
      image: value,
      platform: platform === undefined ? absent : expanded(platform, scope),
      base: this.#byName.get(textOf(value).toLowerCase()),
      span: instruction.span,
    }
    return new Stage(start, this.#made, this.#arguments, this.#escape)
  }

  #globalScope(): Scope {
    const variable: Scope['variable'] = (name, site) => {
      const known = this.#arguments.inFrom(name, site)
      if (known !== undefined) return known
      this.#made.say(refuse('dockerfile/undeclared-variable', site))
      return this.#made.unknown({ kind: 'variable', what: `arg.${name}`, site }, site)
    }
    return { made: this.#made, escape: this.#escape, variable }
  }

  /** The stage that `--from` means: its name, or its number; anything else is an image. */
  #stageFor(name: string, site: Span): Stage | undefined {
    const named = this.#byName.get(name.toLowerCase())
    if (named !== undefined || !/^\d{1,9}$/u.test(name)) return named
    // The stage itself is no source yet.
    const position = Number(name)
    if (position < this.stages.length - 1) return this.stages[position]
    this.#made.say(refuse('dockerfile/unknown-stage', site))
    return undefined
  }
}

function readingOf(root: FilePath, made: Made, { stages, named }: Build): Reading {
  const last = stages.at(-1)
  const resources: Resource[] = stages.map((one) => stageResource(one, one === last, made))
  if (last !== undefined) resources.push(imageResource(last, made))
  const references = stages.flatMap((one) => one.references)
  return {
    format: 'dockerfile',
    root,
    variant: '',
    resources: sorted(resources),
    named: sorted([...named, ...stages.flatMap((one) => one.named)]),
    references:
      last === undefined
        ? references
        : [...references, { from: addressOf('image'), to: last.start.address, path: 'stage' }],
    diagnostics: made.diagnostics,
    origins: made.origins,
    texts: made.texts,
  }
}

function sorted<One extends { readonly address: string }>(some: readonly One[]): readonly One[] {
  return some.toSorted((one, other) =>
    one.address < other.address ? -1 : Number(one.address > other.address),
  )
}

/** `--var NAME=VALUE`, as a build is given its arguments. */
function givenBy({ layers }: ReadOptions): ReadonlyMap<string, readonly string[]> {
  const given = new Map<string, string[]>()
  for (const layer of layers) {
    if (layer.kind === 'option') given.set(layer.name, [...(given.get(layer.name) ?? []), layer.text])
  }
  return given
}

function nameOf(path: FilePath): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
