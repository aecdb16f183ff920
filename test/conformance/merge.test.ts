import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse as parseHcl } from '@cdktf/hcl2json'
import { describe, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { mergeVersions } from '../../src/engine/merge/merge.ts'
import { filePath } from '../../src/kernel/brand.ts'
import { plain, written, type Language, type Mapping } from './merge/document.ts'
import { clashingPairs, generatedPairs, type Pair } from './merge/edits.ts'
import { isFull as full } from '../full.ts'

const pairs = generatedPairs(full ? 3000 : 150)
const markers = { size: 7, ours: 'ours', base: 'base', theirs: 'theirs', showsBase: false }
const endings: Readonly<Record<Language, string>> = { json: 'json', yaml: 'yaml', hcl: 'tf' }

describe('merging what two people changed in different values', () => {
  it(
    `has no false conflict and loses no side in ${pairs.length} pairs of edits`,
    { timeout: 900_000 },
    async () => {
      const wrong: string[] = []
      const git = { conflicts: 0, wrong: 0 }
      for (const pair of pairs) {
        const texts = textsOf(pair)
        const wanted = canonical(pair.both, pair.language)
        const found = mergeVersions(filePath(`file.${endings[pair.language]}`), texts, markers)
        const text = found.kind === 'by-lines' ? '' : found.text
        const problem =
          found.kind !== 'merged' || found.conflicts.length > 0
            ? `${found.kind} ${'why' in found ? found.why : JSON.stringify(found.conflicts)}`
            : await problemIn(text, pair, wanted)
        if (problem !== undefined) wrong.push(`${pair.id}: ${problem}\n${pair.edits.join('; ')}\n${text}`)
        const lines = mergedByGit(texts)
        if (lines.conflicts > 0) git.conflicts++
        else if ((await problemIn(lines.text, pair, wanted)) !== undefined) git.wrong++
      }
      process.stdout.write(
        `measured: ${pairs.length} pairs of edits to different values: ${wrong.length} false conflicts or losses of plumbline merge; ${git.conflicts} false conflicts and ${git.wrong} broken results of git merge-file\n`,
      )
      expect(wrong.slice(0, 5).join('\n\n')).toBe('')
      expect(git.conflicts).toBeGreaterThan(pairs.length / 20)
    },
  )
})

describe('merging what two people may have changed in one place', () => {
  const clashing = clashingPairs(full ? 3000 : 200)

  it(`never drops what a side wrote, in ${clashing.length} pairs of edits: it is in the result or in a conflict`, () => {
    let conflicts = 0
    const wrong = clashing.flatMap((pair) => {
      const texts = textsOf(pair)
      const found = mergeVersions(filePath(`file.${endings[pair.language]}`), texts, markers)
      if (found.kind === 'by-lines') return [`${pair.id}: not read`]
      if (found.kind === 'broken' || found.conflicts.length > 0) conflicts++
      const lost = [...writtenIn(texts.ours), ...writtenIn(texts.theirs)].filter(
        (one) => !found.text.includes(one),
      )
      return lost.length === 0 ? [] : [`${pair.id}: ${lost.join()}\n${pair.edits.join('; ')}\n${found.text}`]
    })
    expect(wrong.slice(0, 5).join('\n\n')).toBe('')
    expect(conflicts).toBeGreaterThan(clashing.length / 40)
  })
})

/** What the edits wrote that nobody else writes. */
function writtenIn(text: string): readonly string[] {
  return text.match(/\b(?:set|new|item|said by|key)[-_ ](?:ours|theirs)\d/gu) ?? []
}

function textsOf({ base, ours, theirs, language, forms }: Pair): Record<'base' | 'ours' | 'theirs', string> {
  return {
    base: written(base, language, forms.base),
    ours: written(ours, language, forms.ours),
    theirs: written(theirs, language, forms.theirs),
  }
}

/** What is wrong with a result: what it says, by another parser than ours, or a comment that isn't there. */
async function problemIn(
  text: string,
  { language, comments }: Pair,
  wanted: unknown,
): Promise<string | undefined> {
  try {
    const said = JSON.stringify(sorted(await valueOf(text, language)))
    if (said !== JSON.stringify(wanted)) return `says ${said}\nnot  ${JSON.stringify(wanted)}`
  } catch (cause) {
    return `cannot be read: ${String(cause)}`
  }
  const lost = comments.find(
    (one) => text.split(`# ${one}\n`).length !== 2 && text.split(`# ${one}\r\n`).length !== 2,
  )
  return lost === undefined ? undefined : `the comment "${lost}" is not there once`
}

async function valueOf(text: string, language: Language): Promise<unknown> {
  if (language === 'json') return JSON.parse(text)
  if (language === 'yaml') return parseYaml(text)
  const { resource } = (await parseHcl('file.tf', text)) as { readonly resource?: { readonly thing: Blocks } }
  return Object.fromEntries(Object.entries(resource?.thing ?? {}).map(([name, [block]]) => [name, block]))
}

type Blocks = Readonly<Record<string, readonly unknown[]>>

function canonical(document: Mapping, language: Language): unknown {
  const value = plain(document) as Readonly<Record<string, unknown>>
  if (language !== 'hcl') return sorted(value)
  // Only blocks are compared: at the top there is nothing else.
  return sorted(Object.fromEntries(Object.entries(value).filter(([, one]) => typeof one === 'object')))
}

/** The same whatever the order: both orders of what two people insert in one place are good. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map(sorted).toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, one]) => [key, sorted(one)] as const)
  return Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

function mergedByGit({ base, ours, theirs }: Readonly<Record<'base' | 'ours' | 'theirs', string>>): {
  readonly conflicts: number
  readonly text: string
} {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-merge-'))
  try {
    const files = Object.entries({ ours, base, theirs }).map(([name, text]) => {
      writeFileSync(join(folder, name), text)
      return join(folder, name)
    })
    const { status, stdout } = spawnSync('git', ['merge-file', '-p', ...files], { encoding: 'utf8' })
    return { conflicts: status ?? 255, text: stdout }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
