import { Agent, get } from 'node:http'

// People and programs that use the system: they come as they like, more by day than by night, and don't wait for each other.

export interface Load {
  readonly port: number
  /** Requests a second in the mean. */
  readonly rate: number
  /** By which part of itself the rate goes up and down. */
  readonly wave: number
  /** Seconds of a day. */
  readonly day: number
  /** Where in the day it begins, from 0 to 1. */
  readonly phase: number
  /** Times as many as usual. */
  readonly surge: number
}

const agent = new Agent({ keepAlive: true, maxSockets: 400 })
const began = performance.now()
let load: Load | undefined
let drift = 1

process.on('message', (told: Load) => {
  const first = load === undefined
  load = told
  if (first) next()
})
process.on('disconnect', () => process.exit(0))

function next(): void {
  if (load === undefined) return
  const day = (performance.now() - began) / 1000 / load.day + load.phase
  drift = Math.min(1.3, Math.max(0.75, drift * (1 + 0.01 * (Math.random() - 0.5))))
  const rate = load.rate * load.surge * drift * (1 + load.wave * Math.sin(2 * Math.PI * day))
  setTimeout(next, Math.max(0.5, (-Math.log(1 - Math.random()) * 1000) / rate))
  visit(load.port)
}

function visit(port: number): void {
  const dice = Math.random()
  const path = dice < 0.4 ? '/ask' : dice < 0.7 ? '/recommend' : '/checkout'
  const asked = get({ host: '127.0.0.1', port, path, agent }, (answer) => answer.resume())
  asked.setTimeout(8000, () => asked.destroy())
  asked.on('error', () => undefined)
}
