import type { ReactElement } from 'react'
import { Link } from 'wouter'
import type { FeedMark } from '../../api/nouns.ts'
import { CommitRow } from '../../parts/commit.tsx'
import { Facts } from '../../parts/facts.tsx'
import { Section } from '../../parts/page.tsx'
import { When } from '../../parts/when.tsx'
import { kindTexts, type Happening } from './happening.ts'
import { Shape } from './shape.tsx'
import styles from './happened.module.css'

/** Everything that changed in a stretch, the newest first. */
export function HappenedList({
  project,
  all,
}: {
  readonly project: string
  readonly all: readonly Happening[]
}): ReactElement {
  return (
    <ul>
      {all.map(({ id, of }) =>
        of.kind === 'commit' ? (
          <CommitRow key={id} project={project} commit={of.commit} />
        ) : (
          <MarkRow key={id} project={project} mark={of.mark} />
        ),
      )}
    </ul>
  )
}

function MarkRow({ project, mark }: { readonly project: string; readonly mark: FeedMark }): ReactElement {
  const { kind, author, at, resources, more, services } = mark
  const count = resources.length + more
  return (
    <li className={styles['row']}>
      <div className={styles['what']}>
        <MarkTitle project={project} mark={mark} />
        <p className={styles['who']}>
          <Shape kind={kind} size={10} /> {kindTexts[kind]} · {author !== '' && `${author} · `}
          <When at={at} />
        </p>
      </div>
      <span className="quiet">
        {[
          services.slice(0, 3).join(', '),
          count === 0 ? '' : count === 1 ? '1 resource' : `${count.toLocaleString('en')} resources`,
        ]
          .filter((one) => one !== '')
          .join(' · ')}
      </span>
    </li>
  )
}

/** What it is called, as a link to where more is said. */
export function MarkTitle({
  project,
  mark: { link, title },
}: {
  readonly project: string
  readonly mark: Pick<FeedMark, 'link' | 'title'>
}): ReactElement {
  if (link === undefined) return <span className={styles['title']}>{title}</span>
  if (link.startsWith('/'))
    return (
      <Link href={`/${project}${link}`} className={styles['title']}>
        {title}
      </Link>
    )
  return (
    <a href={link} className={styles['title']} rel="noreferrer noopener" target="_blank">
      {title}
    </a>
  )
}

/** All that is known of one that was chosen. */
export function MarkSection({
  project,
  mark,
}: {
  readonly project: string
  readonly mark: FeedMark
}): ReactElement {
  const { kind, title, at, author, services, resources, more } = mark
  return (
    <Section title={`What “${title}” changed`} note={kindTexts[kind]}>
      <Facts
        facts={[
          ['What', <MarkTitle key="what" project={project} mark={mark} />],
          ['When', <When key="when" at={at} />],
          ...(author === '' ? [] : [['Who', author] as const]),
          ...(services.length === 0 ? [] : [['Services', services.join(', ')] as const]),
          [
            'Resources',
            resources.length === 0 ? (
              'none that are known'
            ) : (
              <ul key="resources">
                {resources.map(({ address, path, before, after }) => (
                  <li key={`${address} ${path}`}>
                    <code>{address}</code> {path !== '' && <code className="quiet">{path}</code>}
                    {(before !== undefined || after !== undefined) && (
                      <>
                        {' '}
                        <code>{before ?? 'unknown'}</code> → <code>{after ?? 'unknown'}</code>
                      </>
                    )}
                  </li>
                ))}
                {more > 0 && <li className="quiet">and {more.toLocaleString('en')} more</li>}
              </ul>
            ),
          ],
        ]}
      />
    </Section>
  )
}
