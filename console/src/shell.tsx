import { useState, type ReactElement, type ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import type { Project } from './api/nouns.ts'
import { Button } from './parts/button.tsx'
import { Choice } from './parts/field.tsx'
import { Icon, type IconName } from './parts/icon.tsx'
import { isDark, setTheme } from './theme.ts'
import styles from './shell.module.css'

export interface Area {
  readonly path: string
  readonly title: string
  readonly icon: IconName
}

/** The pages of a project, as the side shows them. */
export const areas: readonly Area[] = [
  { path: '', title: 'Overview', icon: 'overview' },
  { path: '/changes', title: 'Changes', icon: 'changes' },
  { path: '/findings', title: 'Findings', icon: 'findings' },
  { path: '/drift', title: 'Drift', icon: 'drift' },
  { path: '/signals', title: 'Signals', icon: 'signals' },
  { path: '/incidents', title: 'Incidents', icon: 'incidents' },
  { path: '/resources', title: 'Resources', icon: 'resources' },
  { path: '/graph', title: 'Graph', icon: 'graph' },
  { path: '/states', title: 'States', icon: 'states' },
  { path: '/activity', title: 'Activity', icon: 'activity' },
  { path: '/settings', title: 'Settings', icon: 'settings' },
]

interface ShellProps {
  readonly projects: readonly Project[]
  readonly project: string
  readonly user: string
  readonly isLive: boolean
  readonly onSearch: () => void
  readonly children: ReactNode
}

/** What stands around every page: the way to the others, the project, the search. */
export function Shell({ children, ...rest }: ShellProps): ReactElement {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <div className={styles['shell']}>
      <a className={styles['skip']} href="#page">
        To the page
      </a>
      <header className={styles['top']}>
        <Brand />
        <Button look="quiet" icon="search" label="Search" onPress={rest.onSearch} />
        <Button
          look="quiet"
          icon={isOpen ? 'close' : 'menu'}
          label={isOpen ? 'Close the menu' : 'Open the menu'}
          onPress={() => setIsOpen(!isOpen)}
        />
      </header>
      <Side {...rest} isOpen={isOpen} onGone={() => setIsOpen(false)} />
      <main id="page" className={styles['page']} tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}

function Brand(): ReactElement {
  return (
    <span className={styles['brand']}>
      <img src="/icon.svg" alt="" width="22" height="22" />
      Plumbline
    </span>
  )
}

function Side({
  projects,
  project,
  user,
  isLive,
  isOpen,
  onSearch,
  onGone,
}: Omit<ShellProps, 'children'> & { readonly isOpen: boolean; readonly onGone: () => void }): ReactElement {
  const [, go] = useLocation()
  return (
    <aside className={`${styles['side']} ${isOpen ? styles['open'] : ''}`}>
      <div className={styles['sideHead']}>
        <Brand />
      </div>
      <Choice
        isBare
        label="Project"
        value={project}
        options={projects.map(({ id, name }) => ({ value: id, text: name }))}
        onChange={(id) => go(`/${id}`)}
      />
      <button type="button" className={styles['search']} onClick={onSearch}>
        <Icon name="search" size={14} />
        <span>Search</span>
        <kbd>/</kbd>
      </button>
      <Ways project={project} onGone={onGone} />
      <footer className={styles['foot']}>
        <span className={styles['live']} title={isLive ? 'Events arrive as they happen' : 'Not connected'}>
          <span className={isLive ? styles['on'] : styles['off']} aria-hidden="true" />
          {isLive ? 'Live' : 'Not live'}
        </span>
        <span className={styles['user']}>{user}</span>
        <ThemeButton />
      </footer>
    </aside>
  )
}

function Ways({ project, onGone }: { readonly project: string; readonly onGone: () => void }): ReactElement {
  const [location] = useLocation()
  return (
    <nav aria-label="Project">
      <ul className={styles['ways']}>
        {areas.map(({ path, title, icon }) => {
          const to = `/${project}${path}`
          const isHere = path === '' ? location === to : `${location}/`.startsWith(`${to}/`)
          return (
            <li key={path}>
              <Link
                href={to}
                className={`${styles['way']} ${isHere ? styles['here'] : ''}`}
                aria-current={isHere ? 'page' : undefined}
                onClick={onGone}
              >
                <Icon name={icon} />
                {title}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

function ThemeButton(): ReactElement {
  const [dark, setDark] = useState(isDark)
  const turn = (): void => {
    setTheme(dark ? 'light' : 'dark')
    setDark(!dark)
  }
  return (
    <Button
      look="quiet"
      icon={dark ? 'sun' : 'moon'}
      label={dark ? 'Light look' : 'Dark look'}
      onPress={turn}
    />
  )
}
