import type { FilePath } from '../../kernel/brand.ts'
import { isListData, isMapData, type Data, type TextEdit } from '../../kernel/edit.ts'
import type { Span } from '../../kernel/span.ts'
import { addHclArgument, hclArgument, type HclArgument } from '../../lang/hcl/edit/argument.ts'
import { addHclBeside } from '../../lang/hcl/edit/beside.ts'
import { hclManner } from '../../lang/hcl/edit/places.ts'
import { expressionText, keyText } from '../../lang/hcl/edit/write.ts'
import { parseHcl } from '../../lang/hcl/syntax/index.ts'
import type { Tree } from '../../lang/hcl/tree.ts'
import type { PathStep } from '../../model/path.ts'
import { environmentFile, type Asking, type Place } from '../asking.ts'
import { expressionWith, mergedWith, type Own } from './own-expression.ts'

/**
 * A value that one resource gets of its own, where the expression in its block hands it to others too: by what it hands on to the calls
 * above, by an entry or a value in the expression itself, and inside of modules by an input that only this call gives.
 * https://developer.hashicorp.com/terraform/language/values/variables
 */
export function* ownPlaces(asking: Asking, wanted: Data): Generator<Place> {
  const { resource, reading, steps } = asking
  const site = resource?.extent
  if (resource === undefined || site === undefined || reading.format !== 'terraform') return
  const calls = callsAbove(asking, resource.module)
  if (calls === undefined) return
  const found = argumentIn(asking, site, steps)
  if (found === undefined) return
  const [call, ...above] = calls
  if (call === undefined) yield* inRoot(asking, { ...found, tests: [] }, wanted)
  else yield* handedDown(asking, { ...found, above: [call, ...above] }, wanted)
  yield* byInput(asking, found, calls, wanted)
}

/** A call of a module on the way to the resource, the innermost first. */
interface Call {
  readonly site: Span
  /** Conditions that hold for the one instance that is meant. */
  readonly tests: readonly string[]
  /** The module that the call stands in. */
  readonly module: string
}

interface Argument {
  readonly tree: Tree
  readonly site: Span
  readonly argument: HclArgument
}

/** The calls that lead to a module; undefined where one of them is not in the files. */
function callsAbove({ reading, texts }: Asking, module: string): readonly Call[] | undefined {
  const parts = module.match(/module\.[\w-]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+|\*)\])?/gu) ?? []
  const calls = parts.map((part, at): Call | undefined => {
    const above = parts.slice(0, at).join('.')
    const whole = parts.slice(0, at + 1).join('.')
    const [name = ''] = part.split('[')
    // A call that is repeated is declared once, without keys.
    const bare = [whole, at === 0 ? name : `${above}.${name}`, withoutKeys(whole)]
    const call = reading.declarations?.find(({ address }) => bare.includes(address))
    const site = call?.extent
    if (call === undefined || site === undefined || texts.text(site.file) === undefined) return undefined
    const one = reading.origins.get(call.values.origin)?.site ?? site
    return { site: one, tests: testsOf(/\[(.*)\]$/u.exec(part)?.[1]), module: above }
  })
  return calls.includes(undefined) ? undefined : (calls as readonly Call[]).toReversed()
}

function withoutKeys(module: string): string {
  return module.replaceAll(/\[(?:"(?:[^"\\]|\\.)*"|\d+|\*)\]/gu, '')
}

function testsOf(key: string | undefined): readonly string[] {
  if (key === undefined || key === '*') return []
  return [`${/^\d+$/u.test(key) ? 'count.index' : 'each.key'} == ${key}`]
}

/** Of several instances of a resource the one that is meant. */
function instanceTests({ reading, resource }: Asking): readonly string[] {
  const index = resource?.index
  const all = reading.resources.filter(
    (one) => one.module === resource?.module && one.type === resource.type && one.name === resource.name,
  )
  return all.length === 1 || index === undefined ? [] : testsOf(JSON.stringify(index))
}

function argumentIn({ texts }: Asking, site: Span, path: readonly PathStep[]): Argument | undefined {
  const text = /\.(?:tf|tofu)$/u.test(site.file) ? texts.text(site.file) : undefined
  const tree = text === undefined ? undefined : parseHcl(site.file, text).value
  const argument = tree === undefined ? undefined : hclArgument(tree, site, path)
  if (tree === undefined || argument === undefined) return undefined
  return { tree, site: { file: site.file, start: argument.start, end: argument.end }, argument }
}

/** In the root module the expression itself says it: for this instance, and this repetition of a block. */
function* inRoot(asking: Asking, found: Argument & Pick<Call, 'tests'>, wanted: Data): Generator<Place> {
  const value = valueText(found.tree, wanted)
  const own = [...found.tests, ...instanceTests(asking)]
  yield* rewritten(found, { value, tests: own })
  if (found.argument.tests.length > 0)
    yield* rewritten(found, { value, tests: [...own, ...found.argument.tests] })
}

function* rewritten({ site, argument }: Argument, own: Own): Generator<Place> {
  const text = expressionWith(argument.text, argument.rest, own)
  const kind = own.tests.length > 0 ? 'instance' : 'override'
  if (text !== undefined) yield { kind, site, edits: [{ ...site, text }] }
}

function valueText(tree: Tree, wanted: Data): string {
  return expressionText(
    wanted,
    hclManner(tree, () => false),
    undefined,
  )
}

const variables = /\bvar\.([\w-]+)/gu

/** Inputs that the expression has already and that this call gives, or could give: an entry or a value there. */
function* handedDown(
  asking: Asking,
  { argument, above }: Argument & { readonly above: readonly Call[] },
  wanted: Data,
): Generator<Place> {
  const [call, ...rest] = above
  if (call === undefined) return
  const names = [...new Set([...argument.text.matchAll(variables)].map(([, name = '']) => name))]
  for (const name of names.slice(-4).toReversed()) {
    const path = [name, ...argument.rest]
    const given = argumentIn(asking, call.site, path)
    if (given === undefined) yield* addedInput(asking, call, path, wanted)
    else if (call.module === '')
      yield* rewritten(given, { value: valueText(given.tree, wanted), tests: call.tests })
    else yield* handedDown(asking, { ...given, above: rest }, wanted)
  }
}

/** An input that the call does not give yet. */
function* addedInput(
  { texts }: Asking,
  { site, module, tests }: Call,
  path: readonly PathStep[],
  wanted: Data,
): Generator<Place> {
  if (module !== '' || tests.length > 0) return
  const edits = texts.writing(site.file)?.set(site, path, wanted, () => false)
  if (edits !== undefined && edits.length > 0) yield { kind: 'addition', site, edits }
}

/** A new input, which is nothing for everybody else, and which the calls on the way hand down. */
function* byInput(asking: Asking, found: Argument, calls: readonly Call[], wanted: Data): Generator<Place> {
  const { argument, tree, site } = found
  const file = environmentFile(asking)
  if (calls.length === 0 && file === undefined) return
  const isEntry = argument.rest.length === 1 && typeof argument.rest[0] === 'string'
  const name = freeName(asking, isEntry)
  const value = valueText(tree, wanted)
  const entry = `{ ${keyText(String(argument.rest[0]))} = ${value} }`
  const input: Input = isEntry
    ? { name, type: `map(${typeText(wanted)})`, none: '{}', value: entry }
    : { name, type: typeText(wanted), none: 'null', value }
  const edits = [...declarations(asking, input, calls), ...handings(asking, input, calls)]
  const given = file === undefined ? [] : atRoot(asking, input, wanted, argument)
  if (calls.length === 0 && given.length === 0) return
  for (const tests of alternatives(instanceTests(asking), argument.tests)) {
    const text = isEntry
      ? mergedWith(argument.text, { value: `var.${name}`, tests })
      : expressionWith(argument.text, argument.rest, {
          value: `var.${name}`,
          tests: [...tests, `var.${name} != null`],
        })
    if (text !== undefined)
      yield {
        kind: 'input',
        site,
        edits: [{ ...site, text }, ...edits, ...(calls.length === 0 ? given : [])],
      }
  }
}

interface Input {
  readonly name: string
  readonly type: string
  /** What it is for everybody else. */
  readonly none: string
  readonly value: string
}

/** With the tests of repeated blocks only where it takes them. */
function alternatives(own: readonly string[], blocks: readonly string[]): readonly (readonly string[])[] {
  return blocks.length === 0 ? [own] : [own, [...own, ...blocks]]
}

/** Every module on the way declares the input, below its other variables. */
function declarations(
  asking: Asking,
  { name, type, none }: Input,
  calls: readonly Call[],
): readonly TextEdit[] {
  const { resource } = asking
  const names = asking.steps.filter((step) => typeof step === 'string')
  const what = `${(none === '{}' ? names.at(-2) : names.at(-1)) ?? ''} of ${resource?.type ?? ''}.${resource?.name ?? ''}`
  const inside = calls
    .filter(({ module }) => module !== '')
    .map((one) => [one.module, one.site.file] as const)
  const modules = [[resource?.module ?? '', resource?.extent?.file] as const, ...inside]
  return modules.flatMap(([module, own]) => {
    const file = variablesOf(asking, module) ?? own
    const text = file === undefined ? undefined : asking.texts.text(file)
    if (file === undefined || text === undefined) return []
    const tree = parseHcl(file, text).value
    const description = JSON.stringify(none === '{}' ? `More ${what}` : `In place of other ${what}`)
    return addHclBeside(tree, text.trimEnd().length, {
      type: 'variable',
      labels: [name],
      repeated: {},
      expressions: { description, type, default: none },
      data: {},
      isBlock: () => false,
    })
  })
}

/** The file that has the variables of a module. */
function variablesOf({ reading }: Asking, module: string): FilePath | undefined {
  const declared = reading.named.filter((one) => one.kind === 'variable' && one.module === module)
  return declared.map(({ span }) => span.file).findLast((file) => /\.(?:tf|tofu)$/u.test(file))
}

/** Every call on the way hands it down; the outermost says what it is. */
function handings(
  { texts }: Asking,
  { name, none, value }: Input,
  calls: readonly Call[],
): readonly TextEdit[] {
  return calls.flatMap(({ site, module, tests }) => {
    const tree = parseHcl(site.file, texts.text(site.file) ?? '').value
    const given = module === '' ? value : `var.${name}`
    const text = tests.length === 0 ? given : `${tests.join(' && ')} ? ${given} : ${none}`
    return addHclArgument(tree, site, name, text) ?? []
  })
}

/** The file of this environment gives it. */
function atRoot(
  asking: Asking,
  { name, none }: Input,
  wanted: Data,
  { rest }: HclArgument,
): readonly TextEdit[] {
  const file = environmentFile(asking)
  const path = none === '{}' ? [name, ...rest] : [name]
  return file === undefined
    ? []
    : (asking.texts.writing(file)?.set(undefined, path, wanted, () => false) ?? [])
}

function typeText(data: Data): string {
  if (typeof data === 'string') return 'string'
  if (typeof data === 'number') return 'number'
  if (typeof data === 'boolean') return 'bool'
  return isListData(data) || isMapData(data) ? 'any' : 'string'
}

/** Such as `bucket_versioning_status`, which no module has yet. What holds an entry is called as the map that it goes into. */
function freeName({ reading, resource, steps }: Asking, isEntry: boolean): string {
  const type = (resource?.type ?? '').split('_').slice(1)
  const name = resource?.name ?? ''
  const path = steps.filter((step) => typeof step === 'string')
  const attribute = (isEntry ? path.at(-2) : path.at(-1)) ?? ''
  const own = ['this', 'main', 'default'].includes(name) ? [] : [name]
  const wanted = [...type, ...own, attribute].join('_').replaceAll(/[^\w]+/gu, '_')
  const taken = new Set(reading.named.filter(({ kind }) => kind === 'variable').map((one) => one.name))
  let free = taken.has(wanted) ? `own_${wanted}` : wanted
  for (let number = 2; taken.has(free); number++) free = `own_${wanted}_${number}`
  return free
}
