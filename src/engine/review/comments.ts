import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Span } from '../../kernel/span.ts'
import type { Waiver } from '../../model/review.ts'

/** Waivers that stand as comments in a file, and those that can't be taken. */
export interface Comments {
  readonly waivers: readonly Waiver[]
  readonly diagnostics: readonly Diagnostic[]
}

/** What one comment says, in the words of one tool. */
interface Said {
  readonly rule: string
  readonly reason: string
  readonly until: string | undefined
  readonly where: 'line' | 'block' | 'file'
}

/**
 * Reads the waivers in a file's comments: our own, and those of Checkov, Trivy, tfsec and KICS. A comment is told by
 * its marker (`#`, `//`, `/*`, `<!--`), so it is found in every language that has comments.
 */
export function waiversIn(file: FilePath, text: string): Comments {
  const waivers: Waiver[] = []
  const diagnostics: Diagnostic[] = []
  if (!anyWaiver.test(text)) return { waivers, diagnostics }
  for (const found of text.matchAll(comment)) {
    const [whole, , words = ''] = found
    const span: Span = { file, start: found.index, end: found.index + whole.trimEnd().length }
    for (const said of saidIn(words, isDockerfile(file))) {
      if (said === 'no-reason') diagnostics.push(withoutReason(span))
      else waivers.push({ ...said, owner: undefined, span, where: { kind: said.where } })
    }
  }
  for (const found of text.matchAll(annotation)) {
    const [whole, rule = '', reason = ''] = found
    const span: Span = { file, start: found.index, end: found.index + whole.length }
    waivers.push({
      rule,
      reason: reason.trim(),
      until: undefined,
      owner: undefined,
      span,
      where: { kind: 'block' },
    })
  }
  waivers.push(...inMetadata(file, text))
  return { waivers, diagnostics }
}

/** Checkov's skips in a template's metadata: `checkov: { skip: [{ id, comment }] }`, as blocks. */
function inMetadata(file: FilePath, text: string): readonly Waiver[] {
  return [...text.matchAll(skipList)].flatMap((found) => {
    const [, lines = ''] = found
    const base = found.index + found[0].length - lines.length
    return [
      ...lines.matchAll(/\bid["']?\s*:\s*["']?([\w]+)["']?(?:[\s,]+["']?comment["']?\s*:\s*([^\n]*))?/gu),
    ].map(([whole, rule = '', reason = ''], at): Waiver => {
      const start = base + lines.indexOf(whole, at)
      const said = reason.replaceAll(/^["']|["',}\s]+$/gu, '')
      return {
        rule,
        reason: said,
        until: undefined,
        owner: undefined,
        span: { file, start, end: start + whole.trimEnd().length },
        where: { kind: 'block' },
      }
    })
  })
}

/** `checkov.io/skip1: CKV_K8S_20=reason`, an annotation of a Kubernetes object. */
const annotation = /checkov\.io\/skip\d*["']?\s*:\s*["']?(CKV\w+)=?([^\n"']*)/gu
const skipList =
  /\bcheckov["']?\s*:\s*\{?\s*["']?skip["']?\s*:\s*\[?\s*\n?((?:[^\n]*\b(?:id|comment)\b[^\n]*(?:\n|$)|[ \t{}\],-]*\n)+)/gu
const anyWaiver =
  /plumbline:accept|checkov:skip|bridgecrew:skip|tfsec:ignore|trivy:ignore|kics-scan|checkov\.io\/skip|\bcheckov["']?\s*:/u
const comment =
  /(#|\/\/|\/\*|<!--)[ \t]*((?:plumbline:accept|checkov:skip|bridgecrew:skip|tfsec:ignore|trivy:ignore|kics-scan)[^\n\r]*)/gu

function saidIn(words: string, wholeFile: boolean): readonly (Said | 'no-reason')[] {
  const text = words.replace(/(?:\*\/|-->)\s*$/u, '').trimEnd()
  if (text.startsWith('plumbline:accept')) return [own(text.slice('plumbline:accept'.length))]
  if (text.startsWith('kics-scan')) return kics(text)
  const [, skip] = /^(?:checkov|bridgecrew):skip\s*=\s*(.*)$/u.exec(text) ?? []
  if (skip !== undefined) return checkov(skip, wholeFile)
  return text.split(/\s+(?=(?:tfsec|trivy):ignore:)/u).flatMap(trivy)
}

/** `plumbline:accept RULE [until=DATE] REASON`. */
function own(text: string): Said | 'no-reason' {
  const [, rule = '', date, reason = ''] =
    /^\s+(\S+)(?:\s+until=(\d{4}-\d\d-\d\d))?\s*(.*)$/u.exec(text) ?? []
  if (rule === '' || reason.trim() === '') return 'no-reason'
  return { rule, reason: reason.trim(), until: date, where: 'line' }
}

/** `checkov:skip=ID[,ID]:REASON`: for the block that it stands in, or the whole Dockerfile. */
function checkov(text: string, wholeFile: boolean): readonly Said[] {
  const colon = text.indexOf(':')
  const ids = colon === -1 ? text : text.slice(0, colon)
  const reason = colon === -1 ? '' : text.slice(colon + 1).trim()
  return ids
    .split(',')
    .map((rule) => rule.trim().split(/\s/u)[0] ?? '')
    .filter((rule) => rule !== '')
    .map((rule) => ({ rule, reason, until: undefined, where: wholeFile ? 'file' : 'block' }))
}

/** `trivy:ignore:ID[:exp:DATE]`, for its own line and for what begins on the next. */
function trivy(text: string): readonly Said[] {
  const [, rule, date] =
    /^(?:tfsec|trivy):ignore:([\w*-]+)(?:\[[^\]]*\])?(?:\s*:?exp:(\d{4}-\d\d-\d\d))?/u.exec(text) ?? []
  return rule === undefined ? [] : [{ rule, reason: '', until: date, where: 'line' }]
}

function kics(text: string): readonly Said[] {
  const said = { rule: '*', reason: '', until: undefined } as const
  if (/^kics-scan\s+ignore-line\b/u.test(text)) return [{ ...said, where: 'line' }]
  if (/^kics-scan\s+ignore-block\b/u.test(text)) return [{ ...said, where: 'line' }]
  if (/^kics-scan\s+ignore\b/u.test(text)) return [{ ...said, where: 'file' }]
  return []
}

function isDockerfile(file: string): boolean {
  return /(?:^|\/)(?:Dockerfile|Containerfile)[^/]*$|\.dockerfile$/iu.test(file)
}

function withoutReason(span: Span): Diagnostic {
  return {
    code: 'review/waiver-without-reason',
    severity: 'warning',
    summary: 'A waiver without a reason',
    detail:
      'Nothing is accepted by this comment, because it does not say why. Write the rule and the reason: plumbline:accept RULE [until=2027-01-31] REASON.',
    span,
  }
}
