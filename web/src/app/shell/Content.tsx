import { Skeleton } from 'antd'
import { Suspense } from 'react'
import { Outlet, useLocation } from 'react-router'
import { ErrorBoundary } from '@/ui/ErrorBoundary.tsx'

export function Content() {
  const { pathname } = useLocation()
  return (
    <main id="content" className="content" tabIndex={-1}>
      <ErrorBoundary key={pathname}>
        <Suspense fallback={<Skeleton active className="content-loading" paragraph={{ rows: 8 }} />}>
          <Outlet />
        </Suspense>
      </ErrorBoundary>
    </main>
  )
}
