import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from 'react-router'
import { ErrorBoundary } from '@/ui/ErrorBoundary.tsx'
import { LanguageProvider } from './LanguageProvider.tsx'
import { queryClient } from './queryClient.ts'
import { router } from './routes.tsx'
import { Look } from './Look.tsx'
import { SignInAgain } from '@/session/SignInAgain.tsx'

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <LanguageProvider>
        <Look>
          <ErrorBoundary>
            <RouterProvider router={router} />
            <SignInAgain />
          </ErrorBoundary>
        </Look>
      </LanguageProvider>
    </QueryClientProvider>
  )
}
