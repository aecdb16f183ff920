/** Every code a `Fault` may have: what it means for the reader of the message. */
export const faultCodes = {
  'internal/unreachable': 'A case that cannot happen has happened: this is a defect in Plumbline.',
  'host/unreadable': 'A file or folder could not be read.',
  'host/failed': 'A program that Plumbline started did not succeed.',
  'host/postgres': 'The database that comes with Plumbline could not be used.',
  'host/refused': 'A program was asked for something that is not allowed.',
  'store/newer': 'The database was made by a newer Plumbline.',
  'store/missing': 'Something that the store speaks of is not in it.',
  'store/bad-cursor': 'The page that is to come next is none that this list has told of.',
  'store/bad-key': 'The key for what is kept secret cannot be used.',
  'store/no-key': 'The key that something was encrypted with is not given.',
  'store/broken-seal': 'Something that was encrypted is not what was written.',
  'forge/refused': 'A forge did not take what it was told.',
  'runs/unreadable': 'What was written down of a run cannot be read.',
  'server/setting': 'A setting of the server cannot be used.',
  'server/no-port': 'There is no free port to listen at.',
  'server/broken-promise': 'A reply is not what its route promises: this is a defect in Plumbline.',
  'policy/failed': 'A condition of a rule could not be evaluated.',
  'rules/no-verdict': 'A rule gave something that is no verdict, or no end of them.',
  'template/refused': 'A template cannot go on.',
  'kustomize/refused': 'A kustomization cannot be built.',
  'target/not-installed': 'A package that is needed to ask a live system is not installed.',
  'target/not-served': 'A live system has no such operation.',
  'target/failed': 'A live system could not be asked.',
  'usage/invalid': 'The command line was not understood.',
} as const

/** A code from the closed list of `faultCodes`. */
export type FaultCode = keyof typeof faultCodes

/** The one class that is thrown: a code, the facts, and the cause. Problems in someone's file are diagnostics, never faults. */
export class Fault extends Error {
  readonly code: FaultCode
  readonly facts: Readonly<Record<string, string>>

  constructor(code: FaultCode, facts: Readonly<Record<string, string>>, cause?: unknown) {
    super(
      `${faultCodes[code]} ${Object.entries(facts)
        .map(([name, fact]) => `${name}: ${fact}`)
        .join(', ')}`,
      { cause },
    )
    this.name = 'Fault'
    this.code = code
    this.facts = facts
  }
}
