import { z } from 'zod'
import {
  AlertmanagerMessage,
  Incident,
  IncidentDetail,
  SignalCredential,
  SignalLabels,
  SignalSource,
} from '../incident-schemas.ts'
import { LearnedSignal, LookedSignals, SignalsAskable } from '../look-schemas.ts'
import { pageOf, paging } from '../paging.ts'
import { route } from '../route.ts'
import { inProject, sourceName } from './place.ts'

const inSignals = {
  ...inProject,
  signals: z.string().min(1).max(200).meta({ description: 'the id or name of a source of signals' }),
}
const looked = {
  ...inSignals,
  query: z.string().min(1).max(4000).meta({ description: 'in the language of Prometheus' }),
  seconds: z
    .int()
    .min(300)
    .max(366 * 86_400)
    .default(6 * 3600)
    .meta({ description: 'how long the stretch is' }),
  until: z.iso.datetime().optional().meta({ description: 'its end; now when it is missing' }),
}
const inIncident = { ...inProject, incident: z.string().min(1).max(200) }

export const signalRoutes = {
  list: route({
    id: 'signals.list',
    method: 'GET',
    path: '/api/projects/:project/signals',
    permission: 'viewer',
    summary: 'Where it is learnt how services do.',
    input: z.object(inProject),
    reply: z.object({ items: z.array(SignalSource) }),
  }),
  add: route({
    id: 'signals.add',
    method: 'POST',
    path: '/api/projects/:project/signals',
    permission: 'admin',
    summary:
      'Ask a Prometheus about the services of a source, or take lines of its logs. Folders of the server, addresses of private networks, and credentials other than variables that begin with PLUMBLINE_SIGNALS_, are for administrators of the installation.',
    input: z.object({
      ...inProject,
      name: z
        .string()
        .regex(/^[\w][\w. -]{0,99}$/u, 'A name is letters, digits, dots, dashes and spaces, 100 at most'),
      source: sourceName,
      kind: z.enum(['prometheus', 'logs']).default('prometheus'),
      url: z.string().max(2000).default('').meta({
        description:
          'such as https://prometheus.example; of logs, a folder of the server as file:///var/log/shop, or empty where lines are sent',
      }),
      credential: SignalCredential.optional(),
      labels: SignalLabels.optional(),
      everySeconds: z
        .int()
        .min(60)
        .max(86_400)
        .optional()
        .meta({ description: 'how often to look whether something is wrong; never when it is missing' }),
    }),
    reply: SignalSource,
  }),
  remove: route({
    id: 'signals.remove',
    method: 'DELETE',
    path: '/api/projects/:project/signals/:signals',
    permission: 'admin',
    summary: 'Ask it no longer. Its incidents stay.',
    input: z.object(inSignals),
    reply: z.object({}),
  }),
  askable: route({
    id: 'signals.askable',
    method: 'GET',
    path: '/api/projects/:project/signals/:signals/askable',
    permission: 'viewer',
    summary: 'What a source of signals can be asked: what it measures of services, and its metrics.',
    input: z.object(inSignals),
    reply: SignalsAskable,
  }),
  series: route({
    id: 'signals.series',
    method: 'GET',
    path: '/api/projects/:project/signals/:signals/series',
    permission: 'viewer',
    summary: 'What a query gives over a stretch of time. Prometheus is asked now; nothing is kept.',
    input: z.object({
      ...looked,
      query: looked.query
        .optional()
        .meta({ description: 'in the language of Prometheus; the first that is watched when it is missing' }),
    }),
    reply: LookedSignals,
  }),
  learned: route({
    id: 'signals.learned',
    method: 'GET',
    path: '/api/projects/:project/signals/:signals/learned',
    permission: 'viewer',
    summary:
      'What was usual of one of these series, as it was known before each value came; what was not, where it changed, and what comes.',
    input: z.object({
      ...looked,
      series: z.string().min(1).max(8000).meta({ description: 'the id of the series' }),
    }),
    reply: LearnedSignal,
  }),
}

export const logRoutes = {
  receive: route({
    id: 'logs.receive',
    method: 'POST',
    path: '/api/projects/:project/signals/:signals/lines',
    permission: 'operator',
    summary:
      'Send lines of logs, as text or as JSON (one object a line, or a list). They are counted by message; nothing of them is kept but one example of each.',
    input: z.object(inSignals),
    reply: z.object({
      lines: z.int().meta({ description: 'how many were counted' }),
      dropped: z.int().meta({ description: 'how many were too old, or of the future' }),
      messages: z.int().meta({ description: 'how many different messages are known' }),
    }),
    body: z.union([z.string(), z.looseObject({}), z.array(z.union([z.string(), z.looseObject({})]))]),
  }),
} as const

export const incidentRoutes = {
  receive: route({
    id: 'incidents.receive',
    method: 'POST',
    path: '/api/projects/:project/signals/:signals/alerts',
    permission: 'operator',
    summary:
      'The webhook of Alertmanager. A group of alerts that fires is one incident, which is looked into; the same message again changes nothing.',
    input: z.object(inSignals),
    reply: z.object({
      kind: z.enum(['opened', 'updated', 'closed', 'nothing']),
      incident: z.string().optional(),
    }),
    body: AlertmanagerMessage,
  }),
  list: route({
    id: 'incidents.list',
    method: 'GET',
    path: '/api/projects/:project/incidents',
    permission: 'viewer',
    summary: 'What is wrong, and what was: what goes on first.',
    input: z.object({
      ...inProject,
      state: z.enum(['open', 'closed']).optional(),
      signals: z.string().max(200).optional(),
      ...paging,
    }),
    reply: pageOf(Incident),
  }),
  get: route({
    id: 'incidents.get',
    method: 'GET',
    path: '/api/projects/:project/incidents/:incident',
    permission: 'viewer',
    summary: 'One incident: since when, where it comes from, and which change did it.',
    input: z.object(inIncident),
    reply: IncidentDetail,
  }),
  again: route({
    id: 'incidents.again',
    method: 'POST',
    path: '/api/projects/:project/incidents/:incident/again',
    permission: 'operator',
    summary: 'Look into it again, now.',
    input: z.object(inIncident),
    reply: z.object({}),
  }),
}
