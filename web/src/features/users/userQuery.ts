import { given, textOf } from '@/lists/parameters.ts'

/** Which people the address asks for. */
export function userQuery(parameters: URLSearchParams) {
  const active = textOf(parameters, 'active')
  return given({
    text: textOf(parameters, 'text'),
    role: textOf(parameters, 'role'),
    active: active === undefined ? undefined : active === 'true',
  })
}
