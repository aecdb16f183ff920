import type { FilePath } from '../../kernel/brand.ts'
import { unreachable } from '../../kernel/unreachable.ts'
import { hclOutline } from '../../lang/hcl/outline.ts'
import { jsonOutline } from '../../lang/json/outline.ts'
import { lostIn } from '../../lang/merge/check.ts'
import { isClean, printed } from '../../lang/merge/chunks.ts'
import { mergeOutlines, type Conflict, type Merged } from '../../lang/merge/merge.ts'
import type { Outline } from '../../lang/merge/outline.ts'
import { brokenAlias } from '../../lang/yaml/aliases.ts'
import { yamlOutline } from '../../lang/yaml/outline.ts'
import type { Markers } from '../../model/merging.ts'
import { documentIdentities, itemIdentities } from './identities.ts'

export type { Conflict } from '../../lang/merge/merge.ts'

/** Three versions of a file. */
export interface Versions {
  readonly base: string
  readonly ours: string
  readonly theirs: string
}

/** What came of merging by structure. */
export type Merging =
  | { readonly kind: 'merged'; readonly text: string; readonly conflicts: readonly Conflict[] }
  /** It can't be done by structure, and the lines have to do. */
  | { readonly kind: 'by-lines'; readonly why: string }
  /** Taking both sides would break something, so the whole is for a person to look at. */
  | { readonly kind: 'broken'; readonly text: string; readonly why: string }

/** The languages that are merged by structure, by the ends of file names. */
const languages = [
  ['json', /\.json$/iu],
  ['yaml', /\.ya?ml$/iu],
  ['hcl', /\.(?:tf|tofu|tfvars|hcl|tfbackend)$/iu],
] as const
type Language = (typeof languages)[number][0]

/** Merges two versions of a file that come from one, by what they say and not by their lines. */
export function mergeVersions(file: FilePath, versions: Versions, markers: Markers): Merging {
  const { base, ours, theirs } = versions
  if (ours === base || ours === theirs) return clean(theirs)
  if (theirs === base) return clean(ours)
  const language = languages.find(([, ending]) => ending.test(file))?.[0]
  if (language === undefined)
    return { kind: 'by-lines', why: 'it is in no language that is merged by structure' }
  const form = formOf(versions)
  const plain = mapped(versions, (text) => withoutForm(text, form))
  const outlines = mapped(plain, (text) => outlineOf(language, file, text))
  const unread = (['base', 'ours', 'theirs'] as const).filter((side) => outlines[side] === undefined)
  const { base: old, ours: left, theirs: right } = outlines
  if (old === undefined || left === undefined || right === undefined) {
    return { kind: 'by-lines', why: `${listed(unread)} cannot be read as ${names[language]}` }
  }
  const three = { base: old, ours: left, theirs: right }
  const merged = mergeOutlines(three, { identities: itemIdentities, mayIndent: mayIndent[language] })
  const text = withForm(printed(merged.chunks, markers), form)
  if (merged.conflicts.length > 0 || !isClean(merged.chunks)) {
    return { kind: 'merged', text, conflicts: merged.conflicts }
  }
  const why = wrongIn(language, file, plain, three, merged)
  return why === undefined ? { kind: 'merged', text, conflicts: [] } : broken(versions, markers, why)
}

const names: Readonly<Record<Language, string>> = { json: 'JSON', yaml: 'YAML', hcl: 'HCL' }

/** Lines in a heredoc are text. Elsewhere indentation is form, or moves as a whole. */
const mayIndent: Readonly<Record<Language, (text: string) => boolean>> = {
  json: () => true,
  yaml: () => true,
  hcl: (text) => !text.includes('<<'),
}

function clean(text: string): Merging {
  return { kind: 'merged', text, conflicts: [] }
}

function outlineOf(language: Language, file: FilePath, text: string): Outline | undefined {
  switch (language) {
    case 'json':
      return jsonOutline(file, text)
    case 'yaml':
      return yamlOutline(file, text, documentIdentities)
    case 'hcl':
      return hclOutline(file, text)
    default:
      return unreachable(language)
  }
}

/** Reads the result again, as a person would who doesn't trust us. */
function wrongIn(
  language: Language,
  file: FilePath,
  texts: Versions,
  outlines: { readonly base: Outline; readonly ours: Outline; readonly theirs: Outline },
  { chunks, exact }: Merged,
): string | undefined {
  const text = chunks.filter((one) => typeof one === 'string').join('')
  const result = outlineOf(language, file, text)
  if (result === undefined) {
    const alias = language === 'yaml' ? brokenAlias(file, text, [texts.ours, texts.theirs]) : undefined
    return alias ?? 'with the changes of both sides it could not be read any more'
  }
  const alias = language === 'yaml' ? brokenAlias(file, text, [texts.ours, texts.theirs]) : undefined
  if (alias !== undefined) return alias
  // What was taken for renamed, and texts that were merged by lines, are at other paths than in either side.
  if (!exact) return undefined
  const { base, ours, theirs } = outlines
  const lost = lostIn(base, ours, theirs, result, itemIdentities)
  if (lost === undefined) return undefined
  return lost.what === 'missing'
    ? `a value of one side would be lost (${lost.path})`
    : `a value that one side took away would stay (${lost.path})`
}

function broken({ base, ours, theirs }: Versions, markers: Markers, why: string): Merging {
  return { kind: 'broken', text: printed([{ base, ours, theirs }], markers), why }
}

/** What is the same in all of a file and no part of it. */
interface Form {
  readonly mark: boolean
  /** The line end that all lines have, if they have one. */
  readonly returns: boolean | undefined
}

function formOf({ base, ours, theirs }: Versions): Form {
  const chosen = <One>(of: (text: string) => One): One => {
    const [old, left, right] = [of(base), of(ours), of(theirs)]
    return left === old || base === '' ? right : left
  }
  const isMixed = [base, ours, theirs].some((text) => returnsIn(text) === undefined)
  return {
    mark: chosen((text) => text.startsWith('\uFEFF')),
    returns: isMixed ? undefined : chosen((text) => returnsIn(text) === true),
  }
}

/** Whether all lines end with a carriage return; undefined when some do. */
function returnsIn(text: string): boolean | undefined {
  const feeds = text.split('\n').length - 1
  const returns = text.split('\r\n').length - 1
  if (returns === 0) return false
  return feeds === returns ? true : undefined
}

function withoutForm(text: string, { returns }: Form): string {
  const bare = text.startsWith('\uFEFF') ? text.slice(1) : text
  return returns === undefined ? bare : bare.replaceAll('\r\n', '\n')
}

function withForm(text: string, { mark, returns }: Form): string {
  const lines = returns === true ? text.replaceAll('\n', '\r\n') : text
  return mark ? `\uFEFF${lines}` : lines
}

function mapped<One>(
  { base, ours, theirs }: Versions,
  of: (text: string) => One,
): { readonly base: One; readonly ours: One; readonly theirs: One } {
  return { base: of(base), ours: of(ours), theirs: of(theirs) }
}

function listed(sides: readonly ('base' | 'ours' | 'theirs')[]): string {
  const said = { base: 'what both come from', ours: 'our version', theirs: 'their version' }
  return sides.map((side) => said[side]).join(' and ')
}
