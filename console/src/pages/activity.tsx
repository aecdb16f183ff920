import { useState, type ReactElement } from 'react'
import { useSearchParams } from 'wouter'
import type { LedgerEvent } from '../api/nouns.ts'
import { api } from '../../../src/contract/routes.ts'
import { usePages } from '../api/use.ts'
import { Button } from '../parts/button.tsx'
import { Code } from '../parts/code.tsx'
import { Choice } from '../parts/field.tsx'
import { Filters } from '../parts/filters.tsx'
import { Icon } from '../parts/icon.tsx'
import { PageHead, Section } from '../parts/page.tsx'
import { Empty, Failed, Waiting } from '../parts/state.tsx'
import { When } from '../parts/when.tsx'
import styles from './activity.module.css'

const kinds = [
  { value: '', text: 'Everything' },
  { value: 'dev.cdevents', text: 'Commits and pipelines' },
  { value: 'dev.plumbline', text: 'What people and gates decided' },
]

/** The ledger: what happened, in the order in which it happened, chained so that nothing can be taken out. */
export function ActivityPage({ project }: { readonly project: string }): ReactElement {
  const [search, setSearch] = useSearchParams()
  const type = search.get('type') ?? ''
  const list = usePages(api.events.list, { project, ...(type !== '' && { type }), limit: 60 })
  return (
    <>
      <PageHead title="Activity">
        The ledger. Each line carries the hash of the one before, so that no change to it stays unseen.
      </PageHead>
      <Filters>
        <Choice
          isBare
          label="Kind"
          value={type}
          options={kinds}
          onChange={(value) => setSearch(value === '' ? {} : { type: value })}
        />
      </Filters>
      <Section flush>
        {list.error !== undefined && list.error !== null ? (
          <Failed error={list.error} onRetry={list.again} />
        ) : list.isWaiting ? (
          <Waiting lines={10} />
        ) : list.items.length === 0 ? (
          <Empty icon="activity" title="Nothing has happened yet" />
        ) : (
          <ol>
            {list.items.map((one) => (
              <Event key={one.id} event={one} />
            ))}
          </ol>
        )}
        {list.more && (
          <div className={styles['more']}>
            <Button onPress={list.more}>Show more</Button>
          </div>
        )}
      </Section>
    </>
  )
}

function Event({ event }: { readonly event: LedgerEvent }): ReactElement {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <li className={styles['event']}>
      <button
        type="button"
        className={styles['line']}
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <span className={`${styles['turn']} ${isOpen ? styles['open'] : ''}`}>
          <Icon name="chevron" size={12} />
        </span>
        <span className={`${styles['sequence']} number`}>{Number(event.sequence)}</span>
        <span className={styles['type']}>{wordsOf(event.type)}</span>
        <code className={styles['subject']}>{event.subject}</code>
        <span className={styles['when']}>
          <When at={event.time} />
        </span>
      </button>
      {isOpen && (
        <div className={styles['data']}>
          <Code
            file="event.json"
            lines={JSON.stringify(event, undefined, 2)
              .split('\n')
              .map((text, index) => ({ number: index + 1, text }))}
          />
        </div>
      )}
    </li>
  )
}

/** `dev.plumbline.commit.reviewed.1.0.0` as `commit reviewed`. */
function wordsOf(type: string): string {
  return type
    .replace(/^dev\.(?:plumbline|cdevents)\./u, '')
    .replace(/\.\d+\.\d+\.\d+$/u, '')
    .replaceAll(/[._-]/gu, ' ')
}
