import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answered, nothing } from '../../../src/engine/answered.ts'
import { folderSnapshot } from '../../../src/host/folder-snapshot.ts'
import { filePath } from '../../../src/kernel/brand.ts'
import { Origins } from '../../../src/kernel/origins.ts'
import { marks, type Value } from '../../../src/kernel/value.ts'
import { lowerYaml } from '../../../src/lang/yaml/lower.ts'
import { parseYaml } from '../../../src/lang/yaml/parse.ts'
import { renderedChart } from '../../../src/readers/helm/chart-rendering.ts'
import { optionsOf } from '../charts/render.ts'
import { random } from '../random.ts'
import { filesBelow } from './files.ts'
import { literalsIn, nameOf, otherPlain, type Literal } from './literals.ts'
import { printedBy } from './run.ts'
import { Claims, type Score } from './score.ts'

/** A chart in a folder, and how it is rendered: `-f` and `--set` of helm template. */
export interface ChartFolder {
  readonly name: string
  readonly folder: string
  readonly args: readonly string[]
}

/** A change of one literal, in a file or in the arguments. */
interface Change {
  readonly literal: string
  readonly instead: string
  readonly file?: string
  readonly text?: string
  readonly args: readonly string[]
}

/**
 * Changes up to `most` literals of a chart's values, each alone, renders with the real helm, and counts what changed against what our
 * origins said. Works in a copy.
 */
export async function tryChart(
  helm: string,
  chart: ChartFolder,
  most: number,
  seed: number,
  score: Score,
): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'plumbline-truth-'))
  try {
    cpSync(chart.folder, work, { recursive: true })
    await tried(helm, { ...chart, folder: work }, most, seed, score)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

async function tried(
  helm: string,
  chart: ChartFolder,
  most: number,
  seed: number,
  score: Score,
): Promise<void> {
  const theirs = await helmValues(helm, chart, chart.args)
  const ours = ourValues(chart)
  if (theirs === undefined || ours === undefined) {
    if (theirs !== ours) score.wrong.push(`${chart.name}: only one of us renders it`)
    return
  }
  const claims = new Claims(ours.values, ours.origins)
  for (const { path, kind } of claims.fates(theirs).values())
    score.wrong.push(`${chart.name}: ${path} is another one (${kind}) before anything is changed`)
  const literals = literalsOf(chart)
  const choose = random(seed)
  for (let count = 0; count < most && literals.length > 0; count++) {
    const [changes] = literals.splice(choose.below(literals.length), 1)
    if (changes !== undefined) await tryLiteral(helm, chart, changes, claims, score)
  }
}

async function tryLiteral(
  helm: string,
  chart: ChartFolder,
  changes: readonly Change[],
  claims: Claims,
  score: Score,
): Promise<void> {
  for (const [at, change] of changes.entries()) {
    const after = await changedValues(helm, chart, change)
    if (after === undefined) continue
    const fates = claims.fates(after)
    let unmoved = new Set(claims.unchanged(change.literal, fates))
    // What another text doesn't change a third one may: a part that is cut off, a number that is compared.
    for (const other of changes.slice(at + 1)) {
      if (unmoved.size === 0) break
      const third = await changedValues(helm, chart, other)
      if (third === undefined) continue
      const still = new Set(claims.unchanged(change.literal, claims.fates(third)))
      unmoved = new Set([...unmoved].filter((path) => still.has(path)))
    }
    claims.count(score, change.literal, change.instead, fates, unmoved, chart.name)
    return
  }
}

async function changedValues(
  helm: string,
  chart: ChartFolder,
  { file, text, args }: Change,
): Promise<ReadonlyMap<string, Value> | undefined> {
  if (file === undefined || text === undefined) return helmValues(helm, chart, args)
  const place = join(chart.folder, file)
  const before = readFileSync(place)
  writeFileSync(place, text)
  try {
    return await helmValues(helm, chart, args)
  } finally {
    writeFileSync(place, before)
  }
}

/** Every way to change one literal, for each: those of all values files that are heeded, and of the arguments. */
function literalsOf({ folder, args }: ChartFolder): (readonly Change[])[] {
  const given = args.filter((_, at) => args[at - 1] === '-f')
  const files = filesBelow(folder).filter(
    (path) => /(?:^|\/)values\.yaml$/u.test(path) || given.includes(path),
  )
  const inFiles = files.flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8')
    return [...literalsIn(file, text)].map((literal) => changesOf(literal, text, args))
  })
  return [
    ...inFiles,
    ...args.flatMap((arg, at) => (args[at - 1] === '--set' ? [changesOfArgument(arg, at, args)] : [])),
  ]
}

function changesOf(
  { file, start, end, instead }: Literal,
  text: string,
  args: readonly string[],
): readonly Change[] {
  return instead.map((one) => ({
    literal: nameOf(file, start, end),
    instead: one,
    file,
    text: text.slice(0, start) + one + text.slice(end),
    args,
  }))
}

function changesOfArgument(arg: string, at: number, args: readonly string[]): readonly Change[] {
  const equals = arg.indexOf('=')
  return otherPlain(arg.slice(equals + 1)).map((instead) => ({
    literal: nameOf(`<--set ${arg.slice(0, equals)}>`, equals + 1, arg.length),
    instead,
    args: args.with(at, `${arg.slice(0, equals)}=${instead}`),
  }))
}

/** What our engine makes of a chart, by template, and the origins of it. */
function ourValues({
  folder,
  args,
}: ChartFolder): { readonly values: ReadonlyMap<string, Value>; readonly origins: Origins } | undefined {
  const origins = new Origins()
  const snapshot = folderSnapshot(folder)
  const { value, diagnostics } = answered(
    renderedChart(snapshot, filePath(''), optionsOf(args), origins),
    snapshot,
    nothing,
  )
  if (diagnostics.some(({ severity }) => severity === 'error')) return undefined
  const manifests = value.manifests.filter((one) => one.role !== 'crd' && !isNothing(one.value))
  return { values: bySource(manifests.map((one) => [one.source, one.value])), origins }
}

async function helmValues(
  helm: string,
  { folder }: ChartFolder,
  args: readonly string[],
): Promise<ReadonlyMap<string, Value> | undefined> {
  const text = await printedBy(helm, ['template', '.', ...args], folder)
  if (text === undefined) return undefined
  const found: (readonly [string, Value])[] = []
  let source = ''
  for (const part of text.split(/^---$/mu)) {
    source = /^# Source: (.*)$/mu.exec(part)?.[1] ?? source
    const tree = parseYaml(filePath('helm.yaml'), part)
    const [root] = tree.documents
    if (root === undefined) continue
    const { value } = lowerYaml(tree, root, { dialect: 'go-yaml-v2', origins: new Origins() })
    if (!isNothing(value)) found.push([source, value])
  }
  return bySource(found)
}

function isNothing(value: Value): boolean {
  return value.kind === 'scalar' && value.scalar === null
}

/** The documents of each template as one list, so that one that comes or goes is told from one that is another. */
function bySource(documents: readonly (readonly [string, Value])[]): ReadonlyMap<string, Value> {
  const found = new Map<string, Value[]>()
  for (const [source, value] of documents) found.set(source, [...(found.get(source) ?? []), value])
  return new Map(
    [...found].map(([source, items]) => [source, { kind: 'list', items, origin: 0, marks: marks.none }]),
  )
}
