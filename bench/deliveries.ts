import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** How much is delivered. */
export interface Deliveries {
  readonly charts: number
  readonly applications: number
}

/** A repository that Argo CD delivers: charts, applications that use them, each with a values file of its own. Gives the folder. */
export function deliveries({ charts, applications }: Deliveries): string {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-deliveries-'))
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  for (let at = 0; at < charts; at++)
    for (const [path, text] of chart(`service-${at}`)) write(`charts/service-${at}/${path}`, text)
  for (let at = 0; at < applications; at++) {
    write(`applications/team-${at % 20}/app-${at}.yaml`, application(at, at % charts))
    write(valuesOf(at), values(at))
  }
  return folder
}

/** The values file of an application. */
export function valuesOf(at: number): string {
  return `values/team-${at % 20}/app-${at}.yaml`
}

function application(at: number, used: number): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: app-${at}
  namespace: argocd
spec:
  project: default
  destination:
    server: https://kubernetes.default.svc
    namespace: team-${at % 20}
  source:
    repoURL: https://git.example.com/platform/deliveries.git
    path: charts/service-${used}
    targetRevision: HEAD
    helm:
      valueFiles:
        - ../../${valuesOf(at)}
      parameters:
        - name: commonLabels.team
          value: team-${at % 20}
`
}

function values(at: number): string {
  return `replicas: ${2 + (at % 5)}
image:
  repository: registry.example.com/app-${at}
  tag: 1.${at % 40}.${at % 7}
resources:
  requests:
    cpu: ${100 + (at % 9) * 50}m
    memory: ${128 + (at % 6) * 64}Mi
ingress:
  enabled: ${at % 2 === 0}
  hosts:
    - host: app-${at}.example.com
      paths: [/, /health]
env:
  - name: MODE
    value: production
  - name: SHARD
    value: "${at % 16}"
`
}

/** A chart as \`helm create\` and some years of use make them. */
function chart(name: string): readonly (readonly [path: string, text: string])[] {
  return [
    ['Chart.yaml', `apiVersion: v2\nname: ${name}\nversion: 1.4.2\nappVersion: "2.0.1"\ntype: application\n`],
    ['values.yaml', chartValues(name)],
    ['templates/_helpers.tpl', helpers(name)],
    ['templates/deployment.yaml', deployment(name)],
    ['templates/service.yaml', service(name)],
    ['templates/ingress.yaml', ingress(name)],
    ['templates/autoscaler.yaml', autoscaler(name)],
    ['templates/configmap.yaml', configMap(name)],
    ['templates/serviceaccount.yaml', serviceAccount(name)],
    ['templates/pdb.yaml', disruptionBudget(name)],
    ['templates/NOTES.txt', `{{ include "${name}.fullname" . }} is there.\n`],
  ]
}

function chartValues(name: string): string {
  return `replicas: 1
image:
  repository: registry.example.com/${name}
  tag: ""
  pullPolicy: IfNotPresent
nameOverride: ""
commonLabels: {}
serviceAccount:
  create: true
  annotations: {}
service:
  type: ClusterIP
  port: 80
ingress:
  enabled: false
  className: nginx
  annotations:
    nginx.ingress.kubernetes.io/proxy-body-size: 8m
  hosts: []
resources:
  limits:
    memory: 512Mi
autoscaling:
  enabled: true
  min: 2
  max: 12
  cpu: 75
env: []
config:
  log.level: info
  cache.size: 256
  features:
    - tracing
    - metrics
podSecurityContext:
  runAsNonRoot: true
  seccompProfile: { type: RuntimeDefault }
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
nodeSelector: {}
tolerations: []
affinity: {}
`
}

function helpers(name: string): string {
  return `{{/* What the objects are called. */}}
{{- define "${name}.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- define "${name}.fullname" -}}
{{- $name := include "${name}.name" . }}
{{- if contains $name .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}
{{- define "${name}.selectorLabels" -}}
app.kubernetes.io/name: {{ include "${name}.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}
{{- define "${name}.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 }}
{{ include "${name}.selectorLabels" . }}
app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}
`
}

function head(name: string, kind: string): string {
  return `${kind}
metadata:
  name: {{ include "${name}.fullname" . }}
  namespace: {{ .Release.Namespace }}
  labels:
    {{- include "${name}.labels" . | nindent 4 }}
`
}

function deployment(name: string): string {
  return `${head(name, 'apiVersion: apps/v1\nkind: Deployment')}spec:
  {{- if not .Values.autoscaling.enabled }}
  replicas: {{ .Values.replicas }}
  {{- end }}
  selector:
    matchLabels:
      {{- include "${name}.selectorLabels" . | nindent 6 }}
  template:
    metadata:
      annotations:
        checksum/config: {{ include (print $.Template.BasePath "/configmap.yaml") . | sha256sum }}
      labels:
        {{- include "${name}.labels" . | nindent 8 }}
    spec:
      serviceAccountName: {{ include "${name}.fullname" . }}
      securityContext:
        {{- toYaml .Values.podSecurityContext | nindent 8 }}
      containers:
        - name: {{ .Chart.Name }}
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
          imagePullPolicy: {{ .Values.image.pullPolicy }}
          securityContext:
            {{- toYaml .Values.securityContext | nindent 12 }}
          env:
            {{- range .Values.env }}
            - name: {{ .name }}
              value: {{ .value | quote }}
            {{- end }}
          envFrom:
            - configMapRef:
                name: {{ include "${name}.fullname" . }}
          ports:
            - name: http
              containerPort: 8080
          livenessProbe:
            httpGet: { path: /healthz, port: http }
          readinessProbe:
            httpGet: { path: /readyz, port: http }
          resources:
            {{- toYaml .Values.resources | nindent 12 }}
      {{- with .Values.nodeSelector }}
      nodeSelector:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .Values.tolerations }}
      tolerations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
`
}

function service(name: string): string {
  return `${head(name, 'apiVersion: v1\nkind: Service')}spec:
  type: {{ .Values.service.type }}
  ports:
    - port: {{ .Values.service.port }}
      targetPort: http
      name: http
  selector:
    {{- include "${name}.selectorLabels" . | nindent 4 }}
`
}

function ingress(name: string): string {
  return `{{- if .Values.ingress.enabled -}}
{{- $fullname := include "${name}.fullname" . -}}
${head(name, 'apiVersion: networking.k8s.io/v1\nkind: Ingress')}  {{- with .Values.ingress.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  ingressClassName: {{ .Values.ingress.className }}
  rules:
    {{- range .Values.ingress.hosts }}
    - host: {{ .host | quote }}
      http:
        paths:
          {{- range .paths }}
          - path: {{ . }}
            pathType: Prefix
            backend:
              service:
                name: {{ $fullname }}
                port: { name: http }
          {{- end }}
    {{- end }}
{{- end }}
`
}

function autoscaler(name: string): string {
  return `{{- if .Values.autoscaling.enabled }}
${head(name, 'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler')}spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ include "${name}.fullname" . }}
  minReplicas: {{ max .Values.autoscaling.min .Values.replicas }}
  maxReplicas: {{ .Values.autoscaling.max }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target: { type: Utilization, averageUtilization: {{ .Values.autoscaling.cpu }} }
{{- end }}
`
}

function configMap(name: string): string {
  return `${head(name, 'apiVersion: v1\nkind: ConfigMap')}data:
  {{- range $key, $value := .Values.config }}
  {{- if kindIs "slice" $value }}
  {{ $key }}: {{ join "," $value | quote }}
  {{- else }}
  {{ $key | upper | replace "." "_" }}: {{ $value | quote }}
  {{- end }}
  {{- end }}
`
}

function serviceAccount(name: string): string {
  return `{{- if .Values.serviceAccount.create }}
${head(name, 'apiVersion: v1\nkind: ServiceAccount')}automountServiceAccountToken: false
{{- end }}
`
}

function disruptionBudget(name: string): string {
  return `{{- if gt (int .Values.replicas) 1 }}
${head(name, 'apiVersion: policy/v1\nkind: PodDisruptionBudget')}spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      {{- include "${name}.selectorLabels" . | nindent 6 }}
{{- end }}
`
}
