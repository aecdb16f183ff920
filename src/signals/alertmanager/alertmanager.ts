import { z } from 'zod'
import type { Outcome } from '../../kernel/diagnostic.ts'
import type { AlertSignal } from '../../model/alert-signal.ts'
import type { HttpPorts } from '../../model/http.ts'
import { askJson, placeOf, unexpected, type Service } from '../asking.ts'
import { alertSignal, Told } from './alert.ts'

/**
 * Alertmanager by its API, version 2:
 * https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml
 */
export interface Alertmanager {
  /** The address, without what may be secret in it. */
  readonly address: string
  /** Undefined, with a diagnostic, when it can't be asked. */
  status(signal?: AbortSignal): Promise<Outcome<AlertmanagerStatus | undefined>>
  /** Every alert it knows now, those that are silenced or inhibited as `suppressed`; sorted by when they began. */
  alerts(signal?: AbortSignal): Promise<Outcome<readonly AlertSignal[]>>
}

/** What Alertmanager says of itself. */
export interface AlertmanagerStatus {
  readonly version: string
  /** Seconds since 1970. */
  readonly since: number
  /** `ready`, `settling` or `disabled`. */
  readonly cluster: string
}

/** Alertmanager at an address such as `http://localhost:9093`. */
export function alertmanager(url: string, authorization: string | undefined, ports: HttpPorts): Alertmanager {
  const service: Service = { name: 'Alertmanager', url, authorization }
  const get = async <Reply>(
    path: string,
    schema: z.ZodType<Reply>,
    signal: AbortSignal | undefined,
  ): Promise<Outcome<Reply | undefined>> => {
    const asked = await askJson(service, { path, parameters: [], seconds: 30 }, ports, signal)
    if (asked.kind === 'problem') return { value: undefined, diagnostics: [asked.diagnostic] }
    const found = schema.safeParse(asked.json)
    if (found.success && asked.status < 400) return { value: found.data, diagnostics: [] }
    const what = `Alertmanager answers ${path} with status ${asked.status} in a form that is not known.`
    return { value: undefined, diagnostics: [unexpected(service, placeOf(service, path), what)] }
  }
  return {
    address: placeOf(service, '').file,
    async status(signal) {
      const { value, diagnostics } = await get('/api/v2/status', Status, signal)
      if (value === undefined) return { value, diagnostics }
      const { versionInfo, uptime, cluster } = value
      const since = Date.parse(uptime) / 1000
      return { value: { version: versionInfo.version, since, cluster: cluster.status }, diagnostics }
    },
    async alerts(signal) {
      const { value = [], diagnostics } = await get('/api/v2/alerts', z.array(Listed), signal)
      const alerts = value.map((one) => alertSignal(one, states[one.status.state]))
      return { value: alerts.toSorted((a, b) => (a.since ?? 0) - (b.since ?? 0)), diagnostics }
    },
  }
}

const Status = z.object({
  versionInfo: z.object({ version: z.string() }),
  uptime: z.iso.datetime({ offset: true }),
  cluster: z.object({ status: z.string() }),
})

const Listed = Told.extend({
  status: z.object({ state: z.enum(['active', 'suppressed', 'unprocessed']) }),
})

/** Its end lies ahead while an alert goes on, so the state decides. */
const states = { active: 'firing', unprocessed: 'firing', suppressed: 'suppressed' } as const
