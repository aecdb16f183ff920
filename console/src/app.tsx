import { useEffect, type ReactElement } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { api } from '../../src/contract/routes.ts'
import { Refusal, setCsrf } from './api/ask.ts'
import { useAnswer, useLive } from './api/use.ts'
import { ActivityPage } from './pages/activity.tsx'
import { ChangePage } from './pages/change.tsx'
import { ChangesPage } from './pages/changes.tsx'
import { DriftItemPage } from './pages/drift-item.tsx'
import { DriftPage } from './pages/drift.tsx'
import { FindingPage } from './pages/finding.tsx'
import { FindingsPage } from './pages/findings.tsx'
import { GraphPage } from './pages/graph.tsx'
import { IncidentPage } from './pages/incident.tsx'
import { IncidentsPage } from './pages/incidents.tsx'
import { OverviewPage } from './pages/overview.tsx'
import { ResourcePage } from './pages/resource.tsx'
import { ResourcesPage } from './pages/resources.tsx'
import { SettingsPage } from './pages/settings.tsx'
import { SignalsOpened } from './pages/signals/opened.tsx'
import { SignInPage } from './pages/sign-in.tsx'
import { StatePage } from './pages/state.tsx'
import { StatesPage } from './pages/states.tsx'
import { Palette, usePalette } from './palette.tsx'
import { Empty, Failed, Waiting } from './parts/state.tsx'
import { Shell } from './shell.tsx'

/** The console: who asks, then the page that the address names. */
export function App(): ReactElement {
  const { data: session, error, refetch } = useAnswer(api.session.get, {})
  useEffect(() => setCsrf(session?.csrf ?? ''), [session])
  if (error instanceof Refusal && error.status === 401) return <SignInPage />
  if (error !== null && session === undefined) return <Failed error={error} onRetry={() => void refetch()} />
  if (session === undefined) return <Waiting />
  const [first] = session.projects
  if (first === undefined)
    return (
      <Empty title="You belong to no project yet">An administrator adds you under Settings, Members.</Empty>
    )
  const projects = session.projects.map(({ project }) => project)
  return (
    <Switch>
      <Route path="/">
        <Redirect to={`/${first.project.id}`} />
      </Route>
      <Route path="/:project/*?">
        {({ project }) => <Project project={project} projects={projects} user={session.user} />}
      </Route>
    </Switch>
  )
}

function Project({
  project,
  projects,
  user,
}: {
  readonly project: string
  readonly projects: Parameters<typeof Shell>[0]['projects']
  readonly user: string
}): ReactElement {
  const isLive = useLive(project)
  const [isSearching, setIsSearching] = usePalette()
  return (
    <Shell
      projects={projects}
      project={project}
      user={user}
      isLive={isLive}
      onSearch={() => setIsSearching(true)}
    >
      <Pages />
      <Palette project={project} isOpen={isSearching} onClose={() => setIsSearching(false)} />
    </Shell>
  )
}

function Pages(): ReactElement {
  return (
    <Switch>
      <Route path="/:project">{(at) => <OverviewPage {...at} />}</Route>
      <Route path="/:project/changes">{(at) => <ChangesPage {...at} />}</Route>
      <Route path="/:project/changes/:source/:sha">{(at) => <ChangePage {...decoded(at)} />}</Route>
      <Route path="/:project/findings">{(at) => <FindingsPage {...at} />}</Route>
      <Route path="/:project/findings/:id">{(at) => <FindingPage {...decoded(at)} />}</Route>
      <Route path="/:project/drift">{(at) => <DriftPage {...at} />}</Route>
      <Route path="/:project/drift/:id">{(at) => <DriftItemPage {...decoded(at)} />}</Route>
      <Route path="/:project/incidents">{(at) => <IncidentsPage {...at} />}</Route>
      <Route path="/:project/incidents/:id">{(at) => <IncidentPage {...decoded(at)} />}</Route>
      <Route path="/:project/signals">{(at) => <SignalsOpened {...at} />}</Route>
      <Route path="/:project/states">{(at) => <StatesPage {...at} />}</Route>
      <Route path="/:project/states/:name">{(at) => <StatePage {...decoded(at)} />}</Route>
      <Route path="/:project/resources">{(at) => <ResourcesPage {...at} />}</Route>
      <Route path="/:project/resources/:source/:id">{(at) => <ResourcePage {...decoded(at)} />}</Route>
      <Route path="/:project/graph">{(at) => <GraphPage {...at} />}</Route>
      <Route path="/:project/activity">{(at) => <ActivityPage {...at} />}</Route>
      <Route path="/:project/settings/:tab?">{(at) => <SettingsPage {...at} />}</Route>
      <Route>
        <Empty title="There is no such page">
          The address may be an old one. The side leads to all there are.
        </Empty>
      </Route>
    </Switch>
  )
}

/** Names in the address as they were before they were put there: the router undoes only a part of that. */
function decoded<At extends object>(at: At): At {
  return Object.fromEntries(
    Object.entries(at).map(([name, text]) => [name, typeof text === 'string' ? plain(text) : text]),
  ) as At
}

function plain(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A percent sign that nobody encoded.
    return text
  }
}
