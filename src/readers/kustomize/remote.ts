/**
 * What is to be fetched for a path of `resources` or `components` that lies elsewhere, in the words of a module's source
 * (`git::https://github.com/org/repo.git//path?ref=v1`); undefined for a path in the repository.
 * See https://github.com/kubernetes-sigs/kustomize/blob/master/examples/remoteBuild.md
 */
export function remoteSource(path: string): string | undefined {
  if (/^(?:https?|file):\/\/[^?]+\.(?:ya?ml|json)(?:\?.*)?$/u.test(path) && !path.includes('//', 8))
    return path
  const plain = path.replace(/^git::/u, '')
  const ssh = /^(?:ssh:\/\/)?([\w.-]+@[\w.-]+)[:/](.+)$/u.exec(plain)
  if (ssh !== null) return gitSource(`ssh://${ssh[1] ?? ''}`, ssh[2] ?? '')
  const web = /^(https?:\/\/[^/]+)\/(.+)$/u.exec(plain)
  if (web !== null) return gitSource(web[1] ?? '', web[2] ?? '')
  const bare = /^(github\.com|gitlab\.com|bitbucket\.org)[:/](.+)$/u.exec(plain)
  return bare === null ? undefined : gitSource(`https://${bare[1] ?? ''}`, bare[2] ?? '')
}

function gitSource(host: string, rest: string): string {
  const [path = '', query = ''] = rest.split('?')
  const ref = new URLSearchParams(query).get('ref') ?? new URLSearchParams(query).get('version')
  const marked = /^(.+?)(?:\.git\/+|\.git$|\/\/)(.*)$/u.exec(path)
  const parts = path.split('/')
  const repository = marked?.[1] ?? parts.slice(0, 2).join('/')
  const inner = (marked === null ? parts.slice(2).join('/') : (marked[2] ?? '')).replace(/^\/+/u, '')
  return `git::${host}/${repository.replace(/\.git$/u, '')}.git${inner === '' ? '' : `//${inner}`}${ref === null ? '' : `?ref=${ref}`}`
}
