/** A chart of the usual kind, with a chart in it: helpers, defaults, loops, conditions, whole tables, templates in values. */
export const inference: Readonly<Record<string, string>> = {
  'Chart.yaml': `apiVersion: v2
name: inference
version: 1.0.0
appVersion: "2.4"
dependencies:
  - { name: cache, version: 1.x, condition: cache.enabled }
`,
  'values.yaml': `nameOverride: serve
team: vision
replicas: 2
image:
  registry: registry.example.com
  repository: vision/serve
  tag: v2
  pullPolicy: IfNotPresent
service:
  type: ClusterIP
  port: 8080
model:
  name: resnet
  bucket: models
  uri: "s3://{{ .Values.model.bucket }}/{{ .Values.model.name }}"
gpu:
  enabled: true
  count: 1
  kind: l4
env:
  LOG_LEVEL: info
  BATCH: "16"
args: [serve, fast]
labels:
  tier: online
resources:
  requests: { cpu: 2, memory: 4Gi }
  limits: { memory: 8Gi }
tolerations:
  - { key: gpu, operator: Exists, effect: NoSchedule }
ingress:
  enabled: true
  hosts:
    - { host: serve.example.com, paths: [/v1, /v2] }
  className: nginx
account:
  create: false
  name: runner
global:
  region: eu
cache:
  enabled: true
  size: 4Gi
`,
  'templates/_helpers.tpl': `{{- define "inference.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- define "inference.fullname" -}}
{{- printf "%s-%s" .Release.Name (include "inference.name" .) }}
{{- end }}
{{- define "inference.labels" -}}
app.kubernetes.io/name: {{ include "inference.name" . }}
team: {{ .Values.team | quote }}
{{- with .Values.labels }}
{{ toYaml . }}
{{- end }}
{{- end }}
{{- define "inference.account" -}}
{{- if .Values.account.create }}
{{- default (include "inference.fullname" .) .Values.account.name }}
{{- else }}
{{- default "default" .Values.account.name }}
{{- end }}
{{- end }}
`,
  'templates/deployment.yaml': `{{- $gpu := 0 }}
{{- if .Values.gpu.enabled }}{{ $gpu = .Values.gpu.count }}{{ end }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "inference.fullname" . }}
  labels:
    {{- include "inference.labels" . | nindent 4 }}
spec:
  replicas: {{ .Values.replicas }}
  template:
    metadata:
      annotations:
        checksum/config: {{ include (print $.Template.BasePath "/config.yaml") . | sha256sum }}
        model: {{ tpl .Values.model.uri . }}
    spec:
      serviceAccountName: {{ include "inference.account" . }}
      containers:
        - name: {{ .Chart.Name }}
          image: "{{ .Values.image.registry }}/{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
          imagePullPolicy: {{ .Values.image.pullPolicy }}
          args:
            {{- range .Values.args }}
            - {{ . | upper }}
            {{- end }}
            - --port={{ .Values.service.port }}
          env:
            {{- range $name, $value := .Values.env }}
            - name: {{ $name }}
              value: {{ $value | quote }}
            {{- end }}
            - name: REGION
              value: {{ .Values.global.region }}
          resources:
            {{- toYaml .Values.resources | nindent 12 }}
      {{- if gt (int $gpu) 0 }}
      nodeSelector:
        accelerator: {{ printf "nvidia-%s" .Values.gpu.kind }}
        count: {{ $gpu | quote }}
      tolerations: {{- .Values.tolerations | toYaml | nindent 8 }}
      {{- end }}
`,
  'templates/config.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ include "inference.fullname" . }}
data:
  model.json: {{ dict "name" .Values.model.name "replicas" .Values.replicas | toJson | quote }}
  banner: |
    serving {{ .Values.model.name }}
    for {{ .Values.team | title }}
  encoded: {{ .Values.model.bucket | b64enc }}
  kind: {{ ternary "gpu" "cpu" .Values.gpu.enabled }}
  merged: {{ merge (dict "tier" "offline") .Values.labels | toJson | quote }}
`,
  'templates/service.yaml': `apiVersion: v1
kind: Service
metadata:
  name: {{ include "inference.fullname" . }}
spec:
  type: {{ .Values.service.type }}
  ports:
    - port: {{ .Values.service.port }}
      targetPort: {{ add .Values.service.port 1 }}
{{- if and .Values.ingress.enabled .Values.ingress.hosts }}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: {{ include "inference.fullname" . }}
spec:
  ingressClassName: {{ .Values.ingress.className }}
  rules:
    {{- range .Values.ingress.hosts }}
    - host: {{ .host | quote }}
      http:
        paths:
          {{- range .paths }}
          - path: {{ . }}
            backend: { service: { name: {{ include "inference.fullname" $ }}, port: { number: {{ $.Values.service.port }} } } }
          {{- end }}
    {{- end }}
{{- end }}
`,
  'charts/cache/Chart.yaml': 'apiVersion: v2\nname: cache\nversion: 1.1.0\n',
  'charts/cache/values.yaml': 'size: 1Gi\nclass: fast\n',
  'charts/cache/templates/claim.yaml': `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: cache-{{ .Values.global.region }}
spec:
  storageClassName: {{ .Values.class }}
  resources: { requests: { storage: {{ .Values.size }} } }
`,
}
