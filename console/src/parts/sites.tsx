import type { ReactElement } from 'react'
import type { OriginSite } from '../api/nouns.ts'
import { Code } from './code.tsx'
import styles from './sites.module.css'

/** Places in files one after the other, each with its line. */
export function Sites({
  sites,
  isFirstMarked = false,
}: {
  readonly sites: readonly OriginSite[]
  readonly isFirstMarked?: boolean
}): ReactElement {
  return (
    <ol className={styles['sites']}>
      {sites.map((site, index) => (
        <li key={`${site.file} ${site.startLine} ${site.startColumn} ${index}`}>
          <p className={styles['place']}>
            <code>{site.file === '' ? 'outside of the files' : `${site.file}:${site.startLine}`}</code>
            <span className={styles['step']}>{stepWords[site.step] ?? site.step}</span>
          </p>
          {site.source !== undefined && (
            <Code
              file={site.file}
              lines={[
                {
                  number: site.startLine,
                  text: site.source,
                  look: isFirstMarked && index === 0 ? 'marked' : undefined,
                },
              ]}
            />
          )}
        </li>
      ))}
    </ol>
  )
}

/** What happens to a value at a place, as a sentence about the place. */
const stepWords: Readonly<Record<string, string>> = {
  literal: 'is written here',
  construct: 'is built from its parts',
  reference: 'is referred to',
  variable: 'comes in as a variable',
  local: 'is a local value',
  'module-input': 'is handed to the module',
  output: 'is given out by the module',
  attribute: 'is an argument',
  conditional: 'is chosen by a condition',
  each: 'is one of a for_each',
  select: 'is handed on by a function',
  loop: 'goes through a for expression',
  convert: 'is converted',
  template: 'is put together',
  operator: 'is computed',
  call: 'is computed by a function',
  merge: 'is merged',
  patch: 'is patched',
  action: 'is printed by a template',
  alias: 'is a YAML alias',
  default: 'is the default',
  environment: 'comes from the environment',
  option: 'comes from the command line',
  service: 'is the default of the service',
  builtin: 'is given by the tool',
}
