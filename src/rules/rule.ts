import type { Repair, Severity, Wanted } from '../model/finding.ts'
import type { Graph } from '../model/live-graph.ts'
import type { Live } from '../model/live.ts'
import type { Fact } from './facts.ts'

/**
 * One thing that must hold of a live resource. The file is the whole rule: its examples are its tests and its page.
 * The check yields what is violated or undecided; a resource about which it yields nothing is good.
 */
export interface Rule {
  /** The path below `rules`, such as `aws/s3/versioning`. */
  readonly id: string
  readonly title: string
  readonly severity: Severity
  /** What goes wrong, in a sentence or two that a person who never heard of it understands. */
  readonly why: string
  /** What to do, in a sentence. */
  readonly fix: string
  /** The live types that it looks at. */
  readonly subject: readonly string[]
  readonly aliases: readonly Alias[]
  /** Sections of benchmarks and standards where they are certain, such as `CIS AWS 3.0 2.1.4`. */
  readonly compliance: readonly string[]
  check(live: Live, graph: Graph): Iterable<Verdict>
  /** The values that mend what was violated, as the live API says them; without it, the one value that the verdict wants. */
  repair?(verdict: Verdict): readonly Repair[]
  readonly examples: Examples
}

/** Another tool's name of the same check, claimed for findings on these source types only. */
export interface Alias {
  readonly id: string
  readonly on: readonly string[]
}

/** What a check says of one fact; nothing said is good. */
export interface Verdict {
  readonly kind: 'violated' | 'undecided'
  readonly message: string
  readonly fact: Fact
  readonly wanted?: Wanted
  /** Other facts that belong to it, such as the hops of a path from the internet, in order. */
  readonly via?: readonly Fact[]
}

/** Good: nothing is said. Bad: violated. Near: looks bad and isn't. Undecided: an input is missing. */
export interface Examples {
  readonly good: readonly Example[]
  readonly bad: readonly Example[]
  readonly near: readonly Example[]
  readonly undecided: readonly Example[]
}

/** A small text in one of the languages; the name decides which. */
export interface Example {
  readonly file: string
  readonly text: string
}

/** An example in Terraform. */
export const terraform = example('main.tf')
/** An example in CloudFormation. */
export const cloudformation = example('template.yaml')
/** An example of Kubernetes manifests. */
export const kubernetes = example('manifest.yaml')
/** An example of a Dockerfile. */
export const dockerfile = example('Dockerfile')
/** An example of a GitHub Actions workflow. */
export const workflow = example('.github/workflows/ci.yml')

function example(file: string): (text: TemplateStringsArray) => Example {
  // A template of the example's own language is written with a backslash.
  return ({ raw }) => ({
    file,
    // Only tests and the rule's page look at it.
    get text() {
      return outdented(raw.join('').replaceAll('\\${', '${'))
    },
  })
}

/** The text without the indentation that all of its lines share, and without the empty first line. */
function outdented(text: string): string {
  const lines = text.replace(/^\n/u, '').trimEnd().split('\n')
  const margins = lines
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length)
  const margin = Math.min(...margins)
  return `${lines.map((line) => line.slice(margin)).join('\n')}\n`
}
