import { expect, it } from 'vitest'
import { benchmarks } from '../../src/engine/review/compliance.ts'
import { allRules } from '../../src/rules/index.ts'

const rules = await allRules()

/** How each benchmark numbers its sections, after its title. */
const numbering: Readonly<Record<string, RegExp>> = {
  'cis-aws': /^\d+\.\d+ \d+(?:\.\d+)*$/u,
  'cis-azure': /^\d+\.\d+ \d+(?:\.\d+)*$/u,
  'cis-gcp': /^\d+\.\d+ \d+(?:\.\d+)*$/u,
  'cis-kubernetes': /^\d+\.\d+ \d+(?:\.\d+)*$/u,
  'cis-docker': /^\d+\.\d+ \d+(?:\.\d+)*$/u,
  'nist-800-53': /^[A-Z]{2}-\d+(?:\(\d+\))?$/u,
  'pci-dss-4': /^(?:[1-9]|1[0-2])\.\d+\.\d+(?:\.\d+)?$/u,
  soc2: /^(?:CC[1-9]|A1|C1|PI1)\.\d$/u,
}

it.each(rules.map(({ id, compliance }) => ({ id, compliance })))(
  '$id refers to sections as their benchmarks number them, and to each once',
  ({ compliance }) => {
    const odd = compliance.filter((reference) => {
      const benchmark = benchmarks.find(({ title }) => reference.startsWith(`${title} `))
      if (benchmark === undefined) return true
      return numbering[benchmark.id]?.test(reference.slice(benchmark.title.length + 1)) !== true
    })
    expect(odd).toEqual([])
    expect(new Set(compliance).size).toBe(compliance.length)
  },
)

it('answers for the requirements of PCI DSS that code can show', () => {
  expect(sections('PCI DSS 4.0')).toEqual([
    '1.3.1',
    '1.3.2',
    '1.4.2',
    '1.4.4',
    '2.2.4',
    '2.2.6',
    '3.7.4',
    '4.2.1',
    '7.2.2',
    '7.2.5',
    '7.3.1',
    '8.3.6',
    '8.3.7',
    '8.6.2',
    '10.2.1',
    '10.3.4',
  ])
})

it('answers for the criteria of SOC 2 that code can show', () => {
  expect(sections('SOC 2')).toEqual(['A1.2', 'CC6.1', 'CC6.3', 'CC6.6', 'CC6.7', 'CC7.1', 'CC7.2'])
})

it.each([
  ['aws/ec2/open-ssh', 'PCI DSS 4.0 1.3.1', 'SOC 2 CC6.6'],
  ['aws/elb/plain-listener', 'PCI DSS 4.0 4.2.1', 'SOC 2 CC6.7'],
  ['aws/iam/full-access', 'PCI DSS 4.0 7.2.2', 'SOC 2 CC6.3'],
  ['aws/cloudtrail/all-regions', 'PCI DSS 4.0 10.2.1', 'SOC 2 CC7.2'],
  ['aws/rds/no-backups', 'SOC 2 A1.2'],
])('%s answers for %s', (id, ...references) => {
  expect(rules.find((rule) => rule.id === id)?.compliance).toEqual(expect.arrayContaining(references))
})

function sections(title: string): readonly string[] {
  const found = rules
    .flatMap(({ compliance }) => compliance)
    .filter((reference) => reference.startsWith(`${title} `))
  const order = new Intl.Collator('en', { numeric: true })
  return [...new Set(found)]
    .map((reference) => reference.slice(title.length + 1))
    .toSorted((a, b) => order.compare(a, b))
}
