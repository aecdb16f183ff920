import { performance } from 'node:perf_hooks'
import { parseAllDocuments } from 'yaml'
import { filePath } from '../src/kernel/brand.ts'
import { parseJson } from '../src/lang/json/parse.ts'
import { parseYaml } from '../src/lang/yaml/parse.ts'
import { yamlValue } from '../src/lang/yaml/value.ts'

/** Prints how many megabytes a second each reader of YAML and JSON does on a generated file. */
function run(): void {
  const text = Array.from({ length: 6500 }, (_, index) => manifest(index)).join('')
  const json = JSON.stringify(
    Array.from({ length: 30_000 }, (_, index) => resource(index)),
    undefined,
    2,
  )
  const small = text.slice(0, text.indexOf('---', text.length / 10))
  report('lang/yaml, tree', text, () => parseYaml(filePath('bench.yaml'), text))
  report('lang/yaml, tree and values', text, () => {
    const tree = parseYaml(filePath('bench.yaml'), text)
    for (const root of tree.documents) yamlValue(tree, root, { dialect: 'core' })
  })
  report('yaml (npm), documents', small, () => parseAllDocuments(small))
  report('lang/json, tree', json, () => parseJson(filePath('bench.json'), json))
}

/** The best of a few rounds: the first ones warm the compiler up. */
function report(name: string, text: string, work: () => unknown): void {
  let best = Infinity
  for (let round = 0; round < 6; round++) {
    const before = performance.now()
    work()
    best = Math.min(best, performance.now() - before)
  }
  console.log(`${name.padEnd(28)} ${(text.length / 1000 / best).toFixed(1).padStart(7)} MB/s`)
}

function manifest(index: number): string {
  return `---
# Source: chart/templates/deployment-${index}.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web-${index}
  namespace: "team-${index % 7}"
  labels: {app: web, tier: 'front'}
  annotations:
    example.com/config: |
      listen: 8080
      upstream: http://api:80
spec:
  replicas: ${index % 9}
  selector:
    matchLabels:
      app: web
  template:
    spec:
      containers:
        - name: web
          image: registry.example.com/web:1.${index}.0
          args: ["--port", "8080", "--verbose"]
          env:
          - name: MODE
            value: production
          - name: GREETING
            value: this is a plain value that
              goes over two lines
          resources:
            limits:
              cpu: 500m
              memory: 512Mi
`
}

function resource(index: number): object {
  const address = `module.net["zone-${index}"].aws_subnet.this`
  const values = {
    id: index,
    cidr: `10.0.${index % 255}.0/24`,
    tags: { Name: 'hello', Owner: null },
    on: true,
  }
  return { address, mode: 'managed', type: 'aws_subnet', values, list: [1, 2, 3.5] }
}

run()
