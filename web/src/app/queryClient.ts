import { QueryClient } from '@tanstack/react-query'
import { Problem } from '@/api/problem.ts'

function worthRepeating(failures: number, error: Error): boolean {
  const refused = error instanceof Problem && error.status >= 400 && error.status < 500
  return !refused && failures < 2
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 5_000, retry: worthRepeating, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
})
