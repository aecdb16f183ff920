import { AsyncLocalStorage } from 'node:async_hooks'
import type { Attributes, Context, Span as OtelSpan } from '@opentelemetry/api'
import { untraced, type Tracing } from '../../kernel/tracing.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Traces, and how what is not yet told gets told. */
export interface OpenTracing extends Tracing {
  close(): Promise<void>
}

/**
 * Tells a collector of OpenTelemetry, where the usual variables name one; the packages for it are loaded only then.
 * https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 */
export async function openTracing(env: Environment, version: string): Promise<OpenTracing> {
  const endpoint = env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] ?? env['OTEL_EXPORTER_OTLP_ENDPOINT'] ?? ''
  if (endpoint === '' || env['OTEL_SDK_DISABLED'] === 'true')
    return { ...untraced, close: async () => undefined }
  const { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } = await import('@opentelemetry/api')
  const { BasicTracerProvider, BatchSpanProcessor } = await import('@opentelemetry/sdk-trace-base')
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http')
  const { resourceFromAttributes } = await import('@opentelemetry/resources')
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ ...named(env), 'service.version': version }),
    // Endpoint, headers and time limits are read from the environment by the exporter.
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  })
  const tracer = provider.getTracer('plumbline', version)
  const under = new AsyncLocalStorage<Context>()
  const kinds = { server: SpanKind.SERVER, consumer: SpanKind.CONSUMER, internal: SpanKind.INTERNAL }
  const begun = (parent: string | undefined): Context => {
    const above = under.getStore() ?? ROOT_CONTEXT
    const remote = contextIn(parent)
    return remote === undefined ? above : trace.setSpanContext(above, remote)
  }
  return {
    span: async ({ name, kind, attributes = {}, parent }, run) => {
      const above = begun(parent)
      // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- it is that enum, loaded when it is needed
      const span = tracer.startSpan(name, { kind: kinds[kind], attributes }, above)
      const failed = (message: string): void => {
        // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- it is that enum, loaded when it is needed
        span.setStatus({ code: SpanStatusCode.ERROR, message })
      }
      try {
        return await under.run(trace.setSpan(above, span), () => run({ ...told(span), failed }))
      } catch (error) {
        // Of what went wrong only its kind: a message may hold what people wrote.
        failed(error instanceof Error ? error.name : 'unknown')
        throw error
      } finally {
        span.end()
      }
    },
    close: () => provider.shutdown(),
  }
}

function told(span: OtelSpan): Omit<Parameters<Parameters<Tracing['span']>[1]>[0], 'failed'> {
  return {
    trace: span.spanContext().traceId,
    set: (name, value) => void span.setAttribute(name, value),
    rename: (name) => void span.updateName(name),
  }
}

/** https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ */
function named(env: Environment): Attributes {
  const given = (env['OTEL_RESOURCE_ATTRIBUTES'] ?? '').split(',').flatMap((one) => {
    const at = one.indexOf('=')
    return at <= 0 ? [] : [[one.slice(0, at).trim(), decoded(one.slice(at + 1).trim())] as const]
  })
  const all: Attributes = { 'service.name': 'plumbline', ...Object.fromEntries(given) }
  const name = env['OTEL_SERVICE_NAME'] ?? ''
  return name === '' ? all : { ...all, 'service.name': name }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** https://www.w3.org/TR/trace-context/#traceparent-header */
function contextIn(header = ''):
  | {
      readonly traceId: string
      readonly spanId: string
      readonly traceFlags: number
      readonly isRemote: true
    }
  | undefined {
  const [, traceId, spanId, flags] =
    /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:$|-)/u.exec(header) ??
    []
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true }
}
