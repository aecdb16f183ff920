import { z } from 'zod'
import { pageOf, paging } from '../paging.ts'
import { route } from '../route.ts'
import { DifferenceChange, Plain } from '../schemas.ts'
import { LockInfo, StateSummary, StateVersion } from '../state-schemas.ts'
import { inProject } from './place.ts'

const inState = {
  ...inProject,
  state: z
    .string()
    .regex(
      /^[\w][\w.-]{0,127}$/u,
      'The name of a state is letters, digits, dots, dashes and underscores, 128 at most',
    )
    .meta({ description: 'the name of a state' }),
}
const reason = z.string().trim().min(5).max(2000)
const numbered = z.int().min(1).max(2_000_000_000)

export const stateRoutes = {
  list: route({
    id: 'states.list',
    method: 'GET',
    path: '/api/projects/:project/states',
    permission: 'viewer',
    summary: 'The Terraform states that are kept here, and who holds them.',
    input: z.object(inProject),
    reply: z.object({
      items: z.array(StateSummary),
      problem: z.string().optional().meta({ description: 'why no states can be kept here' }),
    }),
  }),
  get: route({
    id: 'states.get',
    method: 'GET',
    path: '/api/projects/:project/states/:state',
    permission: 'viewer',
    summary: 'One state, without what is in it.',
    input: z.object(inState),
    reply: StateSummary,
  }),
  versions: route({
    id: 'states.versions',
    method: 'GET',
    path: '/api/projects/:project/states/:state/versions',
    permission: 'viewer',
    summary: 'Every version of a state, the newest first.',
    input: z.object({ ...inState, ...paging }),
    reply: pageOf(StateVersion),
  }),
  compare: route({
    id: 'states.compare',
    method: 'GET',
    path: '/api/projects/:project/states/:state/compare',
    permission: 'operator',
    summary:
      'What is different between two versions, value by value, in the shape that the live API speaks. Secrets are masked.',
    input: z.object({ ...inState, from: numbered, to: numbered }),
    reply: z.object({
      from: StateVersion,
      to: StateVersion,
      changes: z.array(DifferenceChange.extend({ type: z.string() })),
      isCut: z.boolean().meta({ description: 'only the first changes are told' }),
    }),
  }),
  restore: route({
    id: 'states.restore',
    method: 'POST',
    path: '/api/projects/:project/states/:state/versions/:version/restore',
    permission: 'approver',
    summary: 'Make an old version the newest one, with a serial and a lineage that Terraform goes on from.',
    input: z.object({ ...inState, version: z.string().regex(/^[1-9]\d{0,8}$/u), reason }),
    reply: StateVersion,
  }),
  unlock: route({
    id: 'states.unlock',
    method: 'POST',
    path: '/api/projects/:project/states/:state/unlock',
    permission: 'approver',
    summary: 'Take a lock from its holder, whose later writes are then refused.',
    input: z.object({
      ...inState,
      lock: z.string().max(200).optional().meta({ description: 'only when it is still this one' }),
      reason,
    }),
    reply: z.object({}),
  }),
  pull: route({
    id: 'states.pull',
    method: 'GET',
    path: '/api/projects/:project/states/:state/terraform',
    permission: 'operator',
    summary: 'The newest version of a state, for the http backend of Terraform. Needs the scope `state`.',
    input: z.object(inState),
    reply: Plain,
  }),
  push: route({
    id: 'states.push',
    method: 'POST',
    path: '/api/projects/:project/states/:state/terraform',
    permission: 'operator',
    summary:
      'Write the next version of a state, for the http backend of Terraform. With `force` (for an approver) its serial and lineage are not looked at.',
    input: z.object({
      ...inState,
      ID: z.string().max(200).optional().meta({ description: 'the lock that is held' }),
      force: z.boolean().default(false),
    }),
    body: Plain,
    reply: z.object({}),
  }),
  remove: route({
    id: 'states.remove',
    method: 'DELETE',
    path: '/api/projects/:project/states/:state/terraform',
    permission: 'approver',
    summary: 'Delete a state. Its versions stay, and can be restored.',
    input: z.object({ ...inState, ID: z.string().max(200).optional() }),
    body: Plain.optional(),
    reply: z.object({}),
  }),
  lock: route({
    id: 'states.lock',
    method: 'POST',
    path: '/api/projects/:project/states/:state/terraform/lock',
    permission: 'operator',
    summary:
      'Take the lock of a state, as `LOCK` on the state itself does; 423 with the holder where it is taken.',
    input: z.object(inState),
    body: LockInfo,
    reply: LockInfo,
  }),
  release: route({
    id: 'states.release',
    method: 'DELETE',
    path: '/api/projects/:project/states/:state/terraform/lock',
    permission: 'operator',
    summary:
      'Give the lock of a state back, as `UNLOCK` on the state itself does. Without a body, as `terraform force-unlock` sends it, it needs an approver.',
    input: z.object(inState),
    body: LockInfo.optional(),
    reply: z.object({}),
  }),
}

/** The routes that Terraform itself speaks to: their bodies are its own, and a token needs the scope `state` for them. */
export const stateProtocol: readonly string[] = [
  stateRoutes.pull,
  stateRoutes.push,
  stateRoutes.remove,
  stateRoutes.lock,
  stateRoutes.release,
].map(({ id }) => id)
