/** A path without `.`, `..` that can be resolved, double or closing slashes; what is left of an empty one is `.`. */
export function cleaned(path: string): string {
  const isRooted = path.startsWith('/')
  const kept: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') kept.push(part)
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop()
    else if (!isRooted) kept.push(part)
  }
  const whole = kept.join('/')
  if (isRooted) return `/${whole}`
  return whole === '' ? '.' : whole
}

/** Both paths as one, cleaned; an empty one adds nothing. */
export function joined(folder: string, path: string): string {
  if (folder === '' || path === '') return folder + path === '' ? '' : cleaned(folder + path)
  return cleaned(`${folder}/${path}`)
}

/** The last name of a path. */
export function lastName(path: string): string {
  if (path === '') return '.'
  const names = path.split('/').filter((name) => name !== '')
  return names.at(-1) ?? '/'
}

/** The path without its last name. */
export function folderOf(path: string): string {
  return cleaned(path.slice(0, path.lastIndexOf('/') + 1))
}

/** A path as seen from a folder; both are cleaned and start at the same place. */
export function relativeTo(folder: string, path: string): string {
  const from = folder === '.' ? [] : folder.split('/')
  const to = path.split('/')
  let same = 0
  while (same < from.length && same < to.length && from[same] === to[same]) same++
  return [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/')
}
