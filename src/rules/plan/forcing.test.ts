import { expect, it } from 'vitest'
import { marks, type LaterValues, type Value } from '../../kernel/value.ts'
import { forcesReplacement } from './forcing.ts'

const plain = { origin: 0, marks: marks.none } as const
const absent: Value = { kind: 'absent', ...plain }
const yes: Value = { kind: 'scalar', scalar: true, ...plain }
const unknown: Value = { kind: 'unknown', because: [], ...plain }

it('takes no argument that only a schema names for one that somebody wrote', () => {
  const isForced = (written: ReadonlyMap<string, Value>): boolean => {
    const every = new Map([['snapshot_identifier', unknown]])
    const entries: LaterValues = Object.assign(every, { written, isUnset: () => false })
    const old: Value = { kind: 'map', entries, ...plain }
    return forcesReplacement('aws_db_instance', {
      path: 'storage_encrypted',
      before: absent,
      after: yes,
      old,
    })
  }
  expect(isForced(new Map())).toBe(true)
  expect(isForced(new Map([['snapshot_identifier', unknown]]))).toBe(false)
})
