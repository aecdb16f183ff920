import { join } from 'node:path'
import { filePath } from '../../../src/kernel/brand.ts'
import { Origins } from '../../../src/kernel/origins.ts'
import { marks, type Value } from '../../../src/kernel/value.ts'
import { lowerYaml } from '../../../src/lang/yaml/lower.ts'
import { parseYaml } from '../../../src/lang/yaml/parse.ts'
import type { Case } from '../kustomize/generate.ts'
import { ourBuild } from '../kustomize/ours.ts'
import { write } from '../kustomize/real.ts'
import { random } from '../random.ts'
import { nameOf } from './literals.ts'
import { printedBy } from './run.ts'
import { Claims, type Score } from './score.ts'

/**
 * Changes up to `most` literals of a kustomization's files, each alone, builds with the real kubectl, and counts what changed against
 * what our origins said. Works in the folder.
 */
export async function tryKustomization(
  kubectl: string,
  folder: string,
  one: Case,
  most: number,
  score: Score,
): Promise<void> {
  const ours = ourBuild(one)
  if (ours.problem !== '') return
  write(folder, one)
  const theirs = await built(kubectl, folder, one)
  if (theirs === undefined) return
  const claims = new Claims(asOne(ours.values), ours.origins)
  for (const { path, kind } of claims.fates(theirs).values())
    score.wrong.push(`${one.name}: ${path} is another one (${kind}) before anything is changed`)
  const literals = literalsOf(ours.origins)
  const choose = random(literals.length)
  for (let count = 0; count < most && literals.length > 0; count++) {
    const [literal] = literals.splice(choose.below(literals.length), 1)
    if (literal !== undefined) await tryLiteral(kubectl, folder, one, { literal, claims, score })
  }
}

interface Trial {
  readonly literal: Site
  readonly claims: Claims
  readonly score: Score
}

interface Site {
  readonly file: string
  readonly start: number
  readonly end: number
}

async function tryLiteral(
  kubectl: string,
  folder: string,
  one: Case,
  { literal: { file, start, end }, claims, score }: Trial,
): Promise<void> {
  const text = one.files[file] ?? ''
  const instead = replaced(text.slice(start, end))
  if (instead === undefined) return
  write(folder, { ...one, files: { [file]: text.slice(0, start) + instead + text.slice(end) } })
  const after = await built(kubectl, folder, one)
  write(folder, { ...one, files: { [file]: text } })
  if (after === undefined) return
  const name = nameOf(file, start, end)
  const fates = claims.fates(after)
  claims.count(score, name, instead, fates, new Set(claims.unchanged(name, fates)), one.name)
}

/** Every literal that the table of origins knows, in files. */
function literalsOf(origins: Origins): Site[] {
  const found = new Map<string, Site>()
  for (let id = 1; id <= origins.size; id++) {
    const site = origins.site(id)
    if (origins.step(id) === 'literal' && site.end > site.start)
      found.set(nameOf(site.file, site.start, site.end), site)
  }
  return [...found.values()]
}

function replaced(old: string): string | undefined {
  if (/^[|>]|^(?:null|~)$/u.test(old)) return undefined
  if (old === 'true' || old === 'false') return old === 'true' ? 'false' : 'true'
  if (/^\d+(?:\.\d+)?$/u.test(old)) return `${old}7`
  return /^["']/u.test(old) ? `${old.slice(0, 1)}x${old.slice(1)}` : `x${old}`
}

async function built(
  kubectl: string,
  folder: string,
  one: Case,
): Promise<ReadonlyMap<string, Value> | undefined> {
  const text = await printedBy(kubectl, ['kustomize', join(folder, one.folder)], folder)
  if (text === undefined) return undefined
  const tree = parseYaml(filePath('built.yaml'), text)
  const lowering = { dialect: 'go-yaml-v2', origins: new Origins() } as const
  const values = tree.documents.map((document) => lowerYaml(tree, document, lowering).value)
  return asOne(values.filter((value) => value.kind !== 'scalar'))
}

function asOne(items: readonly Value[]): ReadonlyMap<string, Value> {
  return new Map([['', { kind: 'list', items, origin: 0, marks: marks.none }]])
}
