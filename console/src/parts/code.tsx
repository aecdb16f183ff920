import Prism from 'prismjs'
import 'prismjs/components/prism-hcl.js'
import 'prismjs/components/prism-yaml.js'
import 'prismjs/components/prism-json.js'
import 'prismjs/components/prism-docker.js'
import type { ReactElement, ReactNode } from 'react'
import styles from './code.module.css'

export interface CodeLine {
  readonly number: number
  readonly text: string
  readonly look?: 'marked' | 'added' | 'removed' | undefined
}

/** Lines of a file with their numbers, in the colours of its language. */
export function Code({
  file,
  lines,
}: {
  readonly file: string
  readonly lines: readonly CodeLine[]
}): ReactElement {
  const language = languageOf(file)
  const texts = coloured(lines.map(({ text }) => text).join('\n'), language)
  return (
    <pre className={styles['code']} tabIndex={0} aria-label={file}>
      {lines.map(({ number, look }, index) => (
        <span key={index} className={`${styles['line']} ${look === undefined ? '' : styles[look]}`}>
          <span className={styles['number']} aria-hidden="true">
            {number}
          </span>
          <span className={styles['sign']}>{signs[look ?? 'none']}</span>
          <span className={styles['text']}>{texts[index]}</span>
        </span>
      ))}
    </pre>
  )
}

const signs = { none: '', marked: '', added: '+', removed: '−' } as const

type Language = 'hcl' | 'yaml' | 'json' | 'docker' | undefined

function languageOf(file: string): Language {
  if (/\.(?:tf|tfvars|hcl|tofu)$/u.test(file)) return 'hcl'
  if (/\.(?:ya?ml|tpl)$/u.test(file)) return 'yaml'
  if (file.endsWith('.json')) return 'json'
  return /(?:^|\/)(?:Dockerfile|Containerfile)|\.dockerfile$/u.test(file) ? 'docker' : undefined
}

/** The lines of a text, each in coloured pieces. */
function coloured(text: string, language: Language): readonly ReactNode[] {
  const grammar = language === undefined ? undefined : Prism.languages[language]
  if (grammar === undefined) return text.split('\n')
  const lines: ReactNode[][] = [[]]
  const write = (piece: string, kind: string | undefined): void => {
    for (const [index, part] of piece.split('\n').entries()) {
      if (index > 0) lines.push([])
      const line = lines.at(-1) ?? []
      if (part !== '') line.push(kind === undefined ? part : spanOf(part, kind, line.length))
    }
  }
  walk(Prism.tokenize(text, grammar), undefined, write)
  return lines
}

function walk(
  tokens: Prism.TokenStream,
  kind: string | undefined,
  write: (piece: string, kind: string | undefined) => void,
): void {
  if (typeof tokens === 'string') write(tokens, kind)
  else if (Array.isArray(tokens)) for (const one of tokens) walk(one, kind, write)
  else walk(tokens.content, kinds[tokens.type] ?? kind, write)
}

function spanOf(part: string, kind: string, key: number): ReactElement {
  return (
    <span key={key} className={styles[kind]}>
      {part}
    </span>
  )
}

/** Prism's kinds of tokens in our four colours. */
const kinds: Readonly<Record<string, string>> = {
  comment: 'comment',
  string: 'string',
  scalar: 'string',
  heredoc: 'string',
  number: 'literal',
  boolean: 'literal',
  null: 'literal',
  datetime: 'literal',
  keyword: 'key',
  property: 'key',
  key: 'key',
  atrule: 'key',
  instruction: 'key',
}
