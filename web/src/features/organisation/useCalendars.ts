import { useQuery } from '@tanstack/react-query'
import { answer, api } from '@/api/client.ts'

export function useCalendars() {
  return useQuery({ queryKey: ['calendars'], queryFn: () => answer(api.GET('/api/v1/calendars')) })
}
