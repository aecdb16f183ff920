import type { Diagnostic } from '../../kernel/diagnostic.ts'
import { contains, type Span } from '../../kernel/span.ts'
import { lineRange } from '../../lang/text/lines.ts'
import type { Finding } from '../../model/finding.ts'
import type { Accepted, Waiver } from '../../model/review.ts'
import { waiversIn } from './comments.ts'
import { fits } from './pattern.ts'

/** Findings without those that a waiver accepts. */
export interface Judged {
  readonly findings: readonly Finding[]
  readonly accepted: readonly Accepted[]
  /** Waivers of the configuration that fit nothing that was found. */
  readonly idle: readonly Waiver[]
  readonly diagnostics: readonly Diagnostic[]
}

/** What is known when waivers are weighed. */
export interface Weighing {
  /** Waivers of the configuration. */
  readonly configured: readonly Waiver[]
  /** The day on which we are, as `2026-11-21`. */
  readonly today: string
  text(file: Span['file']): string | undefined
  /** Whether a comment may be heeded: one that the reviewed change adds may not. */
  isTrusted(waiver: Waiver): boolean
}

/** Takes out what is accepted, and adds what is to be said of the waivers themselves. */
export function judged(findings: readonly Finding[], weighing: Weighing): Judged {
  const comments = filesOf(findings).map((file) => waiversIn(file, weighing.text(file) ?? ''))
  const waivers = [...comments.flatMap((one) => one.waivers), ...weighing.configured]
  const said = comments.flatMap((one) => one.diagnostics)
  if (waivers.length === 0) return { findings, accepted: [], idle: [], diagnostics: said }
  const open: Finding[] = []
  const accepted: Accepted[] = []
  const expired = new Set<Waiver>()
  const added = new Set<Waiver>()
  const idle = new Set(weighing.configured)
  for (const finding of findings) {
    const fitting = waivers.filter((one) => covers(one, finding, weighing))
    for (const one of fitting) idle.delete(one)
    const holding = fitting.filter((one) => isCurrent(one, weighing.today))
    const trusted = holding.find((one) => weighing.isTrusted(one))
    if (trusted !== undefined) {
      accepted.push({ finding, waiver: trusted })
      continue
    }
    open.push(finding)
    for (const one of fitting) (holding.includes(one) ? added : expired).add(one)
  }
  const diagnostics = [...said, ...[...added].map(addedByChange)]
  return { findings: [...open, ...[...expired].map(expiredFinding)], accepted, idle: [...idle], diagnostics }
}

function filesOf(findings: readonly Finding[]): readonly Span['file'][] {
  const files = new Set<Span['file']>()
  for (const { span, places } of findings) {
    files.add(span.file)
    for (const place of places) if (place.span.file !== span.file) files.add(place.span.file)
  }
  return [...files].toSorted()
}

function isCurrent({ until }: Waiver, today: string): boolean {
  return until === undefined || today <= until
}

function covers(waiver: Waiver, finding: Finding, weighing: Weighing): boolean {
  return names(waiver.rule, finding) && isThere(waiver, finding, weighing)
}

function names(rule: string, finding: Finding): boolean {
  if (rule === '*' || rule === finding.rule || finding.rule.startsWith(`${rule}/`)) return true
  return finding.aliases.some((alias) => alias.toLowerCase() === rule.toLowerCase())
}

function isThere({ where, span }: Waiver, finding: Finding, weighing: Weighing): boolean {
  switch (where.kind) {
    case 'everywhere':
      return true
    case 'pattern': {
      const { address, file } = where
      return (
        (address === undefined || finding.places.every((place) => fitsAddress(address, place.address))) &&
        (file === undefined || fits(file, finding.span.file))
      )
    }
    case 'file':
      return finding.span.file === span.file
    case 'block':
      return finding.places.some(({ extent }) => contains(extent, span))
    case 'line':
      // What is missing has no line of its own: a comment in the block speaks of it.
      if (
        finding.places.some((place) => sameStart(place.span, finding.span) && contains(place.extent, span))
      ) {
        return true
      }
      // Nor has what is set elsewhere, for the block that uses it.
      if (
        finding.places.length > 0 &&
        finding.places.every(({ extent }) => contains(extent, span) && !contains(extent, finding.span))
      ) {
        return true
      }
      return [finding.span, ...finding.places.map((place) => place.span)].some((one) =>
        isBeside(span, one, weighing.text(span.file) ?? ''),
      )
  }
}

/** Addresses have no slashes in most languages, so one star is anything here. */
function fitsAddress(pattern: string, address: string): boolean {
  return fits(pattern.replaceAll(/\*+/gu, '**'), address)
}

function sameStart(a: Span, b: Span): boolean {
  return a.file === b.file && a.start === b.start
}

/** On the line where something begins, or in the comments directly above it. */
function isBeside(comment: Span, of: Span, text: string): boolean {
  if (comment.file !== of.file) return false
  const line = lineRange(text, of.start)
  if (comment.start >= line.start && comment.start <= line.end) return true
  if (comment.start > line.start) return false
  return text
    .slice(comment.start, line.start)
    .split('\n')
    .slice(0, -1)
    .every((one) => /^\s*(?:#|\/\/|\/\*|\*|<!--|@)/u.test(one))
}

/** A waiver that has run out is a finding of its own, beside what it no longer accepts. */
function expiredFinding(waiver: Waiver): Finding {
  const message = `The waiver of ${waiver.rule} ended on ${waiver.until ?? ''}.`
  return {
    rule: 'plumbline/expired-waiver',
    title: 'A waiver has run out',
    severity: 'low',
    verdict: 'violated',
    address: '' as Finding['address'],
    path: '',
    message,
    span: waiver.span,
    trace: [],
    because: [],
    places: [],
    aliases: [],
    compliance: [],
    why: 'What it accepted is reported again, and nobody has decided anew.',
    fix: 'Mend what it accepted, or decide anew and give it another date.',
    wanted: undefined,
    key: `expired ${waiver.rule} ${waiver.until ?? ''} ${waiver.reason}`,
  }
}

function addedByChange(waiver: Waiver): Diagnostic {
  return {
    code: 'review/waiver-added',
    severity: 'warning',
    summary: 'The change adds a waiver',
    detail: `It would accept ${waiver.rule}${waiver.reason === '' ? '' : ` (“${waiver.reason}”)`}. A change cannot accept its own findings, so it counts once it is merged.`,
    span: waiver.span,
  }
}

/** What is said of a waiver that fits nothing, where everything was looked at. */
export function fitsNothing({ rule, span }: Waiver): Diagnostic {
  return {
    code: 'review/waiver-idle',
    severity: 'warning',
    summary: 'A waiver that accepts nothing',
    detail: `Nothing that was found is ${rule} where this waiver says. If that was mended, take the waiver out, so that it can't hide the next one; else mend its address or file.`,
    span,
  }
}
