import type { FilePath } from '../kernel/brand.ts'
import type { Snapshot } from '../kernel/ports.ts'

/** A snapshot some of whose files have other texts. */
export function overlaidSnapshot(base: Snapshot, texts: ReadonlyMap<FilePath, string>): Snapshot {
  return {
    bytes(path) {
      const text = texts.get(path)
      return text === undefined ? base.bytes(path) : new TextEncoder().encode(text)
    },
    text: (path) => texts.get(path) ?? base.text(path),
    list: (path) => base.list(path),
    top: base.top,
    stamp: (path) => (texts.has(path) ? undefined : base.stamp?.(path)),
  }
}
