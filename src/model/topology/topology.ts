import type { Span } from '../../kernel/span.ts'

/** What a node of the topology is. */
export type NodeKind = 'service' | 'entry' | 'database' | 'queue' | 'storage' | 'external'

/** Where it is known from that one service calls another: a line of the sources, a metric of calls, or a line of a file. */
export type TopologyOrigin =
  | {
      readonly kind: 'source'
      readonly span: Span
      /** The resource that says so, and where in it. */
      readonly address: string
      readonly path: string
    }
  | { readonly kind: 'metric'; readonly metric: string }
  | { readonly kind: 'file'; readonly file: string; readonly line: number }

/** What one place calls a node; the namespace is empty where it says none. */
export interface NodeName {
  readonly namespace: string
  readonly name: string
}

/** A node as one place knows it. */
export interface SeenNode extends NodeName {
  readonly kind: NodeKind
  /** Other names that calls use: those of its Kubernetes Services, the host of a database. */
  readonly aliases: readonly NodeName[]
  /** The resources that make it, and those that say how it runs. */
  readonly addresses: readonly string[]
}

/** A call as one place knows it. */
export interface SeenCall {
  readonly from: NodeName
  readonly to: NodeName
  readonly origin: TopologyOrigin
}

/** What one place says: the sources, metrics, or a file. */
export interface Seen {
  readonly nodes: readonly SeenNode[]
  readonly calls: readonly SeenCall[]
}

/** A service, or what services call. */
export interface TopologyNode {
  /** Its name; with its namespace before it where several have the name. */
  readonly id: string
  readonly kind: NodeKind
  readonly namespace: string
  readonly aliases: readonly string[]
  readonly addresses: readonly string[]
}

/** One calls another; every place that says so. */
export interface TopologyEdge {
  readonly from: string
  readonly to: string
  readonly origins: readonly TopologyOrigin[]
}

/** Which services there are, and who calls whom. */
export interface Topology {
  /** By id. */
  readonly nodes: readonly TopologyNode[]
  /** By caller, then callee. */
  readonly edges: readonly TopologyEdge[]
  /** The id of the node that a name means; undefined where there is none or several. */
  idOf(name: NodeName): string | undefined
  /** The ids of the nodes that a resource is a part of. */
  nodesOf(address: string): readonly string[]
}
