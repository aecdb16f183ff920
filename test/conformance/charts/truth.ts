import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderSnapshot } from '../../../src/host/folder-snapshot.ts'
import { answered, nothing } from '../../../src/engine/answered.ts'
import { filePath } from '../../../src/kernel/brand.ts'
import type { OriginId } from '../../../src/kernel/origin.ts'
import { Origins } from '../../../src/kernel/origins.ts'
import type { Value } from '../../../src/kernel/value.ts'
import { lowerYaml } from '../../../src/lang/yaml/lower.ts'
import { parseYaml } from '../../../src/lang/yaml/parse.ts'
import { yamlKind, yamlStyle } from '../../../src/lang/yaml/tree.ts'
import { renderedChart } from '../../../src/readers/helm/chart-rendering.ts'

/** How true the origins of one chart are, when literals of its values are changed one after the other. */
export interface Truth {
  /** Values that we said are made of the literal, and of those the ones that changed with it. */
  readonly said: number
  readonly changed: number
  /** Values that changed, and of those the ones that we had said depend on the literal. */
  readonly moved: number
  readonly known: number
  readonly misses: readonly string[]
}

interface Leaf {
  readonly path: string
  readonly text: string
  readonly made: ReadonlySet<string>
  readonly depends: ReadonlySet<string>
}

/**
 * Changes up to `most` literals of a chart's values.yaml in its folder, each alone, renders with the real helm, and compares what
 * changed with what our origins said. The folder is left as it was.
 */
export function truthOf(helm: string, folder: string, most: number, pick: (count: number) => number): Truth {
  const place = join(folder, 'values.yaml')
  const text = readFileSync(place, 'utf8')
  const leaves = leavesOf(folder)
  const before = helmLeaves(helm, folder)
  const total = { said: 0, changed: 0, moved: 0, known: 0, misses: [] as string[] }
  if (before === undefined) return total
  const literals = [...literalsIn(text)]
  try {
    for (let count = 0; count < most && literals.length > 0; count++) {
      const [literal] = literals.splice(pick(literals.length), 1)
      if (literal === undefined) break
      writeFileSync(place, text.slice(0, literal.start) + literal.instead + text.slice(literal.end))
      const after = helmLeaves(helm, folder)
      if (after === undefined) continue
      judge(leaves, before, after, `values.yaml:${literal.start}`, total)
    }
  } finally {
    writeFileSync(place, text)
  }
  return total
}

function judge(
  leaves: readonly Leaf[],
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  literal: string,
  total: { said: number; changed: number; moved: number; known: number; misses: string[] },
): void {
  for (const leaf of leaves) {
    const [was, is] = [before.get(leaf.path), after.get(leaf.path)]
    // Where items came or went the others only changed their places.
    if (was === undefined || is === undefined || hasMoved(leaf.path, before, after)) continue
    if (leaf.made.has(literal)) {
      total.said++
      if (was === is) total.misses.push(`said but same: ${literal} ${leaf.path} = ${was.slice(0, 60)}`)
      else total.changed++
    }
    if (was === is) continue
    total.moved++
    if (leaf.depends.has(literal)) total.known++
    else total.misses.push(`not said: ${literal} ${leaf.path}: ${was.slice(0, 60)} -> ${is.slice(0, 60)}`)
  }
}

/** Whether a list on the way to a value has another length than before. */
function hasMoved(
  path: string,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): boolean {
  for (const { index, 0: item } of path.matchAll(/\[\d+\]/gu)) {
    const list = path.slice(0, index)
    const count = (leaves: ReadonlyMap<string, string>): number =>
      [...leaves.keys()].filter((one) => one.startsWith(`${list}[`)).length
    if (item !== '' && count(before) !== count(after)) return true
  }
  return false
}

/** The scalars that can be changed without changing what kind of thing they are, each with another one in its place. */
function* literalsIn(
  text: string,
): Generator<{ readonly start: number; readonly end: number; readonly instead: string }> {
  const tree = parseYaml(filePath('values.yaml'), text)
  const keys = new Set<number>()
  for (let node = 0; node < tree.size; node++) {
    if (yamlKind(tree, node) !== 'map') continue
    for (let key = tree.firsts[node] ?? -1; key >= 0; key = tree.nexts[tree.nexts[key] ?? -1] ?? -1)
      keys.add(key)
  }
  for (let node = 0; node < tree.size; node++) {
    if (yamlKind(tree, node) !== 'scalar' || keys.has(node)) continue
    const [start, end] = [tree.starts[node] ?? 0, tree.ends[node] ?? 0]
    const written = text.slice(start, end)
    const instead = changed(written, yamlStyle(tree, node))
    if (instead !== undefined) yield { start, end, instead }
  }
}

function changed(written: string, style: string): string | undefined {
  if (style === 'plain') {
    if (written === 'true' || written === 'false') return written === 'true' ? 'false' : 'true'
    if (/^\d{1,9}$/u.test(written)) return String(Number(written) + 1)
    return /^[A-Za-z][\w./-]*$/u.test(written) ? `${written}x` : undefined
  }
  if (style === 'double' && /^"[\w./-]+"$/u.test(written)) return `${written.slice(0, -1)}x"`
  return style === 'single' && /^'[\w./-]+'$/u.test(written) ? `${written.slice(0, -1)}x'` : undefined
}

function helmLeaves(helm: string, folder: string): ReadonlyMap<string, string> | undefined {
  const run = spawnSync(helm, ['template', '.'], { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 30 })
  if (run.status !== 0) return undefined
  const found = new Map<string, string>()
  // A document is known by its template and its number there, as names may change.
  const counts = new Map<string, number>()
  for (const part of run.stdout.split(/^---$/mu)) {
    const source = /^# Source: (.*)$/mu.exec(part)?.[1]
    if (source === undefined) continue
    const tree = parseYaml(filePath('helm.yaml'), part)
    const [root] = tree.documents
    if (root === undefined) continue
    const number = counts.get(source) ?? 0
    counts.set(source, number + 1)
    const { value } = lowerYaml(tree, root, { dialect: 'go-yaml-v2', origins: new Origins() })
    for (const { path, text } of scalars(value, `${source}#${number}`)) found.set(path, text)
  }
  return found
}

function leavesOf(folder: string): readonly Leaf[] {
  const origins = new Origins()
  const snapshot = folderSnapshot(folder)
  const rendered = answered(renderedChart(snapshot, filePath(''), { layers: [] }, origins), snapshot, nothing)
  const counts = new Map<string, number>()
  const reached = new Map<
    OriginId,
    { readonly made: ReadonlySet<string>; readonly depends: ReadonlySet<string> }
  >()
  return rendered.value.manifests.flatMap(({ source, value, role }) => {
    if (role === 'crd') return []
    const number = counts.get(source) ?? 0
    counts.set(source, number + 1)
    return [...scalars(value, `${source}#${number}`)].map(({ path, text, origin }) => {
      const known = reached.get(origin) ?? {
        made: literalsOf(origins, origin, false),
        depends: literalsOf(origins, origin, true),
      }
      reached.set(origin, known)
      return { path, text, ...known }
    })
  })
}

/** The literals below an origin; with those of the conditions it is under. */
function literalsOf(origins: Origins, start: OriginId, conditions: boolean): ReadonlySet<string> {
  const found = new Set<string>()
  const seen = new Set<OriginId>()
  const open = [start]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === 0 || seen.has(id)) continue
    seen.add(id)
    const inputs = origins.inputs(id)
    const { file, start: at } = origins.site(id)
    if (inputs.length === 0) found.add(`${file}:${at}`)
    open.push(...inputs)
    if (conditions) open.push(origins.under(id))
  }
  return found
}

function* scalars(
  value: Value,
  path: string,
): Generator<{ readonly path: string; readonly text: string; readonly origin: OriginId }> {
  if (value.kind === 'list')
    for (const [at, item] of value.items.entries()) yield* scalars(item, `${path}[${at}]`)
  else if (value.kind === 'map') for (const [key, one] of value.entries) yield* scalars(one, `${path}.${key}`)
  else if (value.kind === 'scalar') yield { path, text: JSON.stringify(value.scalar), origin: value.origin }
}
