import type { FilePath } from '../kernel/brand.ts'

/**
 * Whether a file belongs to something that was downloaded: a module that `terraform init` put there, or a module, chart or
 * file that is mounted beside the repository while it is read. Nobody's change of it would last.
 */
export function isDownloaded(file: FilePath): boolean {
  return /^<?\.plumbline\/(?:modules|charts|files)\/|(?:^|\/)\.terraform\/modules\//u.test(file)
}
