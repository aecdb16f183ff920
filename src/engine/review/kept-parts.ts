import type { FindingPlace } from '../../model/finding.ts'
import type { Codec, Proof } from '../cache/cache.ts'
import type { Caused } from './findings.ts'
import { Packing, Table, unpacked, unpackedPlaces, type Packed } from './kept.ts'
import type { KeptPart, KeptParts, Row } from './parts.ts'

/** How parts are written down: what many of them share stands there once, and rows are numbers. */
export const partsCodec: Codec<KeptParts> = {
  encode({ parts, asked }) {
    const all = [...parts.values()]
    const writer = new Writer()
    const rows = all.map((one) => writer.part(one))
    return {
      parts: rows,
      asked: Array.from(asked, ([type, some]) => [type, [...some]] as const),
      found: writer.packing.packed(),
      lives: writer.lives.rows,
    } satisfies Kept
  },
  decode(kept) {
    const { parts, asked, found, lives } = kept as Kept
    const places = unpackedPlaces(found)
    const reader = { found: unpacked(found, places), lives, places, at: 0 }
    return {
      parts: new Map(parts.map((one) => [one.id, readPart(one, reader)])),
      asked: new Map(asked.map(([type, some]) => [type, new Set(some)])),
    }
  },
}

interface Kept {
  readonly parts: readonly PackedPart[]
  readonly asked: readonly (readonly [type: string, asked: readonly string[]])[]
  /** Of all parts, one after the other; its places are those of the rows too. */
  readonly found: Packed
  readonly lives: readonly string[]
}

interface PackedPart extends Omit<KeptPart, 'type' | 'proof' | 'rows' | 'found'> {
  readonly type: string | null
  /** 1 stands for a proof that needs nothing, 0 for none at all. */
  readonly proof: Proof | 0 | 1
  /** Four numbers for each: whether it is declared, the live resource, the finding of the part, the place. */
  readonly rows: readonly number[]
  /** How many findings it has. */
  readonly found: number
}

class Writer {
  readonly packing = new Packing()
  readonly lives = new Table<string>((live) => live)

  part({ type, proof, rows, found, ...own }: KeptPart): PackedPart {
    const number = new Map(found.map(({ cause }, at) => [cause, at]))
    const packedRows: number[] = []
    for (const { isDeclared, live, cause, place } of rows)
      packedRows.push(
        Number(isDeclared),
        this.lives.add(live),
        number.get(cause) ?? -1,
        this.packing.place(place),
      )
    for (const one of found) this.packing.add(one)
    const written = proof === undefined ? 0 : needsNothing(proof) ? 1 : proof
    return { ...own, type: type ?? null, proof: written, rows: packedRows, found: found.length }
  }
}

function needsNothing({ lists, files, summaries, facts }: Proof): boolean {
  return lists.length + files.length + summaries.length + facts.length === 0
}

interface Reader {
  readonly found: readonly Caused[]
  readonly lives: readonly string[]
  readonly places: readonly FindingPlace[]
  /** How many of the findings have been taken. */
  at: number
}

function readPart({ type, proof, rows, found, ...own }: PackedPart, reader: Reader): KeptPart {
  const mine = reader.found.slice(reader.at, (reader.at += found))
  const made: Row[] = []
  for (let at = 0; at + 3 < rows.length; at += 4) {
    const live = reader.lives[rows[at + 1] ?? -1]
    const cause = mine[rows[at + 2] ?? -1]?.cause
    const place = reader.places[rows[at + 3] ?? -1]
    if (live !== undefined && cause !== undefined && place !== undefined)
      made.push({ isDeclared: rows[at] === 1, live, cause, place })
  }
  return {
    ...own,
    type: type ?? undefined,
    proof: proof === 0 ? undefined : proof === 1 ? nothing : proof,
    rows: made,
    found: mine,
  }
}

const nothing: Proof = { lists: [], files: [], summaries: [], facts: [] }
