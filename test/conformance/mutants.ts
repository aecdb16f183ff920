import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filePath } from '../../src/kernel/brand.ts'
import type { Diagnostic } from '../../src/kernel/diagnostic.ts'
import { parseHcl } from '../../src/lang/hcl/syntax/index.ts'
import { type Random, random } from './random.ts'
import { inTemporaryFolder, writeFiles } from './terraform.ts'

/** A text that Terraform and the parser judge differently. */
export interface Disagreement {
  readonly text: string
  readonly refusedByTerraform: boolean
  /** What the parser says of it first. */
  readonly said: Diagnostic | undefined
}

/** What became of a run: how many texts there were, how many Terraform refused, and where the parser disagrees. */
export interface Judgement {
  readonly texts: number
  readonly refused: number
  readonly disagreements: readonly Disagreement[]
}

/** Judges texts as `terraform fmt` does, and compares. */
export async function judge(texts: readonly string[]): Promise<Judgement> {
  const refused = await refusedByTerraform(texts)
  const disagreements = texts.flatMap((text, index): Disagreement[] => {
    const [said] = parseHcl(filePath('mutant.tf'), text).diagnostics
    const refusedHere = said !== undefined
    return refusedHere === refused.has(index) ? [] : [{ text, refusedByTerraform: !refusedHere, said }]
  })
  return { texts: texts.length, refused: refused.size, disagreements }
}

/** Mutants of valid texts: characters or lines deleted, inserted, replaced or swapped. The same seed gives the same mutants. */
export function mutants(valid: readonly string[], count: number, seed: number): readonly string[] {
  const choices = random(seed)
  return Array.from({ length: count }, () => {
    let text = choices.pick(valid)
    for (let times = choices.below(3); times >= 0; times--) text = mutant(text, choices)
    return text
  })
}

/** The texts of all `.tf` files below a folder. */
export function configurations(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.tf'))
    .toSorted()
    .map((path) => readFileSync(join(folder, path), 'utf8'))
}

const filesInOneRun = 1000

/** The positions of the texts that Terraform does not accept. */
export async function refusedByTerraform(texts: readonly string[]): Promise<ReadonlySet<number>> {
  const refused = new Set<number>()
  for (let from = 0; from < texts.length; from += filesInOneRun) {
    const some = texts.slice(from, from + filesInOneRun)
    // oxlint-disable-next-line no-await-in-loop -- one after the other: the machine is shared
    await inTemporaryFolder(async (folder) => {
      writeFiles(folder, Object.fromEntries(some.map((text, index) => [`mutant-${from + index}.tf`, text])))
      const args = ['fmt', '-no-color', '-write=false', '-list=false', '.']
      const { stderr } = spawnSync('terraform', args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 30 })
      for (const [, index] of stderr.matchAll(/ on mutant-(\d+)\.tf line /gu)) refused.add(Number(index))
    })
  }
  return refused
}

const signs = [
  ...'{ } [ ] ( ) " \' ` = : , . ? ! + - * / % $ < > & | ~ # ; \\ 0 9 a Z _ é'.split(' '),
  '\n',
  '\t',
  ' ',
  '${',
  '%{',
  '<<EOT\n',
  '<<-E\n',
  '*/',
  '/*',
  '//',
]
const words = [
  'for',
  'in',
  'if',
  '%{if true}',
  '%{endif}',
  '...',
  '=>',
  '::',
  '[*]',
  '.*',
  '.0',
  '~}',
  '\r',
  '\r\n',
]

function mutant(text: string, choices: Random): string {
  return choices.oneIn(3) ? lineMutant(text, choices) : characterMutant(text, choices)
}

function characterMutant(text: string, choices: Random): string {
  const at = choices.below(text.length + 1)
  const piece = choices.oneIn(4) ? choices.pick(words) : choices.pick(signs)
  switch (choices.below(4)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1 + choices.below(3))
    case 1:
      return text.slice(0, at) + piece + text.slice(at)
    case 2:
      return text.slice(0, at) + piece + text.slice(at + 1)
    default:
      return text.slice(0, at) + text.slice(at + 1, at + 2) + text.slice(at, at + 1) + text.slice(at + 2)
  }
}

function lineMutant(text: string, choices: Random): string {
  const lines = text.split('\n')
  const at = choices.below(lines.length)
  const other = choices.below(lines.length)
  const [line = '', second = ''] = [lines[at], lines[other]]
  switch (choices.below(4)) {
    case 0:
      return lines.toSpliced(at, 1).join('\n')
    case 1:
      return lines.toSpliced(at, 0, second).join('\n')
    case 2:
      return lines.with(at, second).join('\n')
    default:
      return lines.with(at, second).with(other, line).join('\n')
  }
}
