import type { ReactElement } from 'react'
import type { GateVerdict, Severity } from '../api/nouns.ts'
import { Badge, type Tone } from './badge.tsx'

/** From the worst to the mildest, as counts are shown. */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const satisfies readonly Severity[]

const letters: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'Info',
}

/** How bad a finding is. */
export function SeverityBadge({ severity }: { readonly severity: Severity }): ReactElement {
  return <Badge tone={severity}>{letters[severity]}</Badge>
}

const gates: Readonly<Record<GateVerdict, { readonly tone: Tone; readonly word: string }>> = {
  passed: { tone: 'good', word: 'Passed' },
  failed: { tone: 'critical', word: 'Failed' },
  overridden: { tone: 'medium', word: 'Overridden' },
}

/** What a gate said of a commit. */
export function GateBadge({ verdict }: { readonly verdict: GateVerdict | undefined }): ReactElement {
  if (verdict === undefined) return <Badge tone="info">No gate</Badge>
  const { tone, word } = gates[verdict]
  return (
    <Badge tone={tone} icon={verdict === 'failed' ? 'cross' : 'check'}>
      {word}
    </Badge>
  )
}
