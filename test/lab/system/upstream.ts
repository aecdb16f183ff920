import { createHmac } from 'node:crypto'
import { Agent, request } from 'node:http'
import type { Metrics } from './metrics.ts'

/** How a call ended: with an answer, a refusal of who asks, a failure, no answer in time, or no connection. */
type Outcome = 'ok' | 'rejected' | 'failed' | 'timeout' | 'refused'

export interface CallSettings {
  /** Undefined where no service has the name. */
  readonly port: number | undefined
  readonly pool: number
  readonly timeout: number
  readonly retries: number
}

/** The calls of a service to another over HTTP: a pool of connections, a time after which it gives up, tries. */
export class Upstream {
  readonly #destination: string
  readonly #metrics: Metrics
  readonly #settings: CallSettings
  readonly #agent: Agent
  readonly #credential: () => string

  constructor(destination: string, credential: () => string, settings: CallSettings, metrics: Metrics) {
    this.#destination = destination
    this.#metrics = metrics
    this.#settings = settings
    this.#credential = credential
    this.#agent = new Agent({ keepAlive: true, maxSockets: settings.pool })
    metrics.gauge(`pool_in_use{pool="${destination}"}`, () => lengthOf(this.#agent.sockets))
    metrics.gauge(`pool_waiting{pool="${destination}"}`, () => lengthOf(this.#agent.requests))
    metrics.gauge(`pool_size{pool="${destination}"}`, () => settings.pool)
  }

  /** Whether it was answered well, after as many tries as it has. */
  async call(path: string): Promise<boolean> {
    for (let tries = 0; tries <= this.#settings.retries; tries++) {
      const { outcome, seconds } = await this.#once(path)
      const labels = `{destination="${this.#destination}",outcome="${outcome}"}`
      this.#metrics.add(`http_client_requests_total${labels}`)
      this.#metrics.add(`http_client_seconds_total{destination="${this.#destination}"}`, seconds)
      if (outcome === 'ok') return true
      if (outcome === 'rejected') return false
    }
    return false
  }

  /** Lets go of connections that nobody uses; those in use end by themselves. */
  close(): void {
    for (const sockets of Object.values(this.#agent.freeSockets))
      for (const one of sockets ?? []) one.destroy()
  }

  /** The time is that since it had a connection: what came before was waiting for one of its own pool. */
  #once(path: string): Promise<{ readonly outcome: Outcome; readonly seconds: number }> {
    const { port, timeout } = this.#settings
    if (port === undefined) return Promise.resolve({ outcome: 'refused', seconds: 0 })
    return new Promise((go) => {
      let late = false
      let start: number | undefined
      const resolve = (outcome: Outcome): void => {
        go({ outcome, seconds: start === undefined ? 0 : (performance.now() - start) / 1000 })
      }
      const asked = request({
        host: '127.0.0.1',
        port,
        path,
        agent: this.#agent,
        headers: { authorization: this.#credential() },
      })
      asked.on('socket', () => (start = performance.now()))
      const timer = setTimeout(() => {
        late = true
        asked.destroy()
      }, timeout)
      asked.on('response', (answer) => {
        answer.resume()
        answer.on('close', () => {
          clearTimeout(timer)
          const code = answer.statusCode ?? 500
          resolve(late ? 'timeout' : code < 400 ? 'ok' : code < 500 ? 'rejected' : 'failed')
        })
      })
      asked.on('error', () => {
        clearTimeout(timer)
        resolve(late ? 'timeout' : 'refused')
      })
      asked.end()
    })
  }
}

/** Who asks, until when that may be believed, and the proof. */
export function credentialOf(name: string, expires: number, secret: string): string {
  const said = `${name}.${expires}`
  return `${said}.${createHmac('sha256', secret).update(said).digest('base64url')}`
}

/** Whether a credential is genuine and not expired. */
export function isGood(credential: string | undefined, secret: string): boolean {
  const [name = '', expires = ''] = (credential ?? '').split('.')
  return credential === credentialOf(name, Number(expires), secret) && Number(expires) > Date.now() / 1000
}

function lengthOf(all: Readonly<Record<string, readonly unknown[] | undefined>>): number {
  return Object.values(all).reduce((sum, one) => sum + (one?.length ?? 0), 0)
}
