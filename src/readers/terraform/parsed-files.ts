import type { Snapshot } from '../../kernel/ports.ts'
import { parsedFiles, type ParsedFiles } from './config/parsed.ts'

const kept = new WeakMap<Snapshot, ParsedFiles>()

/** The parsed files of a snapshot, shared by all roots that are read from it. */
export function parsedFilesOf(snapshot: Snapshot): ParsedFiles {
  const known = kept.get(snapshot)
  if (known !== undefined) return known
  const made = parsedFiles(snapshot)
  kept.set(snapshot, made)
  return made
}
