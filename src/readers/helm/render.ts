import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import type { OriginId } from '../../kernel/origin.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Source, Template } from '../../lang/go-template/ast.ts'
import { builtins } from '../../lang/go-template/builtins.ts'
import { codecFunctions } from '../../lang/go-template/encode/functions.ts'
import { sprigFunctions } from '../../lang/go-template/functions/index.ts'
import { parseTemplates, type ParsedTemplates } from '../../lang/go-template/parser.ts'
import { placeOf, type Place } from '../../lang/go-template/places.ts'
import { refuse } from '../../lang/go-template/refuse.ts'
import { failureOf, newBudget, runTemplate, type Budget, type Running } from '../../lang/go-template/run.ts'
import { joined, sliced, textOf, writtenText, type Text } from '../../lang/go-template/text.ts'
import { nil, type Call, type GoFunction, type GoMap, type GoValue } from '../../lang/go-template/value.ts'
import type { ReleaseOptions } from '../../model/options.ts'
import { capabilitiesOf } from './capabilities.ts'
import type { Chart } from './chart.ts'
import type { ChartFile } from './files.ts'
import { chartObject, filesObject } from './go-objects.ts'
import { problem } from './problems.ts'

/** For whom a chart is rendered. */
export interface Release {
  readonly name: string
  readonly namespace: string
  readonly isUpgrade: boolean
  readonly kubeVersion: string
  readonly apiVersions: readonly string[]
  readonly origins: NonNullable<ReleaseOptions['origins']>
}

/** What a template made: its name in the chart, and the text. */
export interface RenderedFile {
  readonly name: string
  readonly file: ChartFile
  readonly text: Text
}

/**
 * Renders every template of a chart and of those in it, with the values that were put together for all of them. As for Helm, the
 * first thing that is wrong ends it: then there are no files. Sorted by name.
 */
export function renderChart(
  chart: Chart,
  values: GoMap,
  release: Release,
  origins: Origins,
): Outcome<readonly RenderedFile[]> {
  const rendering = new Rendering(release, origins)
  rendering.collect(chart, values, undefined)
  return rendering.run()
}

/** A template file, and what it sees as dot. */
interface Job {
  readonly name: string
  readonly file: ChartFile
  readonly dot: GoMap
  readonly base: string
  readonly under: OriginId
}

/** `include` of one name within itself more often than this does not end. */
const mostNested = 100

class Rendering {
  readonly #release: GoMap
  readonly #capabilities: GoValue
  readonly #origins: Origins
  readonly #budget: Budget = newBudget()
  readonly #literals: Running['literals'] = new Map()
  readonly #jobs: Job[] = []
  readonly #diagnostics: Diagnostic[] = []
  readonly #templates = new Map<string, Template>()
  readonly #nested = new Map<string, number>()

  constructor(release: Release, origins: Origins) {
    this.#origins = origins
    this.#release = releaseObject(release, origins)
    this.#capabilities = capabilitiesOf(release.kubeVersion, release.apiVersions)
  }

  /** Gathers the templates of a chart and those in it; gives what a parent sees of it. */
  collect(chart: Chart, values: GoMap, parent: string | undefined): GoMap {
    const path = parent === undefined ? chart.name : `${parent}/charts/${chart.name}`
    const subcharts = new Map<string, GoValue>()
    const dot: GoMap = {
      kind: 'map',
      origin: 0,
      entries: new Map<string, GoValue>([
        ['Chart', chartObject(chart, parent === undefined)],
        ['Files', filesObject(chart.files)],
        ['Release', this.#release],
        ['Capabilities', this.#capabilities],
        ['Values', values],
        ['Subcharts', { kind: 'map', entries: subcharts, origin: 0 }],
      ]),
    }
    for (const part of chart.dependencies) {
      const section = values.entries.get(part.name)
      const own: GoMap = section?.kind === 'map' ? section : { kind: 'map', entries: new Map(), origin: 0 }
      subcharts.set(part.name, this.collect(part, own, path))
    }
    const isLibrary = chart.metadata.type === 'library'
    for (const file of chart.templates) {
      if (isLibrary && !baseOf(file.name).startsWith('_')) continue
      this.#jobs.push({
        name: `${path}/${file.name}`,
        file,
        dot,
        base: `${path}/templates`,
        under: chart.under ?? 0,
      })
    }
    return dot
  }

  run(): Outcome<readonly RenderedFile[]> {
    const jobs = this.#jobs.toSorted((left, right) => -order(left.name, right.name))
    const functions = this.#functions()
    for (const job of jobs) if (!this.#parse(job)) return this.#failed()
    const files: RenderedFile[] = []
    for (const job of jobs) {
      if (baseOf(job.name).startsWith('_')) continue
      const text = this.#render(job, functions)
      if (text === undefined) return this.#failed()
      files.push({ name: job.name, file: job.file, text })
    }
    const sorted = files.toSorted((left, right) => (left.name < right.name ? -1 : 1))
    return { value: sorted, diagnostics: this.#diagnostics }
  }

  #failed(): Outcome<readonly RenderedFile[]> {
    return { value: [], diagnostics: this.#diagnostics }
  }

  #parse({ name, file }: Job): boolean {
    const { source, parsed } = parsedFile(name, file)
    const { templates, mistake } = parsed
    if (mistake !== undefined) {
      this.#problem(mistake.message, placeOf(source, mistake.start, mistake.start + 1))
      return false
    }
    // An empty definition doesn't take the place of one that isn't.
    for (const template of templates) {
      if (!this.#templates.has(template.name) || !isBlank(template))
        this.#templates.set(template.name, template)
    }
    return true
  }

  #render(
    { name, file, dot, base, under }: Job,
    functions: ReadonlyMap<string, GoFunction>,
  ): Text | undefined {
    const template = this.#templates.get(name)
    if (template === undefined) return textOf('', 0)
    const own: GoMap = {
      kind: 'map',
      origin: 0,
      entries: new Map([
        ['Name', string(textOf(name, 0))],
        ['BasePath', string(textOf(base, 0))],
      ]),
    }
    dot.entries.set('Template', own)
    try {
      return withoutNothing(runTemplate(template, dot, this.#running(functions, this.#templates), under))
    } catch (fault) {
      const failure = failureOf(fault, parsedFile(name, file).source)
      if (failure === undefined) throw fault
      this.#problem(failure.message, failure.place)
      return undefined
    }
  }

  #problem(message: string, { name, line, column, span }: Place): void {
    const where =
      name === 'gotpl' ? `in a text that tpl was given, ${line}:${column}` : `${name}:${line}:${column}`
    this.#diagnostics.push(problem('helm/template', `${where}: ${message}.`, span))
  }

  #functions(): ReadonlyMap<string, GoFunction> {
    const functions = new Map(plainFunctions)
    functions.set('include', {
      params: ['string', 'any'],
      call: ([name = nil, data = nil], call) =>
        string(this.#include(nameIn(name), data, call, this.#templates, functions)),
    })
    functions.set('tpl', {
      params: ['string', 'any'],
      call: ([text = nil, data = nil], call) => string(this.#tpl(text, data, call, functions)),
    })
    functions.set('required', {
      params: ['string', 'any'],
      call: ([message = nil, value = nil]) => required(nameIn(message), value),
    })
    functions.set('fail', {
      params: ['string'],
      call: ([message = nil]) => {
        throw refuse(nameIn(message))
      },
    })
    functions.set('lookup', {
      params: ['string', 'string', 'string', 'string'],
      call: () => ({ kind: 'map', entries: new Map(), origin: 0 }),
    })
    return functions
  }

  #include(
    name: string,
    data: GoValue,
    call: Call,
    ...[templates, functions]: [ReadonlyMap<string, Template>, ReadonlyMap<string, GoFunction>]
  ): Text {
    const template = templates.get(name)
    if (template === undefined)
      throw refuse(`template: no template "${name}" associated with template "gotpl"`)
    const depth = this.#nested.get(name) ?? 0
    if (depth > mostNested)
      throw refuse(`rendering template has a nested reference name: ${name}: unable to execute template`)
    this.#nested.set(name, depth + 1)
    const text = runTemplate(template, data, this.#running(functions, templates), call.under)
    this.#nested.set(name, depth)
    return text
  }

  /** A text as a template of its own, whose definitions hold in it alone. */
  #tpl(value: GoValue, data: GoValue, call: Call, functions: ReadonlyMap<string, GoFunction>): Text {
    const text = value.kind === 'string' ? value.text : textOf('', 0)
    if (!text.value.includes('{{')) return text
    const source: Source = { name: 'gotpl', text, around: call.site }
    const { templates, mistake } = parseTemplates(source, isFunction)
    if (mistake !== undefined) {
      const { line } = placeOf(source, mistake.start, mistake.start)
      throw refuse(
        `cannot parse template ${JSON.stringify(text.value)}: template: gotpl:${line}: ${mistake.message}`,
      )
    }
    const [own, ...defined] = templates
    if (own === undefined) return textOf('', 0)
    const known =
      defined.length === 0
        ? this.#templates
        : new Map([...this.#templates, ...defined.map((one) => [one.name, one] as const)])
    const inner = defined.length === 0 ? functions : this.#scoped(functions, known)
    return withoutNothing(runTemplate(own, data, this.#running(inner, known), call.under))
  }

  #running(functions: ReadonlyMap<string, GoFunction>, templates: ReadonlyMap<string, Template>): Running {
    return { origins: this.#origins, functions, templates, budget: this.#budget, literals: this.#literals }
  }

  /** The functions with an `include` that knows more templates. */
  #scoped(
    functions: ReadonlyMap<string, GoFunction>,
    templates: ReadonlyMap<string, Template>,
  ): ReadonlyMap<string, GoFunction> {
    const inner = new Map(functions)
    inner.set('include', {
      params: ['string', 'any'],
      call: ([name = nil, data = nil], call) =>
        string(this.#include(nameIn(name), data, call, templates, inner)),
    })
    return inner
  }
}

/** Places that are no files: what the release is called, which is said when it is installed, and who installs it. */
export const releasePlaces = {
  name: filePath('<release name>'),
  namespace: filePath('<release namespace>'),
  service: filePath('<Helm>'),
}

function releaseObject(release: Release, origins: Origins): GoMap {
  const { name, namespace, isUpgrade, origins: said } = release
  const given = (text: string, place: FilePath, origin: OriginId | undefined): GoValue =>
    string(textOf(text, origin ?? origins.add('builtin', place, 0, text.length)))
  return {
    kind: 'map',
    origin: 0,
    entries: new Map<string, GoValue>([
      ['Name', given(name, releasePlaces.name, said.name)],
      ['Namespace', given(namespace, releasePlaces.namespace, said.namespace)],
      ['IsUpgrade', { kind: 'bool', value: isUpgrade, origin: 0 }],
      ['IsInstall', { kind: 'bool', value: !isUpgrade, origin: 0 }],
      ['Revision', { kind: 'int', type: 'int', value: 1n, origin: 0 }],
      ['Service', given('Helm', releasePlaces.service, undefined)],
    ]),
  }
}

function required(message: string, value: GoValue): GoValue {
  const isEmpty = value.kind === 'nil' || (value.kind === 'string' && value.text.value === '')
  if (isEmpty) throw refuse(message)
  return value
}

interface ParsedFile {
  readonly source: Source
  readonly parsed: ParsedTemplates
}

/** Files of a chart that was loaded once are parsed once, under each name that they have in the charts around them. */
const parsedFiles = new WeakMap<ChartFile, Map<string, ParsedFile>>()

function parsedFile(name: string, file: ChartFile): ParsedFile {
  const known = parsedFiles.get(file) ?? new Map<string, ParsedFile>()
  parsedFiles.set(file, known)
  const found = known.get(name)
  if (found !== undefined) return found
  const source = { name, text: writtenText(file.text ?? '', { file: file.path, start: 0 }) }
  const made = { source, parsed: parseTemplates(source, isFunction) }
  known.set(name, made)
  return made
}

const plainFunctions: ReadonlyMap<string, GoFunction> = new Map([
  ...builtins,
  ...sprigFunctions,
  ...codecFunctions,
])
const ownFunctions = new Set(['and', 'or', 'include', 'tpl', 'required', 'fail', 'lookup'])

function isFunction(name: string): boolean {
  return plainFunctions.has(name) || ownFunctions.has(name)
}

/** Whether there is nothing in a template but white space. */
function isBlank({ body, source }: Template): boolean {
  return body.every(
    (node) => node.kind === 'text' && source.text.value.slice(node.start, node.end).trim() === '',
  )
}

/** What is nothing prints as `<no value>`, which Helm takes out again. */
function withoutNothing(text: Text): Text {
  const parts = text.value.split('<no value>')
  if (parts.length === 1) return text
  let at = 0
  const kept = parts.map((part) => {
    const piece = sliced(text, at, at + part.length)
    const gap = at + part.length
    at = gap + '<no value>'.length
    return at > text.value.length ? [piece] : [piece, sliced(text, gap, gap)]
  })
  return joined(kept.flat())
}

/** By depth, then by name. */
function order(left: string, right: string): number {
  const [a, b] = [left.split('/').length, right.split('/').length]
  if (a !== b) return a - b
  return left < right ? -1 : left > right ? 1 : 0
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function nameIn(value: GoValue): string {
  return value.kind === 'string' ? value.text.value : ''
}

function string(text: Text): GoValue {
  return { kind: 'string', text }
}
