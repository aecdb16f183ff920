import type { ReactElement } from 'react'
import { Badge, type Tone } from './badge.tsx'

/** The class of a drift in a few words, as the command line has them. */
export function DriftBadge({ what }: { readonly what: string }): ReactElement {
  const [text, tone] = classes[what] ?? [what, 'info']
  return <Badge tone={tone}>{text}</Badge>
}

const classes: Readonly<Record<string, readonly [string, Tone]>> = {
  'by-hand': ['changed by hand', 'high'],
  differs: ['differs', 'medium'],
  'not-rolled-out': ['not rolled out', 'medium'],
  unmanaged: ['not in the code', 'medium'],
  deleted: ['does not run', 'critical'],
  forgotten: ['forgotten by the state', 'medium'],
  default: ['default of the service', 'info'],
  'other-controller': ['owned by another controller', 'info'],
  computed: ['computed', 'info'],
  unknown: ['not known in the code', 'info'],
}
