import { printJson } from '../../model/json-text.ts'
import type { ReviewReport } from '../../model/review.ts'
import { reviewGithub } from '../../report/review/github.ts'
import { reviewGitlab } from '../../report/review/gitlab.ts'
import { reviewHtml } from '../../report/review/html.ts'
import { reviewJson } from '../../report/review/json.ts'
import { reviewJunit } from '../../report/review/junit.ts'
import { reviewMarkdown } from '../../report/review/markdown.ts'
import { reviewSarif } from '../../report/review/sarif.ts'
import { reviewText } from '../../report/review/text.ts'
import type { View } from '../../report/view.ts'

/** How a review can be printed; documents have paths as said from the folder. */
export const formats = ['text', 'json', 'sarif', 'junit', 'markdown', 'html', 'gitlab', 'github'] as const
export type Format = (typeof formats)[number]

/** Where a format goes: standard output, or a file. */
export interface Output {
  readonly format: Format
  readonly file: string | undefined
}

/** Reads `json` or `json=review.json`; undefined when there is no such format. */
export function outputOf(text: string): Output | undefined {
  const [name, ...rest] = text.split('=')
  const format = formats.find((one) => one === name)
  if (format === undefined) return undefined
  return { format, file: rest.length === 0 ? undefined : rest.join('=') }
}

/** The review in a format. */
export function printed(format: Format, view: View, report: ReviewReport, all: boolean): string {
  switch (format) {
    case 'text':
      return reviewText(view, report, all)
    case 'json':
      return `${printJson(reviewJson(view, report), 2)}\n`
    case 'sarif':
      return `${printJson(reviewSarif(view, report), 2)}\n`
    case 'gitlab':
      return `${printJson(reviewGitlab(view, report), 2)}\n`
    case 'junit':
      return reviewJunit(view, report)
    case 'markdown':
      return reviewMarkdown(view, report)
    case 'html':
      return reviewHtml(view, report)
    case 'github':
      return reviewGithub(view, report)
  }
}
