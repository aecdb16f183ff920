import type { ReactElement, ReactNode } from 'react'
import type { DriftBlast } from '../../api/nouns.ts'

/** As many users are named. */
const mostNamed = 6

/** Who uses what is changed, and what in that is dangerous: rows of a table of facts. */
export function blastFacts(blast: DriftBlast | undefined): readonly (readonly [string, ReactNode])[] {
  if (blast === undefined) return []
  const { dependents, direct, dangers } = blast
  return [
    [
      'Used by',
      dependents === 0 ? 'Nothing else in the code.' : <Users key="users" {...{ dependents, direct }} />,
    ],
    [
      'Dangers',
      dangers.length === 0 ? (
        'None found.'
      ) : (
        <ul key="dangers">
          {dangers.map((one) => (
            <li key={one.rule + one.address + one.message}>
              <strong>{one.class.replaceAll('-', ' ')}</strong> <code>{one.address}</code>: {one.message}{' '}
              <span className="quiet">
                {one.rule}, {one.file}:{one.startLine}
              </span>
            </li>
          ))}
        </ul>
      ),
    ],
  ]
}

function Users({ dependents, direct }: Pick<DriftBlast, 'dependents' | 'direct'>): ReactElement {
  const named = direct.slice(0, mostNamed)
  const more = dependents - named.length
  return (
    <>
      {named.map((one, at) => (
        <span key={one}>
          {at > 0 && ', '}
          <code>{one}</code>
        </span>
      ))}
      {more > 0 && ` and ${more} more`}
    </>
  )
}
