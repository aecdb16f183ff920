import type { Origins } from '../../kernel/origins.ts'
import { marks, type Value } from '../../kernel/value.ts'
import { entryOf } from '../../model/path.ts'
import { scalarText } from '../../model/scalar.ts'

/** A workflow, job and step around a thing, nearest first. */
export type Levels = readonly Value[]

/** What holds of several levels that set the same: the nearest, with the others as what it has overridden. */
export function nearest(values: readonly (Value | undefined)[], origins: Origins): Value | undefined {
  const [winner, ...losers] = values.filter((one) => one !== undefined)
  if (winner === undefined || losers.length === 0) return winner
  const origin = origins.at('merge', origins.site(winner.origin), {
    inputs: [winner.origin],
    losers: losers.map((one) => one.origin),
  })
  return { ...winner, origin }
}

/** The environment variables that a thing sees, of its own and of what is around it. */
export function environmentOf(levels: Levels, origins: Origins): Value | undefined {
  const written = levels.map((level) => entryOf(level, 'env')).filter((one) => one !== undefined)
  const [first] = written
  if (first === undefined) return undefined
  // A level that is one expression may set anything.
  if (written.some(({ kind }) => kind !== 'map')) return written.length === 1 ? first : undefined
  const names = new Set(
    written.toReversed().flatMap((one) => (one.kind === 'map' ? [...one.entries.keys()] : [])),
  )
  const entries = new Map<string, Value>()
  for (const name of names) {
    const value = nearest(
      written.map((one) => entryOf(one, name)),
      origins,
    )
    if (value !== undefined) entries.set(name, value)
  }
  return mapOf(entries, first, origins)
}

/** What `run` is run with: `shell` and `working-directory`, of the step's own or of the defaults around it. */
export function runSetting(step: Value, around: Levels, name: string, origins: Origins): Value | undefined {
  const defaults = around.map((level) => entryOf(entryOf(entryOf(level, 'defaults'), 'run'), name))
  return nearest([entryOf(step, name), ...defaults], origins)
}

/**
 * Permissions as a map from scope to access, of the nearest level that says anything; scopes that it does not name have
 * none. `read-all` and `write-all` are said of the scope `*`. Nothing where nobody says anything: the settings of the
 * repository decide.
 */
export function permissionsOf(levels: Levels, origins: Origins): Value | undefined {
  const value = nearest(
    levels.map((level) => entryOf(level, 'permissions')),
    origins,
  )
  if (value?.kind !== 'scalar') return value
  const access = /^(read|write)-all$/u.exec(scalarText(value) ?? '')?.[1]
  if (access === undefined) return undefined
  const origin = converted(value, origins)
  const said: Value = { kind: 'scalar', scalar: access, origin, marks: marks.none }
  return mapOf(new Map([['*', said]]), value, origins)
}

/** The events of a workflow as a map to their configuration, which is null where only the event is named. */
export function eventsOf(workflow: Value, origins: Origins): Value | undefined {
  const on = entryOf(workflow, 'on')
  if (on === undefined || on.kind === 'map') return on
  const names = on.kind === 'list' ? on.items : [on]
  const entries = new Map<string, Value>()
  for (const one of names) {
    const name = scalarText(one)
    if (name !== undefined)
      entries.set(name, { kind: 'scalar', scalar: null, origin: converted(one, origins), marks: marks.none })
  }
  return mapOf(entries, on, origins)
}

function mapOf(entries: ReadonlyMap<string, Value>, at: Value, origins: Origins): Value {
  const inputs = Array.from(entries.values(), ({ origin }) => origin)
  const origin = origins.at('construct', origins.site(at.origin), { inputs })
  return { kind: 'map', entries, origin, marks: marks.none }
}

function converted({ origin }: Value, origins: Origins): number {
  return origins.at('convert', origins.site(origin), { inputs: [origin] })
}
