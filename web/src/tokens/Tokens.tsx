import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { answer, api } from '@/api/client.ts'
import { keys } from '@/api/keys.ts'
import type { Token } from '@/api/types.ts'
import { useNames, useTexts } from '@/i18n/context.ts'
import { languageTexts } from '@/i18n/texts.ts'
import { ListContent } from '@/lists/ListContent.tsx'
import { wholeList } from '@/lists/useList.ts'
import { DataTable } from '@/ui/DataTable.tsx'
import { Notice } from '@/ui/Notice.tsx'
import { ProblemNotice } from '@/ui/ProblemNotice.tsx'
import { Tag } from '@/ui/Tag.tsx'
import { Time } from '@/ui/Time.tsx'
import { useNow } from '@/ui/useNow.ts'
import { NewTokenForm, useCreateToken } from './NewTokenForm.tsx'
import { tokensTexts } from './texts.ts'

/** The API tokens of one holder: oneself, or a technical account. */
export function Tokens({ holder, note }: { holder: string; note: string }) {
  const t = useTexts(tokensTexts)
  const create = useCreateToken(holder)
  const tokens = useQuery({ queryKey: keys.tokens, queryFn: () => answer(api.GET('/api/v1/tokens')) })
  const list = wholeList(tokens)
  return (
    <div className="stack">
      <p className="quiet">{note}</p>
      {create.isSuccess ? <Notice tone="good" title={t.created} text={<Input readOnly className="mono" aria-label={t.tokens} value={create.data.token} />} /> : null}
      <ListContent list={{ ...list, rows: list.rows.filter((token) => token.user.id === holder) }} empty={<p className="quiet">{t.none}</p>}>
        {(own) => <TokenTable tokens={own} />}
      </ListContent>
      <NewTokenForm create={create} />
    </div>
  )
}

function TokenTable({ tokens }: { tokens: readonly Token[] }) {
  const t = useTexts(tokensTexts)
  const nameOf = useNames()
  const { and } = useTexts(languageTexts)
  const client = useQueryClient()
  const now = useNow()
  const revoke = useMutation({
    mutationFn: (tokenId: string) => answer(api.DELETE('/api/v1/tokens/{token_id}', { params: { path: { token_id: tokenId } } })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.tokens }),
  })
  const ended = (token: Token) => (token.revoked_at ? t.revoked : Date.parse(token.expires_at) < now ? t.expired : null)
  return (
    <>
      {revoke.isError ? <ProblemNotice error={revoke.error} /> : null}
      <DataTable
        caption={t.tokens}
        rows={tokens}
        keyOf={(token) => token.token_id}
        columns={[
          { id: 'name', name: t.tokenName, cell: (token) => token.name },
          { id: 'scopes', name: t.scopes, cell: (token) => token.scopes.map((scope) => t.scopeNames[scope] ?? scope).join(and) },
          { id: 'maker', name: t.madeBy, cell: (token) => nameOf(token.made_by, '—') },
          { id: 'expires', name: t.expires, cell: (token) => <Time at={token.expires_at} /> },
          { id: 'used', name: t.lastUsed, cell: (token) => (token.last_used_at ? <Time at={token.last_used_at} show="relative" /> : t.never) },
          {
            id: 'revoke',
            name: '',
            align: 'right',
            cell: (token) =>
              ended(token) ? (
                <Tag>{ended(token)}</Tag>
              ) : (
                <Button size="small" onClick={() => revoke.mutate(token.token_id)}>
                  {t.revoke}
                </Button>
              ),
          },
        ]}
      />
    </>
  )
}
