/** Every page of the console, by what it is called and where it is in a project; `first` opens the first of its list. */
export const pages: readonly {
  readonly name: string
  readonly path: string
  /** Links on that page, the first of which is followed. */
  readonly first?: string
}[] = [
  { name: 'overview', path: '' },
  { name: 'changes', path: '/changes' },
  { name: 'change', path: '/changes', first: 'main a[href*="/changes/"]' },
  { name: 'findings', path: '/findings' },
  { name: 'finding', path: '/findings', first: 'main a[href*="/findings/"]' },
  { name: 'drift', path: '/drift' },
  { name: 'drift-item', path: '/drift', first: 'main td a[href*="/drift/"]' },
  { name: 'signals', path: '/signals' },
  { name: 'incidents', path: '/incidents' },
  { name: 'incident', path: '/incidents', first: 'main td a[href*="/incidents/"]' },
  { name: 'states', path: '/states' },
  { name: 'state', path: '/states', first: 'main td a[href*="/states/"]' },
  { name: 'resources', path: '/resources?text=gpu_pool' },
  { name: 'resource', path: '/resources?text=aws_eks_node_group', first: 'main td a[href*="/resources/"]' },
  { name: 'graph', path: '/graph' },
  { name: 'activity', path: '/activity' },
  { name: 'settings-sources', path: '/settings' },
  { name: 'settings-gates', path: '/settings/gates' },
  { name: 'settings-hooks', path: '/settings/hooks' },
  { name: 'settings-tokens', path: '/settings/tokens' },
  { name: 'settings-members', path: '/settings/members' },
]
