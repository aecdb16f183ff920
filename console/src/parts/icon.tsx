import type { ReactElement } from 'react'

/** Drawn on a grid of 16, in the colour of the text around. */
const drawings = {
  overview: 'M2.5 2.5h4.5v6h-4.5zM9 2.5h4.5v3.5h-4.5zM9 8.5h4.5v5h-4.5zM2.5 11h4.5v2.5h-4.5z',
  changes:
    'M4.5 2v7.5M4.5 14v-1.5M11.5 14V9.5c0-2-1-3-3-3h-1M4.5 9.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3zM9 4.5 7 6.5l2 2',
  findings: 'M8 2 14.5 13.5h-13zM8 6.5v3.2M8 11.6v.1',
  graph:
    'M4 6a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM12 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM5 14a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM5.9 4.7l4.2 1.6M10.3 8.2 6.6 10.9M4.2 6l.6 4',
  resources: 'M8 1.8 14 5v6l-6 3.2L2 11V5zM2 5l6 3.2L14 5M8 8.2v6',
  drift: 'M2 5.5h9M8.5 3 11 5.5 8.5 8M14 10.5H5M7.5 8 5 10.5 7.5 13',
  incidents: 'M4 12.5V8a4 4 0 0 1 8 0v4.5M2.5 12.5h11M8 1.500v1M3 3.200l.8.700M13 3.200l-.8.700M8 7v2.500',
  signals: 'M2 2v12h12M4.500 10.500l2.500-3 2.500 1.500 3.500-5M11 14v-1.500M7 14v-1.500',
  states:
    'M2.5 4c0-1.2 2.4-2 5.5-2s5.5.8 5.5 2-2.4 2-5.5 2-5.5-.8-5.5-2zM2.5 4v8c0 1.2 2.4 2 5.5 2s5.5-.8 5.5-2V4M2.5 8c0 1.2 2.4 2 5.5 2s5.5-.8 5.5-2',
  activity: 'M1.5 8.5h3l2-5.5 3 10 2-4.5h3',
  settings:
    'M2 4.5h7M12.5 4.5H14M2 11.5h1.5M7 11.5h7M10.7 6.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4zM5.2 13.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4z',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.7 10.7 14 14',
  sun: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9',
  moon: 'M13.5 9.6A5.9 5.9 0 0 1 6.4 2.5a5.9 5.9 0 1 0 7.1 7.1z',
  close: 'M4 4l8 8M12 4l-8 8',
  menu: 'M2 4.5h12M2 8h12M2 11.5h12',
  chevron: 'M6 3.5 10.5 8 6 12.5',
  check: 'M3 8.5 6.5 12 13 4.5',
  cross: 'M4 4l8 8M12 4l-8 8',
  question: 'M5.8 6a2.2 2.2 0 1 1 3.3 1.9c-.8.5-1.1.900-1.1 1.6M8 11.9v.1',
  external: 'M6.5 3.5h-3v9h9v-3M9 2.5h4.5V7M13.5 2.5 7.5 8.5',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  plus: 'M8 3v10M3 8h10',
  refresh: 'M13.5 8A5.5 5.5 0 1 1 11.7 3.9M13.5 1.8v3h-3',
  line: 'M8 1.5v6M5.5 7.5h5l-.7 3.5L8 14.5 6.2 11z',
} as const

export type IconName = keyof typeof drawings

/** A sign beside words; it says nothing of its own. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }): ReactElement {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={drawings[name]} />
    </svg>
  )
}
