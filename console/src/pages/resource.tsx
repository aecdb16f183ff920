import { useState, type ReactElement, type ReactNode } from 'react'
import { Link, useSearchParams } from 'wouter'
import type { ResourceDetail, TracedValue } from '../api/nouns.ts'
import { api } from '../../../src/contract/routes.ts'
import { useAnswer, usePages } from '../api/use.ts'
import { idOf } from '../parts/address.ts'
import { Code } from '../parts/code.tsx'
import { Field } from '../parts/field.tsx'
import { FindingRow } from '../parts/finding-row.tsx'
import { PageHead, Section } from '../parts/page.tsx'
import { Failed, Waiting } from '../parts/state.tsx'
import { ValuePanel } from '../parts/value-panel.tsx'
import { ValueText } from '../parts/value.tsx'
import styles from './resource.module.css'

interface ResourceProps {
  readonly project: string
  readonly source: string
  readonly id: string
}

/** A resource: every value it has, and for the one that is chosen the line that set it. */
export function ResourcePage({ project, source, id }: ResourceProps): ReactElement {
  const { data, error, refetch } = useAnswer(api.resources.get, { project, source, id })
  const [search, setSearch] = useSearchParams()
  if (error !== null && data === undefined) return <Failed error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Waiting lines={14} />
  const asked = search.get('path') ?? undefined
  const chosen = data.values.find(({ path }) => path === asked)
  const choose = (path: string | undefined): void =>
    setSearch(path === undefined ? {} : { path }, { replace: true })
  return (
    <>
      <PageHead
        above={<Link href={`/${project}/resources`}>Resources</Link>}
        title={<code className={styles['address']}>{data.address}</code>}
      >
        {data.type} in{' '}
        <code>
          {data.file}:{data.startLine}
        </code>
        {data.variant !== '' && <> as {data.variant} sees it</>}
      </PageHead>
      <div className={styles['two']}>
        <Values values={data.values} chosen={chosen} onChoose={choose} />
        <div className={styles['beside']}>
          {chosen === undefined ? (
            <Declaration resource={data} />
          ) : (
            <ValuePanel
              project={project}
              source={source}
              id={id}
              path={chosen.path}
              onClose={() => choose(undefined)}
            />
          )}
        </div>
      </div>
      <ResourceFindings project={project} resource={data} />
      <Neighbours project={project} source={source} resource={data} />
    </>
  )
}

function Values({
  values,
  chosen,
  onChoose,
}: {
  readonly values: readonly TracedValue[]
  readonly chosen: TracedValue | undefined
  readonly onChoose: (path: string) => void
}): ReactElement {
  const [text, setText] = useState('')
  const wanted = text.toLowerCase()
  const shown = values.filter(
    ({ path, value }) =>
      wanted === '' ||
      path.toLowerCase().includes(wanted) ||
      (JSON.stringify(value) ?? '').toLowerCase().includes(wanted),
  )
  return (
    <Section
      title="Values"
      note={values.length.toLocaleString('en')}
      flush
      actions={
        <Field
          isBare
          kind="search"
          label="Search in values"
          placeholder="Path or value"
          value={text}
          onChange={setText}
        />
      }
    >
      <ul className={styles['values']}>
        {shown.map((one) => (
          <li key={one.path}>
            <button
              type="button"
              className={`${styles['value']} ${one === chosen ? styles['chosen'] : ''}`}
              aria-pressed={one === chosen}
              title={hintOf(one)}
              onClick={() => onChoose(one.path)}
            >
              <code className={styles['path']}>{breakable(one.path)}</code>
              <span className={styles['what']}>
                <ValueText {...one} />
              </span>
              <code className={styles['origin']}>{originOf(one)}</code>
            </button>
          </li>
        ))}
        {shown.length === 0 && <li className={styles['none']}>No value answers to this.</li>}
      </ul>
    </Section>
  )
}

/** A path that is broken after its dots, where it must be. */
function breakable(path: string): readonly ReactNode[] {
  return path.split(/(?<=\.)/u).flatMap((part, index) => [<wbr key={index} />, part])
}

/** The short answer: the line that set it. */
function originOf({ literals, unknown }: TracedValue): string {
  const [first] = literals
  if (first === undefined || first.file === '') return unknown ? '' : 'default'
  const more = literals.length > 1 ? ` +${literals.length - 1}` : ''
  return `${first.file.split('/').at(-1) ?? ''}:${first.startLine}${more}`
}

function hintOf({ literals, losers }: TracedValue): string {
  const [first] = literals
  if (first === undefined) return 'Nobody wrote it.'
  const line = first.source === undefined ? '' : `\n${first.source.trim()}`
  const over =
    losers.length === 0 ? '' : `\noverrides ${losers.map((one) => `${one.file}:${one.startLine}`).join(', ')}`
  return `${first.file}:${first.startLine}${line}${over}`
}

function Declaration({ resource }: { readonly resource: ResourceDetail }): ReactElement {
  const { excerpt } = resource
  return (
    <Section title="Declaration" note={excerpt && `${excerpt.file}:${excerpt.firstLine}`} flush>
      {excerpt === undefined ? (
        <p className={styles['none']}>It is declared in no file that could be shown.</p>
      ) : (
        <Code file={excerpt.file} lines={excerpt.lines.map(({ number, text }) => ({ number, text }))} />
      )}
      <p className={styles['none']}>Choose a value to see the line that set it.</p>
    </Section>
  )
}

function ResourceFindings({
  project,
  resource,
}: {
  readonly project: string
  readonly resource: ResourceDetail
}): ReactElement | null {
  const { source, address } = resource
  const { items } = usePages(api.findings.list, { project, source, address, state: 'open', limit: 20 })
  if (items.length === 0) return null
  return (
    <Section title="Findings" note={items.length.toLocaleString('en')} flush>
      <ul>
        {items.map((one) => (
          <FindingRow key={one.id} project={project} finding={one} />
        ))}
      </ul>
    </Section>
  )
}

function Neighbours({
  project,
  source,
  resource,
}: {
  readonly project: string
  readonly source: string
  readonly resource: ResourceDetail
}): ReactElement | null {
  const { uses, usedBy, root, variant } = resource
  if (uses.length === 0 && usedBy.length === 0) return null
  const list = (title: string, addresses: readonly string[]): ReactElement | null =>
    addresses.length === 0 ? null : (
      <div>
        <h3 className={styles['side']}>{title}</h3>
        <ul className={styles['links']}>
          {addresses.map((address) => (
            <li key={address}>
              <Link
                href={`/${project}/resources/${encodeURIComponent(source)}/${encodeURIComponent(
                  address.includes('::') ? address : idOf({ root, variant, address }),
                )}`}
              >
                <code>{address}</code>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    )
  return (
    <Section
      title="Neighbours"
      actions={
        <Link
          href={`/${project}/graph?source=${encodeURIComponent(source)}&focus=${encodeURIComponent(idOf(resource))}`}
        >
          Show in the graph
        </Link>
      }
    >
      <div className={styles['neighbours']}>
        {list('Uses', uses)}
        {list('Used by', usedBy)}
      </div>
    </Section>
  )
}
