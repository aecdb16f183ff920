import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createTar } from 'nanotar'
import { gzipSync } from 'node:zlib'

/** A chart that is published: its files, as they lie in its folder. */
export interface Published {
  readonly name: string
  readonly version: string
  readonly bytes: Uint8Array
}

/** Packs a chart as `helm package` does: all in a folder of the chart's name. */
export function packed(
  name: string,
  version: string,
  files: Readonly<Record<string, string>>,
  more = '',
): Published {
  const all = { 'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: ${version}\n${more}`, ...files }
  const entries = Object.entries(all).map(([path, data]) => ({
    name: `${name}/${path}`,
    data,
    attrs: { mode: '644', mtime: 0 },
  }))
  return { name, version, bytes: gzipSync(createTar(entries)) }
}

/** A repository of charts at `/repo` and a registry of them at `/v2/`, on this machine. */
export class ChartServer {
  readonly asked: string[] = []
  /** Answers of one's own, by the beginning of the path, before all else. */
  readonly special = new Map<string, (request: IncomingMessage, response: ServerResponse) => void>()
  readonly #charts: readonly Published[]
  readonly #server: Server
  host = ''

  constructor(charts: readonly Published[]) {
    this.#charts = charts
    this.#server = createServer((request, response) => this.#answer(request, response))
  }

  async start(): Promise<void> {
    await new Promise<void>((done) => void this.#server.listen(0, '127.0.0.1', done))
    this.host = `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  stop(): void {
    this.#server.close()
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = request.url ?? ''
    this.asked.push(url)
    for (const [start, answer] of this.special) if (url.startsWith(start)) return answer(request, response)
    if (url === '/repo/index.yaml') return void response.writeHead(200).end(this.#index())
    const packedAt = /^\/repo\/packed\/(.+)\.tgz$/u.exec(url)?.[1]
    const found = this.#charts.find(({ name, version }) => `${name}-${version}` === packedAt)
    if (found !== undefined) return void response.writeHead(200).end(found.bytes)
    if (url.startsWith('/token')) return json(response, { token: 'for-everyone' })
    if (url.startsWith('/v2/')) return this.#registry(request, response)
    response.writeHead(404).end()
  }

  /** https://helm.sh/docs/topics/chart_repository/#the-index-file */
  #index(): string {
    const names = [...new Set(this.#charts.map(({ name }) => name))]
    const entries = names.map((name) => {
      const versions = this.#charts.filter((one) => one.name === name)
      const listed = versions.map(
        ({ version, bytes }) =>
          `  - apiVersion: v2\n    name: ${name}\n    version: ${version}\n    digest: ${sha256(bytes)}\n    urls:\n    - packed/${name}-${version}.tgz\n`,
      )
      return `  ${name}:\n${listed.join('')}`
    })
    return `apiVersion: v1\nentries:\n${entries.join('')}`
  }

  /** https://github.com/opencontainers/distribution-spec/blob/main/spec.md, for who has a pass that everyone gets. */
  #registry(request: IncomingMessage, response: ServerResponse): void {
    if (request.headers.authorization !== 'Bearer for-everyone') {
      const challenge = `Bearer realm="http://${this.host}/token",service="charts"`
      return void response.writeHead(401, { 'www-authenticate': challenge }).end()
    }
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
    const [, name = '', what = '', which = ''] =
      /^\/v2\/team\/([^/]+)\/(tags|manifests|blobs)\/(.+)$/u.exec(pathname) ?? []
    const versions = this.#charts.filter((one) => one.name === name)
    if (what === 'tags') return this.#tags(response, name, versions, searchParams.get('last'))
    for (const chart of versions) {
      const { manifest, config } = described(chart)
      const isTagged = what === 'manifests' && which === chart.version.replaceAll('+', '_')
      const blob = [manifest, config, chart.bytes].find((bytes) => which === `sha256:${sha256(bytes)}`)
      const bytes = isTagged ? manifest : blob
      if (bytes === undefined) continue
      const type =
        bytes === manifest ? 'application/vnd.oci.image.manifest.v1+json' : 'application/octet-stream'
      return void response
        .writeHead(200, {
          'content-type': type,
          'content-length': bytes.length,
          'docker-content-digest': `sha256:${sha256(bytes)}`,
        })
        .end(request.method === 'HEAD' ? undefined : bytes)
    }
    response.writeHead(404).end()
  }

  /** One at a time. */
  #tags(response: ServerResponse, name: string, versions: readonly Published[], last: string | null): void {
    const tags = versions.map(({ version }) => version.replaceAll('+', '_')).toSorted()
    const at = last === null ? 0 : tags.indexOf(last) + 1
    const tag = tags[at]
    if (tag !== undefined && at + 1 < tags.length)
      response.setHeader(
        'link',
        `</v2/team/${name}/tags/list?last=${encodeURIComponent(tag)}&n=1>; rel="next"`,
      )
    json(response, { name: `team/${name}`, tags: tag === undefined ? [] : [tag] })
  }
}

function described({ name, version, bytes }: Published): {
  readonly manifest: Buffer
  readonly config: Buffer
} {
  const config = Buffer.from(JSON.stringify({ apiVersion: 'v2', name, version }))
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: part('application/vnd.cncf.helm.config.v1+json', config),
      layers: [part('application/vnd.cncf.helm.chart.content.v1.tar+gzip', bytes)],
    }),
  )
  return { manifest, config }
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function part(mediaType: string, of: Uint8Array): object {
  return { mediaType, digest: `sha256:${sha256(of)}`, size: of.length }
}
