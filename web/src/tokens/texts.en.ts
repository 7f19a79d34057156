import type { TokenScope } from '@/api/codes.ts'
import { words } from '@/i18n/locale.ts'

export const en = {
  tokens: 'API tokens',
  tokenName: 'What for',
  scopes: 'May use',
  expires: 'Valid until',
  lastUsed: 'Last used',
  never: 'never',
  create: 'Create token',
  created: 'Copy it now; it will not be shown again.',
  revoke: 'Revoke',
  revoked: 'revoked',
  expired: 'expired',
  none: 'No tokens yet.',
  needed: 'Please fill this in.',
  days: (days: number) => `${days} days`,
  scopeNames: words<TokenScope>({
    read: 'Read everything I may read',
    tasks: 'Inbox and tasks',
    instances: 'Start and follow cases',
    messages: 'Send messages and signals',
    definitions: 'Procedures',
    incidents: 'Incidents and jobs',
    evidence: 'Audit trail',
    admin: 'Administration',
  }),
  madeBy: 'Made by',
}
