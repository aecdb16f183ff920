import { useState, type ReactElement } from 'react'
import { Link } from 'wouter'
import type {
  DifferenceCause,
  DifferenceChange,
  DifferenceGroup,
  DifferenceRoot,
  ValueState,
} from '../api/nouns.ts'
import { resourcePath } from './address.ts'
import { Badge } from './badge.tsx'
import { Button } from './button.tsx'
import { Code, type CodeLine } from './code.tsx'
import { ValueText } from './value.tsx'
import styles from './difference.module.css'

interface Where {
  readonly project: string
  readonly source: string
  readonly sha: string
}

/** What a change does to what runs: each line that was changed, and under it all that it changes. */
export function DifferenceView({
  roots,
  ...where
}: Where & { readonly roots: readonly DifferenceRoot[] }): ReactElement {
  return (
    <>
      {roots.map((root) => (
        <div key={`${root.format} ${root.path} ${root.variant}`} className={styles['root']}>
          <h3 className={styles['name']}>
            {root.path === '' || root.path === '.' ? 'Repository' : root.path}
            {root.variant !== '' && <Badge tone="accent">{root.variant}</Badge>}
            <span className="quiet">{root.format}</span>
            {root.state !== 'changed' && (
              <Badge tone={root.state === 'added' ? 'good' : 'high'}>{root.state}</Badge>
            )}
          </h3>
          {root.groups.map((group, index) => (
            <Group key={index} group={group} root={root} {...where} />
          ))}
        </div>
      ))}
    </>
  )
}

const shownAtFirst = 6

function Group({
  group,
  root,
  ...where
}: Where & { readonly group: DifferenceGroup; readonly root: DifferenceRoot }): ReactElement {
  const [isWhole, setIsWhole] = useState(false)
  const shown = isWhole ? group.changes : group.changes.slice(0, shownAtFirst)
  const rest = group.changes.length - shown.length
  return (
    <div className={styles['group']}>
      {group.causes.slice(0, 4).map((cause, index) => (
        <Cause key={index} cause={cause} />
      ))}
      <ul className={styles['changes']}>
        {shown.map((change) => (
          <Change key={`${change.address} ${change.path}`} change={change} root={root} {...where} />
        ))}
      </ul>
      {rest > 0 && (
        <div className={styles['more']}>
          <Button look="quiet" onPress={() => setIsWhole(true)}>
            {rest.toLocaleString('en')} more changes by this line
          </Button>
        </div>
      )}
    </div>
  )
}

function Cause({ cause }: { readonly cause: DifferenceCause }): ReactElement | null {
  const place = cause.after ?? cause.before
  if (place === undefined) return null
  if (cause.kind === 'file')
    return (
      <p className={styles['file']}>
        <code>{place.file}</code> {cause.after === undefined ? 'was removed' : 'is new'}
      </p>
    )
  const lines: readonly CodeLine[] = [
    ...linesOf(cause.before, cause.kind === 'line' ? 'removed' : 'marked'),
    ...(cause.kind === 'line' ? linesOf(cause.after, 'added') : []),
  ]
  return (
    <div className={styles['cause']}>
      <p className={styles['place']}>
        <code>
          {place.file}:{place.startLine}
        </code>
      </p>
      <Code file={place.file} lines={lines} />
    </div>
  )
}

function linesOf(place: DifferenceCause['before'], look: CodeLine['look']): readonly CodeLine[] {
  if (place === undefined) return []
  const lines = place.source?.split('\n') ?? []
  return lines.slice(0, 12).map((text, index) => ({ number: place.startLine + index, text, look }))
}

function Change({
  change,
  root,
  project,
  source,
}: Where & { readonly change: DifferenceChange; readonly root: DifferenceRoot }): ReactElement {
  const { address, path, kind, before, after } = change
  const id = { root: root.path, variant: root.variant, address }
  return (
    <li className={styles['change']}>
      <span className={`${styles['sign']} ${styles[kind]}`} title={kind}>
        {signs[kind]}
      </span>
      <span className={styles['address']}>
        {kind === 'removed' && path === '' ? (
          <code>{address}</code>
        ) : (
          <Link href={resourcePath(project, source, id, path)}>
            <code>{address}</code>
          </Link>
        )}
        {path !== '' && <code className={styles['path']}>{path}</code>}
      </span>
      {path !== '' && (
        <span className={styles['values']}>
          {before && <State state={before} />}
          {before && after && <span className="quiet"> → </span>}
          {after && <State state={after} />}
        </span>
      )}
    </li>
  )
}

const signs = { added: '+', removed: '−', changed: '~', reordered: '↕' } as const

function State({ state }: { readonly state: ValueState }): ReactElement {
  const isHidden = state.sensitive !== false && state.sensitive !== null
  return (
    <ValueText
      value={state.value}
      sensitive={isHidden && state.value === undefined}
      unknown={state.unknown === true}
    />
  )
}
