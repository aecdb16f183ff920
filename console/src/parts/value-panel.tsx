import type { ReactElement } from 'react'
import type { Explanation, HistoricValue } from '../api/nouns.ts'
import { api } from '../../../src/contract/routes.ts'
import { useAnswer } from '../api/use.ts'
import { Button } from './button.tsx'
import { Code } from './code.tsx'
import { Sites } from './sites.tsx'
import { Failed, Waiting } from './state.tsx'
import { ValueText } from './value.tsx'
import { When } from './when.tsx'
import styles from './value-panel.module.css'

interface PanelProps {
  readonly project: string
  readonly source: string
  readonly id: string
  readonly path: string
  readonly onClose: () => void
}

/** Why a value is what it is: the winning line in its file, the way it came, what it overrode, who wrote it. */
export function ValuePanel({ onClose, ...name }: PanelProps): ReactElement {
  const { data, error, refetch } = useAnswer(api.resources.explain, name)
  return (
    <section className={styles['panel']} aria-label={`Why ${name.path}`}>
      <header className={styles['head']}>
        <code className={styles['path']}>{name.path}</code>
        <Button look="quiet" icon="close" label="Close" onPress={onClose} />
      </header>
      {error !== null && data === undefined ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Waiting />
      ) : (
        <Why explanation={data} />
      )}
      <History {...name} />
    </section>
  )
}

function Why({ explanation }: { readonly explanation: Explanation }): ReactElement {
  const { value, excerpt, commit } = explanation
  return (
    <>
      <p className={styles['value']}>
        <ValueText {...value} />
      </p>
      {excerpt !== undefined && (
        <>
          <p className={styles['lead']}>
            {value.exact ? 'Set by this line' : 'Computed from this line'}:{' '}
            <code>
              {excerpt.file}:{excerpt.lines.find(({ isMarked }) => isMarked)?.number ?? excerpt.firstLine}
            </code>
          </p>
          <div className={styles['code']}>
            <Code
              file={excerpt.file}
              lines={excerpt.lines.map(({ number, text, isMarked }) => ({
                number,
                text,
                look: isMarked ? 'marked' : undefined,
              }))}
            />
          </div>
        </>
      )}
      {commit && (
        <p className={styles['commit']}>
          <code>{commit.sha.slice(0, 8)}</code> {commit.subject} · {commit.author}, <When at={commit.date} />
        </p>
      )}
      <Way title="Also from" sites={value.literals.slice(1)} />
      <Way title="The way it came" sites={value.hops} />
      <Way title="Exists because of" sites={value.under} />
      <Way title="Overrode" sites={value.losers} />
    </>
  )
}

function Way({
  title,
  sites,
}: {
  readonly title: string
  readonly sites: Explanation['value']['hops']
}): ReactElement | null {
  if (sites.length === 0) return null
  return (
    <div className={styles['way']}>
      <h3>{title}</h3>
      <Sites sites={sites} />
    </div>
  )
}

function History(name: Omit<PanelProps, 'onClose'>): ReactElement | null {
  const { data } = useAnswer(api.resources.history, name)
  const items: readonly HistoricValue[] = data?.items ?? []
  if (items.length === 0) return null
  return (
    <div className={styles['way']}>
      <h3>Over commits</h3>
      <ol className={styles['history']}>
        {items.map(({ commit, kind, value }) => (
          <li key={commit.sha}>
            <ValueText value={kind === 'removed' ? undefined : value} />
            <span className={styles['commit']}>
              <code>{commit.sha.slice(0, 8)}</code> {commit.author}, <When at={commit.date} />
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}
