import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { parseAllDocuments } from 'yaml'
import { fakePrometheus } from '../server/prometheus.ts'

const manifests = fileURLToPath(new URL('../../examples/ai-platform/k8s/captioner.yaml', import.meta.url))

interface KubernetesObject {
  readonly kind: string
  readonly metadata: { readonly name: string; readonly managedFields?: readonly object[] }
  readonly spec?: { readonly replicas?: number }
}

/** What runs of the example after a busy night: scaled and configured by hand, and something that nobody wrote down. */
function running(): string {
  const objects = parseAllDocuments(readFileSync(manifests, 'utf8'), { merge: true })
    .map((one) => one.toJS() as KubernetesObject & { data?: Readonly<Record<string, string>> })
    .map((one) => {
      if (one.kind === 'Deployment')
        return {
          ...one,
          spec: { ...one.spec, replicas: 7 },
          metadata: {
            ...one.metadata,
            managedFields: [writer('kubectl-scale', { 'f:spec': { 'f:replicas': {} } })],
          },
        }
      if (one.kind !== 'ConfigMap') return one
      const written = writer('k9s', { 'f:data': { 'f:MAX_BATCH_SIZE': {} } })
      return {
        ...one,
        data: { ...one.data, MAX_BATCH_SIZE: '64' },
        metadata: { ...one.metadata, managedFields: [written] },
      }
    })
  const stray = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'debug-flags',
      namespace: 'vision',
      managedFields: [writer('kubectl-create', { 'f:data': { '.': {} } })],
    },
    data: { VERBOSE: '1' },
  }
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [...objects, stray] })
}

function writer(manager: string, fieldsV1: object): object {
  const facts = { operation: 'Update', apiVersion: 'v1', fieldsType: 'FieldsV1' }
  return { manager, time: '2026-11-20T23:41:07Z', fieldsV1, ...facts }
}

function state(serial: number, range: string): object {
  return {
    version: 4,
    terraform_version: '1.11.4',
    serial,
    lineage: '6c2f1a52-3f0e-4d9e-9a57-2b1e5a0f7c11',
    outputs: {},
    resources: [
      {
        mode: 'managed',
        type: 'terraform_data',
        name: 'range',
        provider: 'provider["terraform.io/builtin/terraform"]',
        instances: [
          {
            schema_version: 0,
            attributes: {
              id: '0d9ad5c1',
              input: { value: range, type: 'string' },
              output: { value: range, type: 'string' },
              triggers_replace: null,
            },
            sensitive_attributes: [],
          },
        ],
      },
    ],
  }
}

const lock = {
  ID: '5f0c6f0e-9a4e-4b36-8c67-1e0b9d1f2a33',
  Operation: 'OperationTypeApply',
  Who: 'ada@laptop',
  Version: '1.11.4',
}

/** A stack with drift in it, and a state with two versions that somebody holds; once for each server. */
export async function filled(page: Page): Promise<void> {
  const states = '/states/prod-network/terraform'
  const measured = await fakePrometheus(['captioner', 'gateway'])
  measured.slowFrom = Math.floor(Date.now() / 1000) - 1500
  const [source] = (await asked(page, 'GET', '/sources')).items
  await asked(page, 'POST', '/stacks', { name: 'prod', source: source?.id, watched: { kind: 'upload' } })
  await asked(page, 'POST', '/stacks/prod/live', { text: running() })
  await asked(page, 'POST', '/signals', { name: 'prod', source: source?.id, url: measured.url })
  await asked(page, 'POST', '/signals', { kind: 'logs', name: 'lines', source: source?.id })
  await asked(page, 'POST', '/signals/lines/lines', logLines())
  for (const one of toldChanges()) await asked(page, 'POST', '/feed', one)
  await asked(page, 'POST', '/signals/prod/alerts', alerts)
  await asked(page, 'POST', states, state(1, '10.0.0.0/16'))
  await asked(page, 'POST', states, state(2, '10.1.0.0/16'))
  await asked(page, 'POST', `${states}/lock`, lock)
  for (let tries = 0; tries < 600; tries++) {
    const [drifts, incidents] = [await asked(page, 'GET', '/drift'), await asked(page, 'GET', '/incidents')]
    if (
      drifts.items.length > 0 &&
      incidents.items.some(({ reportedAt, problem }) => reportedAt !== undefined || problem !== undefined)
    )
      return
    await page.waitForTimeout(200)
  }
}

function ago(minutes: number): number {
  return Math.floor(Date.now() / 1000) - minutes * 60
}

/** Six hours of a log, in which something new comes at the end. */
function logLines(): readonly object[] {
  const usual = Array.from({ length: 2400 }, (_, at) => ({
    time: ago(at * 0.15),
    level: 'info',
    msg: `captioned clip-${at} in ${100 + (at % 37)} ms`,
  }))
  const wrong = Array.from({ length: 90 }, (_, at) => ({
    time: ago(at * 0.25),
    level: 'error',
    msg: `no memory left on gpu-${at % 4}: batch of ${at} was refused, token=hf_${'a1B2c3D4e5'.repeat(4)}`,
  }))
  return [...usual, ...wrong]
}

/** What a pipeline, a switchboard and a person did in the last hours. */
function toldChanges(): readonly object[] {
  return [
    { time: ago(31), kind: 'deploy', title: 'captioner 2.1', author: 'pipeline', nodes: ['captioner'] },
    { time: ago(95), kind: 'flag', title: 'longer captions on', author: 'ben', nodes: ['gateway'] },
    { time: ago(180), kind: 'release', title: 'release 2.1', author: 'ada', link: 'https://ci.example/412' },
    { time: ago(260), kind: 'other', title: 'certificate renewed', author: 'cert-manager' },
  ]
}

const alerts = {
  version: '4',
  groupKey: '{}:{alertname="CaptionsSlow"}',
  status: 'firing',
  receiver: 'plumbline',
  alerts: [
    {
      status: 'firing',
      labels: { alertname: 'CaptionsSlow', service: 'captioner' },
      annotations: { summary: 'Captions take long' },
      startsAt: new Date(Date.now() - 1_380_000).toISOString(),
      endsAt: '0001-01-01T00:00:00Z',
      generatorURL: '',
      fingerprint: '5f1c2b9d7a3e4c60',
    },
  ],
}

interface List {
  readonly items: readonly { readonly id: string; readonly reportedAt?: string; readonly problem?: string }[]
}

/** As the console asks, with the session of the page. */
export function asked(page: Page, method: string, path: string, body?: object): Promise<List> {
  return page.evaluate(
    async (request): Promise<List> => {
      const { csrf } = (await (await fetch('/api/session')).json()) as { readonly csrf: string }
      const reply = await fetch(`/api/projects/local${request.path}`, {
        method: request.method,
        headers: { 'x-plumbline-csrf': csrf, 'content-type': 'application/json' },
        ...(request.body === undefined ? {} : { body: request.body }),
      })
      const text = await reply.text()
      return (text === '' ? { items: [] } : JSON.parse(text)) as List
    },
    { method, path, body: body === undefined ? undefined : JSON.stringify(body) },
  )
}
