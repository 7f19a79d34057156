import { useQuery } from '@tanstack/react-query'
import { answer, api } from '@/api/client.ts'
import { keys } from '@/api/keys.ts'

export function useCalendars() {
  return useQuery({ queryKey: keys.calendars, queryFn: () => answer(api.GET('/api/v1/calendars')) })
}
