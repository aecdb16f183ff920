import type { ReactElement } from 'react'
import { useSearchParams } from 'wouter'
import type { FindingSummary } from '../api/nouns.ts'
import type { Severity } from '../api/nouns.ts'
import { api } from '../../../src/contract/routes.ts'
import { useAnswer, usePages, type Pages } from '../api/use.ts'
import { Button } from '../parts/button.tsx'
import { Choice, Field } from '../parts/field.tsx'
import { Chip, Filters, OneOf } from '../parts/filters.tsx'
import { FindingRow } from '../parts/finding-row.tsx'
import { PageHead, Section } from '../parts/page.tsx'
import { severities, SeverityBadge } from '../parts/severity.tsx'
import { Empty, Failed, Waiting } from '../parts/state.tsx'
import { useLater } from '../parts/later.ts'
import styles from './findings.module.css'

/** What the address of the page says is looked for, so that it can be handed on. */
interface Wanted {
  readonly severity: readonly Severity[]
  readonly state: 'open' | 'accepted' | 'fixed'
  readonly verdict: '' | 'violated' | 'undecided'
  readonly source: string
  readonly rule: string
  readonly text: string
}

/** Everything that is wrong on the default branches, the worst first. */
export function FindingsPage({ project }: { readonly project: string }): ReactElement {
  const [wanted, change] = useWanted()
  const text = useLater(wanted.text)
  const filter = {
    project,
    state: wanted.state,
    ...(wanted.severity.length > 0 && { severity: [...wanted.severity] }),
    ...(wanted.verdict !== '' && { verdict: wanted.verdict }),
    ...(wanted.source !== '' && { source: wanted.source }),
    ...(text !== '' && { text }),
  }
  const { data: rules } = useAnswer(api.findings.byRule, filter)
  const list = usePages(api.findings.list, {
    ...filter,
    ...(wanted.rule !== '' && { rule: wanted.rule }),
    limit: 50,
  })
  return (
    <>
      <PageHead title="Findings">
        One for each cause: however many copies are rendered, there is one line to change.
      </PageHead>
      <Narrow project={project} wanted={wanted} change={change} />
      <div className={styles['two']}>
        <Section flush>
          <List project={project} list={list} />
        </Section>
        <Section title="By rule" flush>
          <ul className={styles['rules']}>
            {(rules?.items ?? []).map((one) => (
              <li key={one.rule}>
                <button
                  type="button"
                  aria-pressed={wanted.rule === one.rule}
                  className={`${styles['rule']} ${wanted.rule === one.rule ? styles['chosen'] : ''}`}
                  onClick={() => change({ rule: wanted.rule === one.rule ? '' : one.rule })}
                >
                  <SeverityBadge severity={one.severity} />
                  <span className={styles['title']}>{one.title}</span>
                  <span className="number">{one.count.toLocaleString('en')}</span>
                </button>
              </li>
            ))}
            {rules?.items.length === 0 && <li className={styles['none']}>No rule has anything to say.</li>}
          </ul>
        </Section>
      </div>
    </>
  )
}

function Narrow({
  project,
  wanted,
  change,
}: {
  readonly project: string
  readonly wanted: Wanted
  readonly change: (some: Partial<Wanted>) => void
}): ReactElement {
  const { data: sources } = useAnswer(api.sources.list, { project })
  return (
    <Filters>
      <Field
        isBare
        kind="search"
        label="Search in findings"
        placeholder="Address, file, rule or words"
        value={wanted.text}
        onChange={(text) => change({ text })}
      />
      {severities.slice(0, 4).map((one) => (
        <Chip
          key={one}
          isOn={wanted.severity.includes(one)}
          onChange={(isOn) =>
            change({
              severity: isOn ? [...wanted.severity, one] : wanted.severity.filter((other) => other !== one),
            })
          }
        >
          {one}
        </Chip>
      ))}
      <OneOf
        label="Verdict"
        value={wanted.verdict}
        texts={{ '': 'Violated or undecided', violated: 'Violated', undecided: 'Undecided' }}
        onChange={(verdict) => change({ verdict })}
      />
      <OneOf
        label="State"
        value={wanted.state}
        texts={{ open: 'Open', accepted: 'Accepted', fixed: 'Fixed' }}
        onChange={(state) => change({ state })}
      />
      {(sources?.items.length ?? 0) > 1 && (
        <Choice
          isBare
          label="Source"
          value={wanted.source}
          options={[
            { value: '', text: 'All sources' },
            ...(sources?.items ?? []).map(({ id, name }) => ({ value: id, text: name })),
          ]}
          onChange={(source) => change({ source })}
        />
      )}
    </Filters>
  )
}

function List({
  project,
  list,
}: {
  readonly project: string
  readonly list: Pages<FindingSummary>
}): ReactElement {
  if (list.error !== undefined && list.error !== null)
    return <Failed error={list.error} onRetry={list.again} />
  if (list.isWaiting) return <Waiting lines={10} />
  if (list.items.length === 0)
    return (
      <Empty icon="check" title="Nothing here">
        No finding answers to this. Take a filter away, or be glad.
      </Empty>
    )
  return (
    <>
      <ul>
        {list.items.map((one) => (
          <FindingRow key={one.id} project={project} finding={one} />
        ))}
      </ul>
      {list.more && (
        <div className={styles['more']}>
          <Button onPress={list.more}>Show more</Button>
        </div>
      )}
    </>
  )
}

function useWanted(): readonly [Wanted, (some: Partial<Wanted>) => void] {
  const [search, setSearch] = useSearchParams()
  const state = search.get('state')
  const verdict = search.get('verdict')
  const wanted: Wanted = {
    severity: search
      .getAll('severity')
      .filter((one): one is Severity => severities.some((other) => other === one)),
    state: state === 'accepted' || state === 'fixed' ? state : 'open',
    verdict: verdict === 'violated' || verdict === 'undecided' ? verdict : '',
    source: search.get('source') ?? '',
    rule: search.get('rule') ?? '',
    text: search.get('text') ?? '',
  }
  const change = (some: Partial<Wanted>): void => {
    const next = new URLSearchParams()
    for (const [name, value] of Object.entries({ ...wanted, ...some })) {
      for (const one of [value].flat()) if (one !== '' && one !== 'open') next.append(name, one)
    }
    setSearch(next, { replace: true })
  }
  return [wanted, change]
}
