import type { ReactElement } from 'react'
import { Link } from 'wouter'
import { PageHead } from '../parts/page.tsx'
import { Empty } from '../parts/state.tsx'
import { GatesTab } from './settings/gates.tsx'
import { HooksTab } from './settings/hooks.tsx'
import { MembersTab } from './settings/members.tsx'
import { SourcesTab } from './settings/sources.tsx'
import { TokensTab } from './settings/tokens.tsx'
import styles from './settings.module.css'

const tabs = [
  { id: 'sources', title: 'Sources', Tab: SourcesTab },
  { id: 'gates', title: 'Gates', Tab: GatesTab },
  { id: 'hooks', title: 'Hooks', Tab: HooksTab },
  { id: 'tokens', title: 'Tokens', Tab: TokensTab },
  { id: 'members', title: 'Members', Tab: MembersTab },
] as const

/** What a project watches, asks for, tells, and who may do what in it. */
export function SettingsPage({
  project,
  tab = 'sources',
}: {
  readonly project: string
  readonly tab?: string | undefined
}): ReactElement {
  const chosen = tabs.find(({ id }) => id === tab)
  return (
    <>
      <PageHead title="Settings" />
      <nav className={styles['tabs']} aria-label="Settings">
        {tabs.map(({ id, title }) => (
          <Link
            key={id}
            href={`/${project}/settings/${id}`}
            className={`${styles['tab']} ${id === tab ? styles['here'] : ''}`}
            aria-current={id === tab ? 'page' : undefined}
          >
            {title}
          </Link>
        ))}
      </nav>
      {chosen === undefined ? <Empty title="There is no such page" /> : <chosen.Tab project={project} />}
    </>
  )
}
