import { z } from 'zod'
import { pageOf, paging } from '../paging.ts'
import { route } from '../route.ts'
import { Delivery, Hook, HookName, HookTarget, Member, Role, Token } from '../schemas.ts'
import { inProject } from './place.ts'

const inHook = { ...inProject, hook: z.string().min(1).max(200) }

export const hookRoutes = {
  list: route({
    id: 'hooks.list',
    method: 'GET',
    path: '/api/projects/:project/hooks',
    permission: 'viewer',
    summary: 'Who is told of events, and who is asked before.',
    input: z.object(inProject),
    reply: z.object({ items: z.array(Hook) }),
  }),
  add: route({
    id: 'hooks.add',
    method: 'POST',
    path: '/api/projects/:project/hooks',
    permission: 'admin',
    summary: 'Subscribe to a hook. Commands are for administrators of the installation.',
    input: z.object({
      ...inProject,
      hook: HookName,
      when: z.enum(['before', 'after']).default('after'),
      to: HookTarget,
      seconds: z.number().min(1).max(300).default(10),
      onSilence: z.enum(['allow', 'veto']).default('allow'),
    }),
    reply: z.object({
      hook: Hook,
      secret: z.string().meta({ description: 'what deliveries are signed with; shown this once' }),
    }),
  }),
  remove: route({
    id: 'hooks.remove',
    method: 'DELETE',
    path: '/api/projects/:project/hooks/:hook',
    permission: 'admin',
    summary: 'End a subscription.',
    input: z.object(inHook),
    reply: z.object({}),
  }),
  renew: route({
    id: 'hooks.renew',
    method: 'POST',
    path: '/api/projects/:project/hooks/:hook/secret',
    permission: 'admin',
    summary: 'Sign what goes to a hook with a new secret. A hook of a plumbline.yaml gets to be known by it.',
    input: z.object(inHook),
    reply: z.object({
      secret: z.string().meta({ description: 'what deliveries are signed with; shown this once' }),
    }),
  }),
  deliveries: route({
    id: 'deliveries.list',
    method: 'GET',
    path: '/api/projects/:project/deliveries',
    permission: 'operator',
    summary: 'What was delivered to hooks, what waits, and what is given up.',
    input: z.object({
      ...inProject,
      hook: z.string().max(200).optional(),
      state: z.enum(['waiting', 'delivered', 'dead']).optional(),
      ...paging,
    }),
    reply: pageOf(Delivery),
  }),
  replay: route({
    id: 'deliveries.replay',
    method: 'POST',
    path: '/api/projects/:project/deliveries/:delivery/replay',
    permission: 'operator',
    summary: 'Deliver again what was given up.',
    input: z.object({ ...inProject, delivery: z.string().min(1).max(200) }),
    reply: Delivery,
  }),
}

/** What a token may be used for, within its role: to read, to write, to send reports only, to be Terraform's. */
export const scopes = ['read', 'write', 'reports', 'state'] as const

export const tokenRoutes = {
  list: route({
    id: 'tokens.list',
    method: 'GET',
    path: '/api/projects/:project/tokens',
    permission: 'admin',
    summary: 'The tokens of programs, without their secrets.',
    input: z.object(inProject),
    reply: z.object({ items: z.array(Token) }),
  }),
  create: route({
    id: 'tokens.create',
    method: 'POST',
    path: '/api/projects/:project/tokens',
    permission: 'admin',
    summary: 'Make a token for a program.',
    input: z.object({
      ...inProject,
      name: z.string().min(1).max(100),
      role: Role,
      scopes: z.array(z.enum(scopes)).min(1).max(scopes.length).default(['read']),
      days: z.int().min(1).max(3650).default(90).meta({ description: 'how long it holds' }),
    }),
    reply: z.object({
      token: Token,
      secret: z.string().meta({ description: 'begins with `plb_`; shown this once' }),
    }),
  }),
  revoke: route({
    id: 'tokens.revoke',
    method: 'DELETE',
    path: '/api/projects/:project/tokens/:token',
    permission: 'admin',
    summary: 'Make a token worthless.',
    input: z.object({ ...inProject, token: z.string().min(1).max(200) }),
    reply: z.object({}),
  }),
}

const inMember = { ...inProject, user: z.string().min(1).max(200) }

export const memberRoutes = {
  list: route({
    id: 'members.list',
    method: 'GET',
    path: '/api/projects/:project/members',
    permission: 'viewer',
    summary: 'The people of a project and their roles.',
    input: z.object(inProject),
    reply: z.object({ items: z.array(Member) }),
  }),
  set: route({
    id: 'members.set',
    method: 'PUT',
    path: '/api/projects/:project/members/:user',
    permission: 'admin',
    summary: 'Give someone a role.',
    input: z.object({ ...inMember, role: Role }),
    reply: Member,
  }),
  remove: route({
    id: 'members.remove',
    method: 'DELETE',
    path: '/api/projects/:project/members/:user',
    permission: 'admin',
    summary: 'Take someone out of a project.',
    input: z.object(inMember),
    reply: z.object({}),
  }),
}

export const settingRoutes = {
  get: route({
    id: 'settings.get',
    method: 'GET',
    path: '/api/projects/:project/settings',
    permission: 'viewer',
    summary: 'What the server is, and where webhooks go.',
    input: z.object(inProject),
    reply: z.object({
      version: z.string(),
      address: z.string().meta({ description: 'where people and forges reach the server' }),
      forges: z.array(
        z.object({
          name: z.string(),
          webhook: z.string().meta({ description: 'the address for webhooks of the forge' }),
          receives: z.boolean().meta({ description: 'a secret is configured, so webhooks are taken' }),
          reports: z.boolean().meta({ description: 'a token is configured, so reports go back' }),
        }),
      ),
    }),
  }),
}
