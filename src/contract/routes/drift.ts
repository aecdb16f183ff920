import { z } from 'zod'
import { DriftEdit, DriftItem, DriftProposal, Stack, Watched } from '../drift-schemas.ts'
import { pageOf, paging } from '../paging.ts'
import { route } from '../route.ts'
import { inProject, searched, sourceName } from './place.ts'

const inStack = {
  ...inProject,
  stack: z.string().min(1).max(200).meta({ description: 'the id or name of a stack' }),
}
const inDrift = { ...inProject, drift: z.string().min(1).max(200) }

export const stackRoutes = {
  list: route({
    id: 'stacks.list',
    method: 'GET',
    path: '/api/projects/:project/stacks',
    permission: 'viewer',
    summary: 'The sources that are compared with live systems, and how each stands.',
    input: z.object(inProject),
    reply: z.object({
      items: z.array(Stack),
      problem: z.string().optional().meta({ description: 'why nothing can be compared here' }),
    }),
  }),
  add: route({
    id: 'stacks.add',
    method: 'POST',
    path: '/api/projects/:project/stacks',
    permission: 'admin',
    summary:
      'Compare a source with a live system. Accounts are asked, and Terraform runs, with what the workers may use, so those are for administrators of the installation.',
    input: z.object({
      ...inProject,
      name: z
        .string()
        .regex(/^[\w][\w. -]{0,99}$/u, 'A name is letters, digits, dots, dashes and spaces, 100 at most'),
      source: sourceName,
      watched: Watched,
      namespace: z
        .string()
        .max(253)
        .optional()
        .meta({ description: 'where objects are that name no namespace' }),
      state: z
        .string()
        .max(128)
        .optional()
        .meta({ description: 'the state, kept here, that remembers what was applied' }),
      everySeconds: z.int().min(60).max(604_800).optional(),
    }),
    reply: Stack,
  }),
  remove: route({
    id: 'stacks.remove',
    method: 'DELETE',
    path: '/api/projects/:project/stacks/:stack',
    permission: 'admin',
    summary: 'Stop comparing.',
    input: z.object(inStack),
    reply: z.object({}),
  }),
  upload: route({
    id: 'stacks.upload',
    method: 'POST',
    path: '/api/projects/:project/stacks/:stack/live',
    permission: 'operator',
    summary:
      'Send what runs, as `kubectl get -o json`, the Cloud Control API or AWS Config print it; it is kept encrypted and compared at once.',
    input: z.object({ ...inStack, text: z.string().min(2) }),
    reply: z.object({}),
  }),
  check: route({
    id: 'stacks.check',
    method: 'POST',
    path: '/api/projects/:project/stacks/:stack/check',
    permission: 'operator',
    summary: 'Compare now.',
    input: z.object(inStack),
    reply: z.object({}),
  }),
}

export const driftRoutes = {
  list: route({
    id: 'drift.list',
    method: 'GET',
    path: '/api/projects/:project/drift',
    permission: 'viewer',
    summary: 'What runs otherwise than the code says: what is open; or what is held back, accepted or gone.',
    input: z.object({
      ...inProject,
      stack: z.string().max(200).optional(),
      source: z.string().max(200).optional(),
      state: z.enum(['open', 'silent', 'accepted', 'gone']).optional(),
      what: z.string().max(50).optional().meta({ description: 'a class, such as `by-hand`' }),
      text: searched.optional(),
      ...paging,
    }),
    reply: pageOf(DriftItem),
  }),
  get: route({
    id: 'drift.get',
    method: 'GET',
    path: '/api/projects/:project/drift/:drift',
    permission: 'viewer',
    summary: 'One drift with its three answers.',
    input: z.object(inDrift),
    reply: DriftItem,
  }),
  accept: route({
    id: 'drift.accept',
    method: 'POST',
    path: '/api/projects/:project/drift/:drift/accept',
    permission: 'approver',
    summary: 'Live with it until a day, for a reason.',
    input: z.object({ ...inDrift, reason: z.string().trim().min(5).max(2000), until: z.iso.date() }),
    reply: DriftItem,
  }),
  reopen: route({
    id: 'drift.reopen',
    method: 'POST',
    path: '/api/projects/:project/drift/:drift/reopen',
    permission: 'approver',
    summary: 'Live with it no longer.',
    input: z.object(inDrift),
    reply: DriftItem,
  }),
  codify: route({
    id: 'drift.codify',
    method: 'POST',
    path: '/api/projects/:project/drift/:drift/codify',
    permission: 'operator',
    summary: 'Work out the edit that writes into the code what runs. It changes nothing yet.',
    input: z.object(inDrift),
    reply: DriftItem,
  }),
  edit: route({
    id: 'drift.edit',
    method: 'GET',
    path: '/api/projects/:project/drift/:drift/edit',
    permission: 'operator',
    summary: 'The edit that was worked out, with everything else that it changes.',
    input: z.object(inDrift),
    reply: z.object({ proposal: DriftProposal, edit: DriftEdit.optional() }),
  }),
  propose: route({
    id: 'drift.propose',
    method: 'POST',
    path: '/api/projects/:project/drift/:drift/propose',
    permission: 'approver',
    summary:
      'Open one pull request with the edit; where no forge is configured, make a branch in the mirror.',
    input: z.object(inDrift),
    reply: DriftItem,
  }),
  revert: route({
    id: 'drift.revert',
    method: 'POST',
    path: '/api/projects/:project/drift/:drift/revert',
    permission: 'operator',
    summary:
      'Have planned what brings back what the code says. It changes nothing yet, and is for people only, where the stack lets it.',
    input: z.object(inDrift),
    reply: DriftItem,
  }),
  decide: route({
    id: 'drift.decide',
    method: 'POST',
    path: '/api/projects/:project/drift/:drift/revert/decision',
    permission: 'approver',
    summary: 'Approve the plan, so that it is applied, or reject it.',
    input: z.object({
      ...inDrift,
      plan: z.string().min(1).max(100).meta({ description: 'the plan that was looked at' }),
      approves: z.boolean(),
    }),
    reply: DriftItem,
  }),
}
