import { createBrowserRouter, type RouteObject } from 'react-router'
import { BrokenPage } from '@/ui/ErrorBoundary.tsx'
import { Desk } from './shell/Desk.tsx'
import { NotFound } from './shell/NotFound.tsx'
import { Home, SignedIn } from './shell/SignedIn.tsx'

const inbox: RouteObject = { path: 'inbox', lazy: { Component: async () => (await import('@/features/inbox/InboxPage.tsx')).InboxPage } }

const notices: RouteObject = { path: 'notices', lazy: { Component: async () => (await import('@/features/notices/NoticesPage.tsx')).NoticesPage } }

const desk: RouteObject[] = [
  inbox,
  notices,
  { path: 'tasks/:taskId', lazy: { Component: async () => (await import('@/features/task/TaskPage.tsx')).TaskPage } },
  { path: 'start', lazy: { Component: async () => (await import('@/features/catalogue/CataloguePage.tsx')).CataloguePage } },
  { path: 'start/:procedureId/:formId?', lazy: { Component: async () => (await import('@/features/catalogue/StartPage.tsx')).StartPage } },
  { path: 'cases', lazy: { Component: async () => (await import('@/features/cases/CasesPage.tsx')).CasesPage } },
  { path: 'cases/:instanceId', lazy: { Component: async () => (await import('@/features/cases/CasePage.tsx')).CasePage } },
  { path: 'evidence', lazy: { Component: async () => (await import('@/features/evidence/EvidencePage.tsx')).EvidencePage } },
  { path: 'definitions', lazy: { Component: async () => (await import('@/features/definitions/DefinitionsPage.tsx')).DefinitionsPage } },
  { path: 'definitions/:procedureId', lazy: { Component: async () => (await import('@/features/definitions/DefinitionPage.tsx')).DefinitionPage } },
  { path: 'incidents', lazy: { Component: async () => (await import('@/features/incidents/IncidentsPage.tsx')).IncidentsPage } },
  { path: 'users', lazy: { Component: async () => (await import('@/features/users/UsersPage.tsx')).UsersPage } },
  { path: 'users/:userId', lazy: { Component: async () => (await import('@/features/users/UserPage.tsx')).UserPage } },
  { path: 'roles', lazy: { Component: async () => (await import('@/features/roles/RolesPage.tsx')).RolesPage } },
  {
    path: 'organisation',
    lazy: { Component: async () => (await import('@/features/organisation/OrganisationPage.tsx')).OrganisationPage },
  },
  { path: 'account', lazy: { Component: async () => (await import('@/features/account/AccountPage.tsx')).AccountPage } },
]

const portal: RouteObject[] = [
  notices,
  { index: true, lazy: { Component: async () => (await import('@/features/portal/RequestsPage.tsx')).RequestsPage } },
  { path: 'new/:procedureId/:formId?', lazy: { Component: async () => (await import('@/features/portal/NewRequestPage.tsx')).NewRequestPage } },
  { path: 'requests/:instanceId', lazy: { Component: async () => (await import('@/features/portal/RequestPage.tsx')).RequestPage } },
]

export const router = createBrowserRouter([
  {
    ErrorBoundary: BrokenPage,
    HydrateFallback: () => null,
    children: [
      { path: 'sign-in', lazy: { Component: async () => (await import('./shell/SignInPage.tsx')).SignInPage } },
      {
        Component: SignedIn,
        children: [
          { index: true, Component: Home },
          { path: 'portal', lazy: { Component: async () => (await import('./shell/PortalFrame.tsx')).PortalFrame }, children: portal },
          { Component: Desk, children: desk },
        ],
      },
      { path: '*', Component: NotFound },
    ],
  },
])
