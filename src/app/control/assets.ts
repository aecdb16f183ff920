import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Asset } from '../../server/parts.ts'

/** The files of the console, all of them in memory: they are few, and no path of a request ever reaches the disk. */
export function consoleAssets(): (path: string) => Asset | undefined {
  const files = new Map<string, Asset>()
  const folder = places.map((one) => fileURLToPath(new URL(one, import.meta.url))).find(hasPage)
  if (folder === undefined) return () => undefined
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = types[extname(entry.name)]
    if (!entry.isFile() || type === undefined) continue
    const file = join(entry.parentPath, entry.name)
    const bytes = new Uint8Array(readFileSync(file))
    files.set(`/${relative(folder, file).split(sep).join('/')}`, { bytes, type })
  }
  return (path) => files.get(path)
}

/** Beside our own code when it is built, and where the build puts it when it isn't. */
const places = ['../console/', '../../../dist/console/']

function hasPage(folder: string): boolean {
  try {
    return readdirSync(folder).includes('index.html')
  } catch {
    return false
  }
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
}
