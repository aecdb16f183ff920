import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { Span } from '../../kernel/span.ts'
import { keyText, type YamlValue } from '../../lang/yaml/value.ts'
import { severities, type Severity } from '../../model/finding.ts'
import { hookNames, usualSeconds, type WrittenHook } from '../../model/hook.ts'
import type { Waiver } from '../../model/review.ts'
import type { Gate, Limit } from './gates.ts'
import { Settings } from './settings.ts'

/** What `plumbline.yaml` says about reviews. */
export interface Config {
  /** Patterns of files that are not reviewed. */
  readonly exclude: readonly string[]
  readonly failOn: Severity | 'never' | undefined
  /** What is said of rules, by id, alias or the beginning of an id. */
  readonly rules: ReadonlyMap<string, RuleConfig>
  readonly waivers: readonly Waiver[]
  /** Whether rules of the repository that run code may run. */
  readonly trustRules: boolean
  /** Files and folders that hold policies in Rego; empty when nothing is said. */
  readonly policies: readonly PolicyPlace[]
  /** What must hold of a commit; empty when nothing is said. */
  readonly gates: readonly Gate[]
  /** Who is told of events of this repository, and asked before. */
  readonly hooks: readonly WrittenHook[]
}

/** A file or folder that is named, and where it is. */
export interface PolicyPlace {
  readonly path: FilePath
  readonly span: Span
}

export interface RuleConfig {
  readonly enabled: boolean
  readonly severity: Severity | undefined
  /** Where the rule is named. */
  readonly span: Span
}

/** The names under which the configuration is looked for, in this order. */
export const configNames = ['plumbline.yaml', 'plumbline.yml']

const nothing: Config = {
  exclude: [],
  failOn: undefined,
  rules: new Map(),
  waivers: [],
  trustRules: false,
  policies: [],
  gates: [],
  hooks: [],
}

/** The configuration at the top of a snapshot; nothing is configured when there is none. What can't be understood is said and left out. */
export function configOf(snapshot: Snapshot): {
  readonly config: Config
  readonly diagnostics: readonly Diagnostic[]
} {
  const file = configNames.map(filePath).find((name) => snapshot.text(name) !== undefined)
  const text = file === undefined ? undefined : snapshot.text(file)
  if (file === undefined || text === undefined) return { config: nothing, diagnostics: [] }
  return new ConfigReader(file, text).read()
}

const trouble = {
  code: 'config/not-understood',
  summary: 'The configuration is not understood',
  page: 'docs/configuration.md',
}

class ConfigReader {
  readonly #settings: Settings

  constructor(file: FilePath, text: string) {
    this.#settings = new Settings(file, text, trouble)
  }

  read(): { readonly config: Config; readonly diagnostics: readonly Diagnostic[] } {
    const { root, diagnostics } = this.#settings
    const members = this.#settings.members(root, ['review', 'gates', 'hooks', 'investigate'])
    const config = {
      ...this.#review(members.get('review')),
      gates: this.#gates(members.get('gates')),
      hooks: this.#settings.items(members.get('hooks')).flatMap((one) => this.#hook(one) ?? []),
    }
    return { config, diagnostics }
  }

  #review(review: YamlValue | undefined): Config {
    if (review === undefined) return nothing
    const members = this.#settings.members(review, [
      'exclude',
      'fail-on',
      'rules',
      'waivers',
      'trust',
      'policies',
    ])
    const trust = members.get('trust')
    const trusted = trust === undefined ? undefined : this.#settings.members(trust, ['rules']).get('rules')
    return {
      exclude: this.#settings.items(members.get('exclude')).flatMap((one) => this.#settings.text(one) ?? []),
      failOn: this.#settings.choice(members.get('fail-on'), [...severities, 'never'] as const),
      rules: this.#rules(members.get('rules')),
      waivers: this.#settings.items(members.get('waivers')).flatMap((one) => this.#waiver(one) ?? []),
      trustRules: trusted?.kind === 'scalar' && trusted.scalar.kind === 'bool' && trusted.scalar.value,
      gates: [],
      hooks: [],
      policies: this.#settings.items(members.get('policies')).flatMap((one) => this.#place(one) ?? []),
    }
  }

  #gates(value: YamlValue | undefined): readonly Gate[] {
    return this.#settings.entries(value).flatMap(({ key, value: said }) => {
      const name = keyText(key)
      return name === undefined ? [] : [{ name, limits: this.#limits(said) }]
    })
  }

  #limits(value: YamlValue): readonly Limit[] {
    const members = this.#settings.members(value, ['new', 'undecided', 'changes', 'reports'])
    const added = this.#settings.members(members.get('new'), severities)
    const most = { comparison: 'at most' } as const
    const [undecided, changes] = ['undecided', 'changes'].map((name) => this.#number(members.get(name)))
    return [
      ...severities.flatMap((severity): readonly Limit[] => {
        const limit = this.#number(added.get(severity))
        return limit === undefined ? [] : [{ what: 'new', severity, limit, ...most }]
      }),
      ...(undecided === undefined ? [] : [{ what: 'undecided', limit: undecided, ...most } as const]),
      ...(changes === undefined ? [] : [{ what: 'changes', limit: changes, ...most } as const]),
      ...this.#settings
        .entries(members.get('reports'))
        .flatMap(({ key, value: said }) => this.#reportLimits(keyText(key) ?? '', said)),
    ]
  }

  /** `failed: { at-most: 0 }` */
  #reportLimits(name: string, value: YamlValue): readonly Limit[] {
    const members = this.#settings.members(value, ['at-most', 'at-least'])
    return (['at most', 'at least'] as const).flatMap((comparison) => {
      const limit = this.#number(members.get(comparison.replace(' ', '-')))
      return limit === undefined ? [] : [{ what: 'report', name, comparison, limit } as const]
    })
  }

  #number(value: YamlValue | undefined): number | undefined {
    const text = this.#settings.text(value)?.replace(/\s*%$/u, '')
    if (value === undefined || text === undefined) return undefined
    const number = Number(text)
    return text !== '' && Number.isFinite(number) && number >= 0
      ? number
      : this.#settings.refuse(value, 'This is a number, zero or more.')
  }

  #hook(value: YamlValue): WrittenHook | undefined {
    const members = this.#settings.members(value, ['hook', 'to', 'when', 'seconds', 'on-silence'])
    const hook = this.#settings.choice(members.get('hook'), hookNames)
    const url = this.#settings.text(members.get('to'))
    if (hook === undefined || url === undefined)
      return this.#settings.refuse(value, 'A hook has its name as `hook`, and an address as `to`.')
    if (!isAddress(url))
      return this.#settings.refuse(value, 'A hook goes to an http or https address without a user in it.')
    const seconds = this.#number(members.get('seconds')) ?? usualSeconds
    if (seconds < 1 || seconds > 300)
      return this.#settings.refuse(value, 'A hook has between 1 and 300 seconds.')
    return {
      hook,
      url,
      seconds,
      when: this.#settings.choice(members.get('when'), ['before', 'after'] as const) ?? 'after',
      onSilence: this.#settings.choice(members.get('on-silence'), ['allow', 'veto'] as const) ?? 'allow',
    }
  }

  #rules(value: YamlValue | undefined): ReadonlyMap<string, RuleConfig> {
    const found = new Map<string, RuleConfig>()
    for (const { key, value: said } of this.#settings.entries(value)) {
      const name = keyText(key)
      if (name === undefined) continue
      const span = this.#settings.span(key)
      if (isOff(said)) {
        found.set(name, { enabled: false, severity: undefined, span })
        continue
      }
      const severity = this.#settings.choice(said, severities)
      if (severity !== undefined) found.set(name, { enabled: true, severity, span })
    }
    return found
  }

  #place(value: YamlValue): PolicyPlace | undefined {
    const text = this.#settings.text(value)
    const path = text?.replace(/^(?:\.\/)+/u, '').replace(/\/+$/u, '')
    return path === undefined ? undefined : { path: filePath(path), span: this.#settings.span(value) }
  }

  #waiver(value: YamlValue): Waiver | undefined {
    const members = this.#settings.members(value, ['rule', 'address', 'file', 'owner', 'reason', 'until'])
    const [rule, reason] = ['rule', 'reason'].map((name) => this.#settings.text(members.get(name)))
    const until = this.#settings.text(members.get('until'))
    if (rule === undefined || reason === undefined || reason.trim() === '') {
      return this.#settings.refuse(value, 'A waiver names the rule that it accepts and the reason.')
    }
    if (until !== undefined && !/^\d{4}-\d\d-\d\d$/u.test(until)) {
      return this.#settings.refuse(value, 'A waiver ends on a day such as 2027-01-31.')
    }
    const [address, file] = ['address', 'file'].map((name) => this.#settings.text(members.get(name)))
    return {
      rule,
      reason,
      until,
      owner: this.#settings.text(members.get('owner')),
      span: this.#settings.span(value),
      where: { kind: 'pattern', address, file },
    }
  }
}

function isAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url !== undefined && /^https?:$/u.test(url.protocol) && url.username === '' && url.password === ''
}

function isOff(value: YamlValue): boolean {
  if (value.kind !== 'scalar') return false
  const { scalar } = value
  return scalar.kind === 'bool' ? !scalar.value : 'text' in scalar && scalar.text === 'off'
}
