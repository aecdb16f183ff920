import type { ReactElement } from 'react'
import type { Happening } from './happening.ts'

/** On a grid of 12. Each kind is told by its outline alone, so that nobody needs its colour. */
const outlines: Readonly<Record<Happening['kind'], string>> = {
  commit: 'M6 1.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9z',
  release:
    'M6 .8 7.6 4.3 11.400 4.700 8.600 7.300 9.400 11 6 9.100 2.600 11 3.400 7.300 .6 4.700 4.400 4.300z',
  deploy: 'M6 1 11 10.500H1z',
  apply: 'M1.500 1.500h9v9h-9z',
  plan: 'M1.500 1.500h9v9h-9zM4 6h4M6 4v4',
  drift: 'M6 .8 11.200 6 6 11.200.8 6z',
  flag: 'M2.500 11.500V1h7.500L7.800 3.800 10 6.500H2.500',
  review: 'M6 .8 10.500 3.400v5.200L6 11.200 1.500 8.600V3.400z',
  other: 'M2 2l8 8M10 2l-8 8',
}

/** The sign of a kind of change; what it means is said beside it. */
export function Shape({
  kind,
  size = 12,
}: {
  readonly kind: Happening['kind']
  readonly size?: number
}): ReactElement {
  return (
    <svg width={size} height={size} viewBox="0 0 12 12" aria-hidden="true" data-kind={kind}>
      <path
        d={outlines[kind]}
        fill="var(--shape-fill, var(--paper))"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
