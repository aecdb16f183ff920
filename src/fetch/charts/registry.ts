import { failureOf, type Ask, type Asking, type HttpAnswer } from '../asking.ts'
import type { PackedChart, WantedChart } from './charts.ts'
import { digestMistake } from './digest.ts'
import { isExact, newestOf } from './newest.ts'

/** Media types of charts. See https://helm.sh/docs/topics/registries/#chart-manifest */
const types = {
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  chart: ['application/vnd.cncf.helm.chart.content.v1.tar+gzip', 'application/tar+gzip'],
}

/** The largest packed chart, the largest of everything else, and the longest list of versions that are taken. */
const mostBytes = { chart: 50_000_000, other: 4_000_000 }
const mostPages = 100

/**
 * A chart of a registry: the tag that its version says, or the newest of those that fit; nobody is logged in.
 * See https://github.com/opencontainers/distribution-spec/blob/main/spec.md
 */
export async function registryChart(
  { repository, name, version }: WantedChart,
  ask: Ask,
  plain: ReadonlySet<string>,
): Promise<PackedChart> {
  const place = placeOf(repository, name, plain)
  const reading = new Reading(place, ask)
  const chosen = isExact(version) ? version : await chosenOf(reading, version)
  if (typeof chosen !== 'string') return chosen
  const layer = await layerOf(reading, tagOf(chosen))
  if ('why' in layer) return layer
  const blob = await reading.ask(`blobs/${layer.digest}`, { most: mostBytes.chart })
  if (blob.status !== 200)
    return { why: `the content of ${place.path} ${chosen} could not be got (${failureOf(blob)})` }
  const wrong = digestMistake(blob.bytes, layer.digest)
  if (wrong !== undefined) return { why: `${place.path} ${chosen}: ${wrong}` }
  return { version: chosen, bytes: blob.bytes }
}

interface Place {
  /** The registry, with its scheme. */
  readonly server: string
  readonly host: string
  readonly path: string
}

function placeOf(repository: string, name: string, plain: ReadonlySet<string>): Place {
  const { host, pathname } = new URL(repository.replace(/^oci:/u, 'https:'))
  const path = [...pathname.split('/').filter((part) => part !== ''), name].join('/')
  // Where the registry of that name is: https://github.com/distribution/reference
  const server = host === 'docker.io' ? 'registry-1.docker.io' : host
  return { server: `${plain.has(host) ? 'http' : 'https'}://${server}`, host, path }
}

/** A tag can't have the plus sign of a version. See https://helm.sh/docs/topics/registries/ */
function tagOf(version: string): string {
  return version.replaceAll('+', '_')
}

async function chosenOf(reading: Reading, constraint: string): Promise<string | { readonly why: string }> {
  const { path, host } = reading.place
  const versions = await reading.tags()
  if ('why' in versions) return { why: `${host} does not list the versions of ${path} (${versions.why})` }
  const all = versions.map((tag) => ({ version: tag.replaceAll('_', '+') }))
  const newest = newestOf(all, constraint)
  if (newest !== undefined) return newest.version
  return { why: `no version of ${path} in ${host} fits "${constraint}"; there are ${all.length}` }
}

/** The layer of a manifest that is the chart. */
async function layerOf(
  reading: Reading,
  tag: string,
): Promise<{ readonly digest: string } | { readonly why: string }> {
  const { path, host } = reading.place
  const answer = await reading.ask(`manifests/${tag}`, {
    headers: { accept: types.manifest },
    most: mostBytes.other,
  })
  if (answer.status !== 200) return { why: `${host} has no chart ${path} ${tag} (${failureOf(answer)})` }
  const promised = answer.header('docker-content-digest')
  const wrong = promised === undefined ? undefined : digestMistake(answer.bytes, promised)
  if (wrong !== undefined) return { why: `the manifest of ${path} ${tag}: ${wrong}` }
  const layers = (parsed(answer)?.['layers'] ?? []) as unknown
  for (const layer of Array.isArray(layers) ? (layers as Partial<Record<string, unknown>>[]) : []) {
    const { mediaType, digest } = layer ?? {}
    const isOne = types.chart.some((type) => type === mediaType)
    if (isOne && typeof digest === 'string' && /^sha\d+:[\da-fA-F]+$/u.test(digest)) return { digest }
  }
  return { why: `${path} ${tag} in ${host} is no chart` }
}

/** What is asked of one repository in a registry, with the pass that it gives to everyone. */
class Reading {
  readonly place: Place
  readonly #ask: Ask
  #pass: string | undefined

  constructor(place: Place, ask: Ask) {
    this.place = place
    this.#ask = ask
  }

  async ask(what: string, asking: Asking): Promise<HttpAnswer> {
    const url = new URL(`/v2/${this.place.path}/${what}`, this.place.server).href
    const first = await this.#ask(url, this.#withPass(asking))
    const challenge = first.status === 401 ? first.header('www-authenticate') : undefined
    if (challenge === undefined || this.#pass !== undefined) return first
    this.#pass = await this.#passFor(challenge)
    return this.#pass === undefined ? first : this.#ask(url, this.#withPass(asking))
  }

  /** Page by page: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-tags */
  async tags(): Promise<readonly string[] | { readonly why: string }> {
    const found: string[] = []
    let next = 'tags/list'
    for (let page = 0; page < mostPages; page++) {
      const answer = await this.ask(next, { most: mostBytes.other })
      if (answer.status !== 200) return { why: failureOf(answer) }
      const tags = parsed(answer)?.['tags']
      if (Array.isArray(tags)) found.push(...tags.filter((tag) => typeof tag === 'string'))
      const [, link] = /<([^>]*)>\s*;\s*rel="?next/u.exec(answer.header('link') ?? '') ?? []
      if (link === undefined || !URL.canParse(link, answer.url)) break
      next = `tags/list${new URL(link, answer.url).search}`
    }
    return found
  }

  #withPass(asking: Asking): Asking {
    if (this.#pass === undefined) return asking
    return { ...asking, headers: { ...asking.headers, authorization: `Bearer ${this.#pass}` } }
  }

  /** A pass for reading, for nobody in particular. See https://distribution.github.io/distribution/spec/auth/token/ */
  async #passFor(challenge: string): Promise<string | undefined> {
    if (!/^bearer\s/iu.test(challenge)) return undefined
    const said = new Map(
      [...challenge.matchAll(/(\w+)="([^"]*)"/gu)].map(([, key = '', value = '']) => [key, value]),
    )
    const realm = said.get('realm') ?? ''
    if (!URL.canParse(realm)) return undefined
    const url = new URL(realm)
    const service = said.get('service')
    if (service !== undefined) url.searchParams.set('service', service)
    url.searchParams.set('scope', said.get('scope') ?? `repository:${this.place.path}:pull`)
    const answer = await this.#ask(url.href, { most: mostBytes.other })
    const found = answer.status === 200 ? parsed(answer) : undefined
    const pass = found?.['token'] ?? found?.['access_token']
    return typeof pass === 'string' ? pass : undefined
  }
}

function parsed({ body }: HttpAnswer): Partial<Record<string, unknown>> | undefined {
  try {
    const found: unknown = JSON.parse(body)
    return typeof found === 'object' && found !== null ? found : undefined
  } catch {
    return undefined
  }
}
