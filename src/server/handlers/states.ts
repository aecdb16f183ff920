import { refused, type Refusal } from '../../contract/problem.ts'
import { api } from '../../contract/routes.ts'
import type { ReplyOf } from '../../contract/route.ts'
import type { StateVersion } from '../../contract/state-nouns.ts'
import { compareStates, type StateChange } from '../../engine/states/compare.ts'
import { followingState } from '../../engine/states/header.ts'
import { becauseJson, sensitiveJson, unknownJson, valueJson } from '../../model/value-json.ts'
import { plain } from '../../workflows/commit/readings.ts'
import { nameOf, type Caller } from '../caller.ts'
import { vetoed } from '../hooks/vetoed.ts'
import type { Parts } from '../parts.ts'
import { done, doneOnly, found, serve, type Served } from '../serve.ts'

export function stateHandlers(parts: Parts): readonly Served[] {
  const { states } = parts
  return [
    serve(api.states.list, async ({ project }) => ({
      items: await states.list(project),
      problem: states.problem,
    })),
    serve(api.states.get, async ({ project, state }) => found(await states.get(project, state), 'state')),
    serve(api.states.versions, async ({ project, state, after, limit }) =>
      (await states.get(project, state)) === undefined
        ? noState
        : states.versions(project, state, { after, limit }),
    ),
    serve(api.states.compare, ({ project, state, from, to }, caller) =>
      compared(states, { project, state, from, to }, nameOf(caller)),
    ),
    serve(api.states.restore, async ({ project, state, version, reason }, caller) =>
      restored(parts, { project, state, version: Number(version), reason }, caller),
    ),
    serve(api.states.unlock, async ({ project, state, lock: id, reason }, caller) => {
      const by = nameOf(caller)
      const veto = await vetoed(parts, project, by, {
        type: 'dev.plumbline.state.force-unlocked.1.0.0',
        subject: `states/${state}`,
        data: { name: state, lock: id ?? null, reason },
      })
      return veto ?? doneOnly(await states.forceUnlock(project, state, { id, reason }, by))
    }),
  ]
}

const noState = refused('request/not-found', 'There is no such state in this project.')
const noVersion = refused('request/not-found', 'The state has no such version.')
/** Comparing is done while others wait. */
const mostBytes = 16 * 1024 * 1024
const mostChanges = 1000

async function compared(
  states: Parts['states'],
  asked: { readonly project: string; readonly state: string; readonly from: number; readonly to: number },
  by: string,
): Promise<ReplyOf<typeof api.states.compare> | Refusal> {
  const { project, state } = asked
  if (states.problem !== undefined) return refused('server/not-set-up', states.problem)
  const from = await states.read(project, state, asked.from, by)
  const to = await states.read(project, state, asked.to, by)
  if (from === undefined || to === undefined) return noVersion
  const closed = [from, to].find(({ version }) => version.resources === undefined)
  if (closed !== undefined)
    return refused(
      'request/conflict',
      'The program has encrypted this state itself, so it cannot be compared here.',
    )
  if (from.text.length + to.text.length > 2 * mostBytes)
    return refused('request/too-large', `States of up to ${mostBytes / 1024 / 1024} MB are compared here.`)
  const changes = compareStates(from.text, to.text)
  return {
    from: from.version,
    to: to.version,
    changes: changes.slice(0, mostChanges).map(changeOf),
    isCut: changes.length > mostChanges,
  }
}

function changeOf({
  kind,
  address,
  path,
  type,
  name,
  before,
  after,
}: StateChange): ReplyOf<typeof api.states.compare>['changes'][number] {
  return { kind, address, path, type, ...stateOf('before', before, name), ...stateOf('after', after, name) }
}

type ValueState = ReplyOf<typeof api.states.compare>['changes'][number]['before']

/** Sensitive values are masked, as everywhere. */
function stateOf(
  side: 'before' | 'after',
  value: StateChange['before'],
  name: string,
): { readonly [Side in 'before' | 'after']?: ValueState } {
  if (value.kind === 'absent') return {}
  const told = {
    value: plain(valueJson(value, false, name) ?? null),
    unknown: plain(unknownJson(value) ?? null),
    sensitive: plain(sensitiveJson(value) ?? null),
    because: plain(becauseJson(value) ?? null),
  }
  return { [side]: told }
}

async function restored(
  parts: Parts,
  asked: {
    readonly project: string
    readonly state: string
    readonly version: number
    readonly reason: string
  },
  caller: Caller,
): Promise<StateVersion | Refusal> {
  const { project, state, reason } = asked
  const { states } = parts
  if (states.problem !== undefined) return refused('server/not-set-up', states.problem)
  const head = (await states.get(project, state))?.head
  if (head === undefined) return noState
  const old = await states.read(project, state, asked.version, nameOf(caller))
  if (old === undefined) return noVersion
  if (old.version.resources === undefined) {
    const detail = 'The program has encrypted this state itself, so its serial cannot be changed here.'
    return refused('request/conflict', `${detail} Write the old version with \`tofu state push\`.`)
  }
  const veto = await vetoed(parts, project, nameOf(caller), {
    type: 'dev.plumbline.state.restored.1.0.0',
    subject: `states/${state}`,
    data: { name: state, restoredFrom: asked.version, reason },
  })
  if (veto !== undefined) return veto
  // Whoever reads it next takes it for the newest: the serial goes on, and the lineage stays what it is.
  const { lineage } = head
  const serial = head.serial + 1
  const answer = await states.write(
    project,
    state,
    {
      text: followingState(old.text, { serial, lineage }),
      serial,
      lineage,
      terraformVersion: old.version.terraformVersion,
      resources: old.version.resources,
      how: 'restored',
      restoredFrom: old.version.version,
      reason,
      lock: undefined,
      after: head.version,
    },
    nameOf(caller),
  )
  if (answer.kind === 'locked') return refused('request/locked', heldText(answer.info))
  return done(answer)
}

function heldText(info: string): string {
  const { Who: who = '', Operation: operation = '' } = JSON.parse(info) as {
    readonly Who?: string
    readonly Operation?: string
  }
  return `${who === '' ? 'Somebody' : who} holds the state (${operation}). Wait until it is given back, or take the lock away first.`
}
