import { useEffect, useState, type ReactElement } from 'react'
import { useLocation } from 'wouter'
import { api } from '../../src/contract/routes.ts'
import { useAnswer } from './api/use.ts'
import { resourcePath } from './parts/address.ts'
import { Modal } from './parts/dialog.tsx'
import { Icon, type IconName } from './parts/icon.tsx'
import { useLater } from './parts/later.ts'
import { areas } from './shell.tsx'
import styles from './palette.module.css'

interface Entry {
  readonly path: string
  readonly title: string
  readonly note: string
  readonly icon: IconName
}

interface PaletteProps {
  readonly project: string
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Everything by its name: pages, resources, findings. Opened by / or Ctrl-K. */
export function Palette({ project, isOpen, onClose }: PaletteProps): ReactElement {
  return (
    <Modal label="Search" isOpen={isOpen} onClose={onClose}>
      <Search project={project} onClose={onClose} />
    </Modal>
  )
}

function Search({ project, onClose }: Omit<PaletteProps, 'isOpen'>): ReactElement {
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const [, go] = useLocation()
  const entries = useEntries(project, text)
  const open = (entry: Entry | undefined): void => {
    if (entry === undefined) return
    go(entry.path)
    onClose()
  }
  return (
    <>
      <div className={styles['head']}>
        <Icon name="search" />
        <input
          autoFocus
          role="combobox"
          aria-label="Search"
          aria-expanded={entries.length > 0}
          aria-controls="palette-entries"
          aria-activedescendant={`palette-${at}`}
          placeholder="A page, a resource, a finding"
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setAt(0)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') open(entries[at])
            const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
            if (step === 0) return
            event.preventDefault()
            setAt((entries.length + at + step) % Math.max(entries.length, 1))
          }}
        />
      </div>
      <ul id="palette-entries" role="listbox" aria-label="Found" className={styles['entries']}>
        {entries.map((entry, index) => (
          <li
            key={entry.path}
            id={`palette-${index}`}
            role="option"
            aria-selected={index === at}
            className={`${styles['entry']} ${index === at ? styles['chosen'] : ''}`}
            onPointerMove={() => setAt(index)}
            onClick={() => open(entry)}
          >
            <Icon name={entry.icon} />
            <span className={styles['title']}>{entry.title}</span>
            <span className={styles['note']}>{entry.note}</span>
          </li>
        ))}
        {entries.length === 0 && <li className={styles['none']}>Nothing is called that.</li>}
      </ul>
    </>
  )
}

function useEntries(project: string, text: string): readonly Entry[] {
  const wanted = useLater(text.trim())
  const isAsked = wanted.length > 1
  const { data: resources } = useAnswer(api.resources.list, { project, text: wanted, limit: 8 }, isAsked)
  const { data: findings } = useAnswer(
    api.findings.list,
    { project, text: wanted, state: 'open', limit: 6 },
    isAsked,
  )
  const pages = areas
    .filter(({ title }) => title.toLowerCase().includes(text.trim().toLowerCase()))
    .map(({ path, title, icon }): Entry => ({ path: `/${project}${path}`, title, note: 'page', icon }))
  if (!isAsked) return pages
  return [
    ...pages,
    ...(resources?.items ?? []).map((one): Entry => ({
      path: resourcePath(project, one.source, one),
      title: one.address,
      note: one.variant === '' ? one.type : one.variant,
      icon: 'resources',
    })),
    ...(findings?.items ?? []).map(({ id, title, address }): Entry => ({
      path: `/${project}/findings/${encodeURIComponent(id)}`,
      title,
      note: address,
      icon: 'findings',
    })),
  ]
}

/** Whether the palette is open; `/` and Ctrl-K open it from anywhere that isn't written in. */
export function usePalette(): readonly [boolean, (isOpen: boolean) => void] {
  const [isOpen, setIsOpen] = useState(false)
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const isWriting =
        event.target instanceof HTMLElement && event.target.closest('input, textarea, select') !== null
      const isCalled =
        (event.key === '/' && !isWriting) || (event.key === 'k' && (event.ctrlKey || event.metaKey))
      if (!isCalled) return
      event.preventDefault()
      setIsOpen(true)
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
  return [isOpen, setIsOpen]
}
