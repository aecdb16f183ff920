import { describe, expect, it } from 'vitest'
import { capabilitiesText, entryPoints, withCapabilities } from './capabilities.ts'

describe('the capabilities document', () => {
  it('has exactly the bytes of the public contract', () => {
    expect(capabilitiesText()).toBe(
      '{"framework":"devops","version":"1.0.0","capabilities":[{"name":"ci_pipeline_automation","description":"Continuous integration pipeline automation","entryPoints":["build_automation","test_automation"]},{"name":"cd_pipeline_automation","description":"Continuous deployment pipeline automation","entryPoints":["deployment_automation","release_automation"]},{"name":"infrastructure_automation","description":"Infrastructure as code automation","entryPoints":["infrastructure_code","environment_provisioning"]},{"name":"monitoring_automation","description":"Automated monitoring and alerting","entryPoints":["performance_tracking","security_monitoring"]}]}',
    )
  })

  it('says of each of the eight entry points whether it can be invoked, and how', () => {
    expect(entryPoints.entryPoints.map((one) => one.name)).toHaveLength(8)
    expect(entryPoints.entryPoints.filter((one) => one.invocable !== (one.permission !== null))).toEqual([])
  })
})

describe('a file with a block', () => {
  const markers = [
    '<!-- AUTO-GENERATED-CONTENT:START (AGENT_CAPABILITIES) -->',
    '<!-- AUTO-GENERATED-CONTENT:END -->',
  ]

  it('keeps every byte around it, and renewing twice changes nothing', () => {
    const renewed = withCapabilities(`# Agents\n\n${markers.join('\nold\n')}\n\nafter\n`) ?? ''
    expect(renewed.startsWith(`# Agents\n\n${markers[0]}\n\`\`\`json\n{\n  "framework": "devops",`)).toBe(
      true,
    )
    expect(renewed.endsWith(`\n\`\`\`\n${markers[1]}\n\nafter\n`)).toBe(true)
    expect(withCapabilities(renewed)).toBe(renewed)
  })

  it('keeps its kind of line ends', () => {
    const renewed = withCapabilities(`# A\r\n${markers.join('\r\n')}\r\n`) ?? ''
    expect(renewed.replaceAll('\r\n', '')).not.toContain('\n')
  })

  it('without markers, or with them the wrong way round, is left alone', () => {
    expect(withCapabilities('# A\n')).toBeUndefined()
    expect(withCapabilities(markers.toReversed().join('\n'))).toBeUndefined()
  })
})
