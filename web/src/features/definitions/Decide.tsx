import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { answer, api, ifMatch, once } from '@/api/client.ts'
import { newKey } from '@/api/key.ts'
import { keys } from '@/api/keys.ts'
import type { VersionChanges } from '@/api/types.ts'
import { useLanguage, useTexts } from '@/i18n/context.ts'
import { useMessage } from '@/ui/feedback.ts'
import { ProblemNotice } from '@/ui/ProblemNotice.tsx'
import { definitionsTexts } from './texts.ts'

type Verb = 'approve' | 'reject' | 'withdraw'

/** Approve, reject or withdraw a version in review; whoever may not is told why. */
export function Decide({ changes }: { changes: VersionChanges }) {
  const t = useTexts(definitionsTexts)
  const { locale } = useLanguage()
  const client = useQueryClient()
  const message = useMessage()
  const [remarks, setRemarks] = useState('')
  const decide = useMutation({
    mutationFn: (verb: Verb) => {
      const path = { procedure_id: changes.procedure_id, number: changes.number }
      const params = { path, header: { ...ifMatch(changes.procedure_version), ...once(newKey()) } }
      if (verb === 'approve') return answer(api.POST('/api/v1/definitions/{procedure_id}/versions/{number}/approve', { params, body: { remarks } }))
      if (verb === 'reject') return answer(api.POST('/api/v1/definitions/{procedure_id}/versions/{number}/reject', { params, body: { reason: remarks } }))
      return answer(api.POST('/api/v1/definitions/{procedure_id}/versions/{number}/withdraw', { params }))
    },
    onSuccess: (_, verb) => message.success(t.done[verb](changes.number)),
    onSettled: () => client.invalidateQueries({ queryKey: keys.definitions.all }),
  })
  const { approve, reject, withdraw } = changes
  const because = { zh: approve.why_not_zh, en: approve.why_not_en }[locale]
  return (
    <div className="stack">
      {approve.may || withdraw.may ? null : <p className="quiet">{because}</p>}
      {approve.may || reject.may ? (
        <Input.TextArea rows={2} maxLength={2000} aria-label={t.remarks} placeholder={t.remarks} value={remarks} onChange={(event) => setRemarks(event.target.value)} />
      ) : null}
      <div className="row">
        {approve.may ? (
          <Button type="primary" loading={decide.isPending} onClick={() => decide.mutate('approve')}>
            {t.approve}
          </Button>
        ) : null}
        {reject.may ? (
          <Button danger disabled={remarks.trim() === ''} loading={decide.isPending} onClick={() => decide.mutate('reject')}>
            {t.reject}
          </Button>
        ) : null}
        {withdraw.may ? (
          <Button loading={decide.isPending} onClick={() => decide.mutate('withdraw')}>
            {t.withdraw}
          </Button>
        ) : null}
      </div>
      {decide.isError ? <ProblemNotice error={decide.error} /> : null}
    </div>
  )
}
