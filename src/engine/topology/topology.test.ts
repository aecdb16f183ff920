import { describe, expect, it } from 'vitest'
import { joined } from '../../model/topology/join.ts'
import type { Topology } from '../../model/topology/topology.ts'
import { estateOf } from '../testing.ts'
import { estateTopology } from './estate.ts'

type Files = Readonly<Record<string, string>>

function topologyOf(files: Files): Topology {
  return joined([estateTopology(estateOf(files))])
}

function callsIn(files: Files): readonly string[] {
  return topologyOf(files).edges.map(({ from, to, origins }) => {
    const places = origins.map((one) => {
      if (one.kind !== 'source') return one.kind
      const text = files[one.span.file] ?? ''
      return `${one.span.file}:${text.slice(0, one.span.start).split('\n').length}`
    })
    return `${from} -> ${to} ${places.join(', ')}`
  })
}

const shop = `apiVersion: apps/v1
kind: Deployment
metadata: {name: front, namespace: shop}
spec:
  selector: {matchLabels: {app: front}}
  template:
    metadata: {labels: {app: front}}
    spec:
      containers:
        - name: main
          image: front:1
          args: ["--cart-url=http://cart-svc.shop.svc:8080", "--verbose"]
          env:
            - {name: ACCOUNTS, value: "http://accounts.people.svc.cluster.local/v1"}
            - {name: SEARCH_HOST, value: search}
            - {name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "http://collector.telemetry.svc:4317"}
            - {name: DOCS, value: "https://docs.example.com/help"}
          envFrom:
            - configMapRef: {name: front}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: front, namespace: shop}
data:
  DATABASE_URL: postgres://app@orders.abc.eu-west-1.rds.amazonaws.com:5432/orders
  TITLE: cart
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      containers:
        - {name: main, image: "cart:1", command: [sh, -c, "serve --search $(SEARCH_SERVICE_HOST)"]}
---
apiVersion: v1
kind: Service
metadata: {name: cart-svc, namespace: shop}
spec: {selector: {app: cart}, ports: [{port: 8080}]}
---
apiVersion: v1
kind: Service
metadata: {name: search, namespace: shop}
spec: {selector: {app: search}, ports: [{port: 80}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: front, namespace: shop}
spec:
  rules:
    - http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: cart-svc, port: {number: 80}}}}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: carts, namespace: shop}
spec:
  parentRefs: [{name: public}]
  rules: [{backendRefs: [{name: cart-svc, port: 80}]}]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: cart, namespace: shop}
spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: cart}, maxReplicas: 3}
`

describe('the topology of Kubernetes objects', () => {
  it('has each call with the line that says it, through Services, variables, arguments and ConfigMaps', () => {
    expect(callsIn({ 'k8s/shop.yaml': shop })).toEqual([
      'cart -> search k8s/shop.yaml:37',
      'front -> accounts k8s/shop.yaml:14',
      'front -> cart k8s/shop.yaml:12',
      'front -> orders.abc.eu-west-1.rds.amazonaws.com k8s/shop.yaml:25',
      'front -> search k8s/shop.yaml:15',
      'gateway:public -> cart k8s/shop.yaml:61',
      'ingress:front -> cart k8s/shop.yaml:54',
    ])
  })

  it('knows what belongs to a service, and by which names it is called', () => {
    const topology = topologyOf({ 'k8s/shop.yaml': shop })
    expect(topology.nodesOf('ConfigMap/shop/front')).toEqual(['front'])
    expect(topology.nodesOf('HorizontalPodAutoscaler/shop/cart')).toEqual(['cart'])
    expect(topology.nodesOf('Service/shop/cart-svc')).toEqual(['cart'])
    expect(topology.idOf({ namespace: 'shop', name: 'cart-svc' })).toBe('cart')
    expect(topology.idOf({ namespace: '', name: 'cart-svc.shop.svc.cluster.local' })).toBe('cart')
    expect(topology.idOf({ namespace: '', name: 'shop/cart' })).toBe('cart')
  })

  it('leads through a template to the line of the values', () => {
    const chart = {
      'chart/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
      'chart/values.yaml': '# where\ncatalog:\n  host: catalog\n',
      'chart/templates/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: main
          image: web
          env:
            - {name: CATALOG_URL, value: "http://{{ .Values.catalog.host }}:80"}
`,
    }
    expect(callsIn(chart)).toEqual(['web -> catalog chart/values.yaml:3'])
  })
})

describe('the topology of Terraform', () => {
  it('goes from a service to what it uses, also through a task definition, and knows what lies between', () => {
    const files = {
      'main.tf': `resource "aws_db_instance" "orders" {
  identifier = "orders"
}
resource "aws_ecs_task_definition" "shop" {
  family                = "shop"
  container_definitions = jsonencode([{ name = "shop", environment = [{ name = "DB", value = aws_db_instance.orders.address }] }])
}
resource "aws_ecs_service" "shop" {
  name            = "shop"
  task_definition = aws_ecs_task_definition.shop.arn
}
resource "aws_iam_role" "shop" {
  name = "shop"
}
`,
    }
    expect(callsIn(files)).toEqual(['shop -> orders main.tf:10'])
    expect(topologyOf(files).nodesOf('aws_ecs_task_definition.shop')).toEqual(['shop'])
    expect(topologyOf(files).nodes.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      'orders database',
      'shop service',
    ])
  })
})
